#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "core/exchange/import_format.h"
#include "tests/support/catch.h"

namespace cairn::support {

/// The day of import in these tests: Friday, 20 November 2026.
inline constexpr core::Date importDay{20777};

/// The value of a result that has to be there.
template<class T>
T required(core::Result<T> result) {
    if (!result) FAIL(std::string(core::codeName(result.error().code)) << ": " << result.error().detail);
    return std::move(*result);
}

inline core::Source fileSource(std::string bytes, std::string name = "file") {
    return {core::SourceKind::file, std::move(name), std::move(bytes), {}, {}};
}

inline core::Source archiveSource(std::vector<core::SourceEntry> entries) {
    const auto byPath = [](const auto& a, const auto& b) { return a.path < b.path; };
    std::sort(entries.begin(), entries.end(), byPath);
    return {core::SourceKind::archive, "archive", {}, std::move(entries), {}};
}

inline core::Result<core::ImportedData> reading(const core::Source& source) {
    return core::readSource(source, {importDay});
}

inline core::ErrorCode errorOf(const core::Source& source) {
    const auto data = reading(source);
    REQUIRE_FALSE(data);
    return data.error().code;
}

inline core::Date day(const char* text) {
    return required(core::parseDate(text));
}

inline void writeFile(const std::filesystem::path& path, const std::string& bytes) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

inline std::string readFile(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// The problem at `field`, which has to be there.
inline const core::ImportProblem& problemAt(const std::vector<core::ImportProblem>& problems, std::string_view field) {
    for (const auto& problem : problems)
        if (problem.field == field) return problem;
    FAIL("no problem at " << field);
    return problems.front();
}

} // namespace cairn::support
