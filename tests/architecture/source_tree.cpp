#include "tests/architecture/source_tree.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace cairn::architecture {
namespace {

namespace fs = std::filesystem;

bool isText(const fs::path& path) {
    static const std::set<std::string> extensions = {".h",   ".cpp", ".sql",  ".md",  ".txt", ".cmake", ".json",
                                                     ".yml", ".qss", ".html", ".qrc", ".svg", ".sh",    ".desktop"};
    static const std::set<std::string> scripts = {"run", "test", "bench", "setup", "debian-packages"};
    return extensions.contains(path.extension().string()) || scripts.contains(path.filename().string());
}

bool isOutside(const fs::path& path) {
    const auto name = path.filename().string();
    return name == "build" || name == ".git" || name == ".cache";
}

/// Blanks comments and quoted text of C++ line by line; the state is what a line leaves open for the next.
class CodeOnly {
public:
    std::string operator()(const std::string& line) {
        std::string code;
        for (std::size_t i = 0; i < line.size();) i = step(line, i, code);
        if (m_state == State::lineComment) m_state = State::code;
        return code;
    }

private:
    enum class State { code, lineComment, blockComment, rawText };

    std::size_t step(const std::string& line, std::size_t i, std::string& code) {
        if (m_state == State::lineComment) return line.size();
        if (m_state == State::blockComment) return skipUntil(line, i, "*/");
        if (m_state == State::rawText) return skipUntil(line, i, m_rawEnd);
        if (line.compare(i, 2, "//") == 0) return line.size();
        if (line.compare(i, 2, "/*") == 0) return enter(State::blockComment, i + 2);
        if (line.compare(i, 2, "R\"") == 0) return enterRawText(line, i);
        if (line[i] == '"') return skipQuoted(line, i, code);
        if (line[i] == '\'' && !isDigitSeparator(line, i)) return skipQuoted(line, i, code);
        code += line[i];
        return i + 1;
    }

    std::size_t enter(State state, std::size_t next) {
        m_state = state;
        return next;
    }

    std::size_t enterRawText(const std::string& line, std::size_t i) {
        const auto open = line.find('(', i);
        if (open == std::string::npos) return line.size();
        m_rawEnd = ")" + line.substr(i + 2, open - i - 2) + "\"";
        return enter(State::rawText, open + 1);
    }

    std::size_t skipUntil(const std::string& line, std::size_t i, const std::string& end) {
        const auto found = line.find(end, i);
        if (found == std::string::npos) return line.size();
        return enter(State::code, found + end.size());
    }

    static bool isDigitSeparator(const std::string& line, std::size_t i) {
        return i > 0 && i + 1 < line.size() && std::isxdigit(static_cast<unsigned char>(line[i - 1])) != 0 &&
               std::isxdigit(static_cast<unsigned char>(line[i + 1])) != 0;
    }

    static std::size_t skipQuoted(const std::string& line, std::size_t i, std::string& code) {
        const char quote = line[i];
        code += quote;
        for (++i; i < line.size() && line[i] != quote; ++i)
            if (line[i] == '\\') ++i;
        code += quote;
        return i + 1;
    }

    State m_state = State::code;
    std::string m_rawEnd;
};

void readInclude(const std::string& line, int number, SourceFile& file) {
    auto at = line.find_first_not_of(' ');
    if (at == std::string::npos || line[at] != '#') return;
    at = line.find("include", at);
    if (at == std::string::npos) return;
    const auto open = line.find_first_of("\"<", at);
    if (open == std::string::npos) return;
    const auto close = line.find(line[open] == '"' ? '"' : '>', open + 1);
    if (close == std::string::npos) return;
    auto& includes = line[open] == '"' ? file.projectIncludes : file.systemIncludes;
    includes.try_emplace(line.substr(open + 1, close - open - 1), number);
}

SourceFile readFile(const fs::path& root, const fs::path& path) {
    SourceFile file;
    file.path = fs::relative(path, root).generic_string();
    std::ifstream in(path);
    CodeOnly codeOnly;
    for (std::string line; std::getline(in, line);) {
        file.lines.push_back(line);
        file.code.push_back(file.isCpp() ? codeOnly(line) : line);
        if (file.isCpp()) readInclude(line, static_cast<int>(file.lines.size()), file);
    }
    return file;
}

} // namespace

bool SourceFile::isCpp() const {
    return path.ends_with(".h") || path.ends_with(".cpp");
}

SourceTree readTree(const fs::path& root) {
    SourceTree tree;
    for (auto at = fs::recursive_directory_iterator(root); at != fs::recursive_directory_iterator(); ++at) {
        if (at->is_directory() && isOutside(at->path())) {
            at.disable_recursion_pending();
        } else if (at->is_regular_file() && isText(at->path())) {
            tree.push_back(readFile(root, at->path()));
        }
    }
    std::ranges::sort(tree, {}, &SourceFile::path);
    return tree;
}

bool liesIn(std::string_view path, std::string_view folder) {
    return folder.empty() || path == folder || (path.starts_with(folder) && path[folder.size()] == '/');
}

std::string describe(const Findings& findings) {
    std::ostringstream text;
    for (const auto& finding : findings) text << "  " << finding.where << ": " << finding.why << '\n';
    return text.str();
}

} // namespace cairn::architecture
