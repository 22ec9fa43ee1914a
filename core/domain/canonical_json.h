#pragma once

#include <string>
#include <string_view>

namespace cairn::core {

// The one spelling of a JSON value that is hashed, compared and kept (RFC 8785): no white space, members in the order
// of their names' bytes, strings with the fewest escapes, numbers as ECMAScript's Number.prototype.toString writes
// them. The functions append; they never fail.

void appendString(std::string& text, std::string_view value);
/// A finite number; -0 is written as 0.
void appendNumber(std::string& text, double value);
void appendNumber(std::string& text, long long value);

} // namespace cairn::core
