#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/domain/synced_row.h"

namespace simdjson::dom {
class element;
class object;
} // namespace simdjson::dom

namespace cairn::sync {

// The pieces that messages are made of, as PROTOCOL.md spells them. Reading expects what the functions that append
// wrote, and hostile input: whatever does not fit is invalidSyntax.

/// Where the members of a row stand in its object: {"kind":…,"key":…,"clock":…,"values":{…},"clocks":{…}}; `more`
/// appends further members, each with a comma before it.
void appendRow(std::string& text, const core::SyncedRow& row, const std::function<void(std::string&)>& more = {});
void appendName(std::string& text, const core::RowName& row);        ///< "kind":…,"key":… without braces
void appendClock(std::string& text, const core::HybridClock& clock); ///< [ms, counter, replica]
void appendMember(std::string& text, std::string_view name);         ///< ,"name":

/// Everything of a message that can't be read ends here; only the .cpp files of this folder see it.
struct Unreadable {
    std::string detail;
};

// These throw Unreadable and simdjson_error; `reading` turns both into an Error.
core::RowName readName(const simdjson::dom::object& object);
core::HybridClock readClock(const simdjson::dom::element& element);
core::SyncedRow readRow(const simdjson::dom::object& object);
core::Uuid readUuid(std::string_view text);
/// The one spelling of any value.
void appendCanonical(std::string& text, const simdjson::dom::element& element);

/// Parses `text` and gives its outermost object to `read`. Errors: invalidSyntax.
core::Result<void> reading(std::string_view text, const std::function<void(const simdjson::dom::object&)>& read);

} // namespace cairn::sync
