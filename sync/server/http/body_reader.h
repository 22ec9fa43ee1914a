#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "sync/server/http/message.h"

namespace cairn::sync {

/// Reads the fields of a JSON object, each by its name and limits, and refuses those that nobody asked for. The first
/// mistake is kept and told by `done`; what was read before that is of no use then.
class BodyReader {
public:
    explicit BodyReader(const Request& request);
    ~BodyReader();
    BodyReader(const BodyReader&) = delete;
    BodyReader& operator=(const BodyReader&) = delete;

    /// A text of so many characters (code points), without control characters.
    std::string text(std::string_view name, std::size_t least, std::size_t most);
    /// The same where it may be missing or null.
    std::optional<std::string> optionalText(std::string_view name, std::size_t least, std::size_t most);
    /// A text as it was typed, at most 1,024 bytes: what checks it knows its limits.
    std::string secret(std::string_view name);
    std::optional<std::string> optionalSecret(std::string_view name);

    /// Whether all was well, and nothing else was there. Errors: invalidSyntax, invalidValue, unknownFormat.
    core::Result<void> done();

private:
    const std::string* find(std::string_view name);
    void fail(core::ErrorCode code, std::string detail);

    std::unique_ptr<nlohmann::json> m_document;
    std::set<std::string, std::less<>> m_known;
    std::optional<core::Error> m_error;
};

} // namespace cairn::sync
