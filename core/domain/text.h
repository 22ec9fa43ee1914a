#pragma once

#include <string>
#include <string_view>

namespace cairn::core {

/// The text folded for comparing names: Unicode case folding in form NFKC (ICU), outer white space removed. Any thread.
std::string foldedText(std::string_view text);

/// Order of two names as people expect it in `locale` ("" is the root collation): below, at or above 0.
int collate(std::string_view left, std::string_view right, const std::string& locale = "");

} // namespace cairn::core
