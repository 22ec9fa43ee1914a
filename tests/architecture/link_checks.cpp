#include "tests/architecture/link_checks.h"

#include "tests/architecture/include_checks.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <regex>
#include <set>
#include <sstream>

namespace cairn::architecture {
namespace {

struct ClosePipe {
    void operator()(std::FILE* pipe) const { pclose(pipe); }
};

std::string outputOf(const std::string& command) {
    std::string text;
    const std::unique_ptr<std::FILE, ClosePipe> pipe(popen(command.c_str(), "r"));
    if (pipe == nullptr) return text;
    std::array<char, 65536> block{};
    while (const auto size = std::fread(block.data(), 1, block.size(), pipe.get())) text.append(block.data(), size);
    return text;
}

std::string quoted(const std::filesystem::path& path) {
    return "'" + path.string() + "'";
}

/// A program's rule names it whole or, ending in "_", a family of them.
bool names(const LinkRule& rule, const BuiltFile& file) {
    if (rule.of != file.of) return false;
    return rule.target.ends_with('_') ? file.target.starts_with(rule.target) : file.target == rule.target;
}

void checkSymbols(const LinkRule& rule, const BuiltFile& file, Findings& findings) {
    if (rule.symbols == Qt::all) return;
    for (const auto& name : qtClassesIn(file.path))
        if (rule.symbols == Qt::none || isWidgetName(name))
            findings.push_back({file.target, "its object code names " + name});
}

void checkLoads(const LinkRule& rule, const BuiltFile& file, Findings& findings) {
    if (rule.mustNotLoad.empty()) return;
    const auto loaded = loadedLibraries(file.path);
    if (loaded.empty()) findings.push_back({file.target, "ldd can't read " + file.path.string()});
    for (const auto& library : loaded)
        for (const auto& forbidden : rule.mustNotLoad)
            if (library.find(forbidden) != std::string::npos) findings.push_back({file.target, "it loads " + library});
}

} // namespace

std::vector<BuiltFile> readBuiltFiles(const std::filesystem::path& list) {
    std::vector<BuiltFile> files;
    std::ifstream in(list);
    for (std::string kind, target, path; in >> kind >> target && std::getline(in >> std::ws, path);)
        files.push_back({kind == "LIBRARIES" ? LinkRule::Of::library : LinkRule::Of::program, target, path});
    return files;
}

Findings forbiddenLinks(const std::vector<BuiltFile>& files) {
    Findings findings;
    for (const auto& file : files) {
        if (!exists(file.path)) continue;
        for (const auto& rule : linkRules) {
            if (!names(rule, file)) continue;
            checkSymbols(rule, file, findings);
            checkLoads(rule, file, findings);
        }
    }
    return findings;
}

std::vector<std::string> loadedLibraries(const std::filesystem::path& program) {
    std::vector<std::string> libraries;
    std::istringstream lines(outputOf("ldd " + quoted(program) + " 2>/dev/null"));
    for (std::string line; std::getline(lines, line);) {
        const auto begin = line.find_first_not_of(" \t");
        if (begin != std::string::npos) libraries.push_back(line.substr(begin, line.find(' ', begin) - begin));
    }
    return libraries;
}

std::vector<std::string> qtClassesIn(const std::filesystem::path& library) {
    static const std::regex mangled(R"(\d(Q[A-Z][A-Za-z]+))");
    const auto symbols = outputOf("nm " + quoted(library) + " 2>/dev/null");
    std::set<std::string> classes;
    std::istringstream lines(symbols);
    for (std::string line; std::getline(lines, line);) {
        if (line.find("Q") == std::string::npos) continue;
        for (auto at = std::sregex_iterator(line.begin(), line.end(), mangled); at != std::sregex_iterator(); ++at) {
            const auto length = static_cast<std::size_t>(line[static_cast<std::size_t>(at->position())] - '0');
            const auto name = at->str(1);
            const auto tens = at->position() > 0 ? line[static_cast<std::size_t>(at->position()) - 1] : 'x';
            const auto whole = tens >= '1' && tens <= '9' ? length + 10 * static_cast<std::size_t>(tens - '0') : length;
            if (name.size() >= whole) classes.insert(name.substr(0, whole));
        }
    }
    return {classes.begin(), classes.end()};
}

} // namespace cairn::architecture
