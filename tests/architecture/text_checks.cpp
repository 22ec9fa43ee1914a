#include "tests/architecture/text_checks.h"

#include "tests/architecture/rules.h"

#include <algorithm>
#include <regex>

namespace cairn::architecture {
namespace {

bool applies(const TextRule& rule, const SourceFile& file) {
    const auto holdsFile = [&](std::string_view folder) { return liesIn(file.path, folder); };
    if (rule.in == TextRule::In::code && !file.isCpp()) return false;
    if (!rule.folders.empty() && std::ranges::none_of(rule.folders, holdsFile)) return false;
    return std::ranges::none_of(rule.seams, holdsFile);
}

void findLines(const SourceFile& file, const TextRule& rule, const std::regex& pattern, Findings& findings) {
    const auto& lines = rule.in == TextRule::In::code ? file.code : file.lines;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (std::regex_search(lines[i], pattern))
            findings.push_back({file.path + ":" + std::to_string(i + 1), std::string(rule.reason)});
}

/// Follows the braces of one file that clang-format has laid out, and notes how long each function is.
class FunctionLengths {
public:
    FunctionLengths(const SourceFile& file, Findings& findings) : m_file(file), m_findings(findings) {}

    void run() {
        for (m_line = 0; m_line < m_file.code.size(); ++m_line) {
            if (m_file.code[m_line].starts_with('#')) continue;
            for (const char c : m_file.code[m_line]) take(c);
            m_head += ' ';
        }
    }

private:
    enum class Block { scope, function, other };
    struct Open {
        Block block;
        std::size_t firstLine;
        std::string head;
    };

    void take(char c) {
        if (c == '{') {
            m_open.push_back({kindOf(m_head), m_headLine, m_head});
            m_head.clear();
        } else if (c == '}') {
            close();
            m_head.clear();
        } else if (c == ';') {
            m_head.clear();
        } else if (c != ' ' || !m_head.empty()) {
            if (m_head.find_first_not_of(' ') == std::string::npos) m_headLine = m_line;
            m_head += c;
        }
    }

    [[nodiscard]] bool insideCode() const {
        return std::ranges::any_of(m_open, [](const Open& open) { return open.block != Block::scope; });
    }

    [[nodiscard]] Block kindOf(const std::string& head) const {
        static const std::regex scope(R"((^|\s)(namespace|class|struct|union|extern)\b)");
        if (insideCode()) return Block::other;
        if (std::regex_search(head, scope) && head.find(") {") == std::string::npos && !head.ends_with(") "))
            return Block::scope;
        if (head.empty()) return Block::scope;
        return head.find('(') == std::string::npos ? Block::other : Block::function;
    }

    void close() {
        if (m_open.empty()) return;
        const Open open = m_open.back();
        m_open.pop_back();
        if (open.block != Block::function) return;
        const auto length = static_cast<int>(m_line - open.firstLine + 1);
        const int limit = limitFor(open.head);
        if (length <= limit) return;
        m_findings.push_back({m_file.path + ":" + std::to_string(open.firstLine + 1),
                              "a function of " + std::to_string(length) + " lines, over " + std::to_string(limit)});
    }

    [[nodiscard]] int limitFor(const std::string& head) const {
        const auto fits = [&](const FunctionRule& rule) {
            return liesIn(m_file.path, rule.folder) && std::regex_search(head, std::regex(std::string(rule.name)));
        };
        const auto rule = std::ranges::find_if(functionRules, fits);
        return rule == functionRules.end() ? longestFile : rule->lines;
    }

    const SourceFile& m_file;
    Findings& m_findings;
    std::size_t m_line = 0;
    std::size_t m_headLine = 0;
    std::string m_head;
    std::vector<Open> m_open;
};

} // namespace

Findings forbiddenText(const SourceTree& tree) {
    Findings findings;
    for (const auto& rule : textRules) {
        const std::regex pattern{std::string(rule.pattern)};
        for (const auto& file : tree)
            if (applies(rule, file)) findLines(file, rule, pattern, findings);
    }
    return findings;
}

Findings longFiles(const SourceTree& tree) {
    Findings findings;
    for (const auto& file : tree) {
        const bool root = file.path == "CMakeLists.txt";
        if (!root && !file.isCpp() && !file.path.ends_with(".sql")) continue;
        const auto limit = static_cast<std::size_t>(root ? longestRootCMake : longestFile);
        if (file.lines.size() > limit)
            findings.push_back(
                {file.path, std::to_string(file.lines.size()) + " lines, over " + std::to_string(limit)});
    }
    return findings;
}

Findings longFunctions(const SourceTree& tree) {
    Findings findings;
    for (const auto& file : tree)
        if (file.isCpp()) FunctionLengths(file, findings).run();
    return findings;
}

Findings badNames(const SourceTree& tree) {
    static const std::regex snakeCase(R"([a-z0-9_]+\.(h|cpp))");
    static const std::regex vague(R"((^|_)(manager|helpers?|utils?)(_|\.))");
    Findings findings;
    for (const auto& file : tree) {
        if (!file.isCpp()) continue;
        const auto name = file.path.substr(file.path.rfind('/') + 1);
        if (!std::regex_match(name, snakeCase)) findings.push_back({file.path, "is not snake_case"});
        if (std::regex_search(name, vague)) findings.push_back({file.path, "is named after nothing it does"});
    }
    return findings;
}

} // namespace cairn::architecture
