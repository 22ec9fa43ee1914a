#pragma once

#include "tests/architecture/rules.h"
#include "tests/architecture/source_tree.h"

namespace cairn::architecture {

/// One library or program as the build made it.
struct BuiltFile {
    LinkRule::Of of;
    std::string target;
    std::filesystem::path path;
};

/// Reads the build's own list: a line for each target, "LIBRARIES|PROGRAMS NAME PATH".
std::vector<BuiltFile> readBuiltFiles(const std::filesystem::path& list);

/// Libraries that name a symbol, and programs that load a library (directly or through another), which `linkRules`
/// forbid. A file that is not built is passed over. Needs nm and ldd.
Findings forbiddenLinks(const std::vector<BuiltFile>& files);

/// The names that `ldd` lists for a program: all that it loads, also through others. Empty when it is not a program.
std::vector<std::string> loadedLibraries(const std::filesystem::path& program);

/// Qt classes in the object code's symbols, mangled as the Itanium ABI has it ("7QWidget").
std::vector<std::string> qtClassesIn(const std::filesystem::path& library);

} // namespace cairn::architecture
