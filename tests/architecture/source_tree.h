#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::architecture {

/// One text file of the project.
struct SourceFile {
    std::string path;               ///< from the root, with forward slashes
    std::vector<std::string> lines; ///< as they are
    std::vector<std::string> code;  ///< the same lines; in C++ without comments and without the text in quotes
    std::map<std::string, int> projectIncludes; ///< "core/base/date.h" → number of its first line
    std::map<std::string, int> systemIncludes;  ///< <QWidget> → number of its first line

    [[nodiscard]] bool isCpp() const;
};

/// All text files below a root but those of version control and of builds, in the order of their paths.
using SourceTree = std::vector<SourceFile>;
SourceTree readTree(const std::filesystem::path& root);

/// Whether a path is this folder or file, or lies in it; every path lies in the empty folder.
bool liesIn(std::string_view path, std::string_view folder);

/// One broken rule: where (path, or path:line) and why. Checks answer with a list of these, empty when all is well.
struct Finding {
    std::string where;
    std::string why;
};
using Findings = std::vector<Finding>;

/// All findings, one a line, to be shown by a test.
std::string describe(const Findings& findings);

} // namespace cairn::architecture
