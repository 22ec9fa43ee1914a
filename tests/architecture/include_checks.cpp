#include "tests/architecture/include_checks.h"

#include "tests/architecture/rules.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <regex>
#include <set>

namespace cairn::architecture {
namespace {

std::string place(const SourceFile& file, int line) {
    return file.path + ":" + std::to_string(line);
}

const FolderRule* ruleOf(std::string_view path) {
    const FolderRule* best = nullptr;
    for (const auto& rule : folderRules)
        if (liesIn(path, rule.folder) && (best == nullptr || rule.folder.size() > best->folder.size())) best = &rule;
    return best;
}

/// The row of a file; for the tests of a folder one made of the folder's own.
std::optional<FolderRule> effectiveRule(const std::string& path) {
    if (const auto* rule = ruleOf(path)) return *rule;
    if (!liesIn(path, "tests")) return std::nullopt;
    const auto* tested = ruleOf(std::string_view(path).substr(std::string_view("tests/").size()));
    if (tested == nullptr) return std::nullopt;
    FolderRule rule = *tested;
    rule.mayInclude.push_back(tested->folder);
    rule.mayInclude.push_back("tests/support");
    return rule;
}

std::string folderOf(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}

bool allowed(const FolderRule& rule, const SourceFile& file, const std::string& include) {
    if (liesIn(include, rule.folder) || liesIn(include, folderOf(file.path))) return true;
    return std::ranges::any_of(rule.mayInclude, [&](std::string_view folder) { return liesIn(include, folder); });
}

bool allowedQt(Qt qt, const std::string& header) {
    if (qt == Qt::all || !isQtName(header)) return true;
    return qt == Qt::noWidgets && !isWidgetName(header);
}

void checkFile(const SourceFile& file, const FolderRule& rule, const std::set<std::string>& paths, Findings& findings) {
    for (const auto& [include, line] : file.projectIncludes) {
        const bool generated = include.ends_with(".moc") || include.ends_with(".inc");
        if (generated) continue;
        if (!paths.contains(include))
            findings.push_back({place(file, line), "\"" + include + "\" is not named from the project's root"});
        else if (!allowed(rule, file, include))
            findings.push_back({place(file, line), std::string(rule.folder) + " may not include \"" + include + "\""});
    }
    for (const auto& [header, line] : file.systemIncludes)
        if (!allowedQt(rule.qt, header))
            findings.push_back({place(file, line), std::string(rule.folder) + " may not include <" + header + ">"});
}

} // namespace

bool isQtName(std::string_view name) {
    static const std::regex qt(R"(Q[A-Z]\w*|Qt\w*(/.*)?|q[a-z]+\.h)");
    return std::regex_match(name.begin(), name.end(), qt);
}

bool isWidgetName(std::string_view name) {
    static const std::regex widgets(
        R"((QtWidgets/?.*|QtCharts/?.*)|Q(Application|MessageBox|Widget\w*|\w*Dialog|\w*Button|\w*Layout|\w*ItemDelegate|Main)"
        R"(Window|Label|LineEdit|(Plain)?TextEdit|TextBrowser|\w*ScrollArea|\w*ScrollBar|\w*Slider|\w*SpinBox|)"
        R"(\w*ComboBox|CheckBox|GroupBox|ToolBox|Frame|Menu(Bar)?|ToolBar|StatusBar|SizeGrip|Splitter\w*|Stacked\w*|)"
        R"(Tab(Bar|Widget)|(List|Table|Tree|Column|Header|Graphics|AbstractItem)(View|Widget\w*)|ProgressBar|)"
        R"(SystemTrayIcon|(Common|Proxy)?Style|StyleOption\w*|StyleFactory|Style[dp]\w+|Completer|ToolTip|WhatsThis|)"
        R"(Graphics(Scene|Item|Effect)\w*|Scroller\w*|Dock\w*|Mdi\w*|RubberBand|Splash\w*|Calendar\w*|\w*TimeEdit|)"
        R"(DateEdit|KeySequenceEdit|FontComboBox|LCDNumber|Dial|Focus(Frame)|SizePolicy|Shortcut\w+Widget))");
    return std::regex_match(name.begin(), name.end(), widgets);
}

Findings forbiddenIncludes(const SourceTree& tree) {
    std::set<std::string> paths;
    for (const auto& file : tree) paths.insert(file.path);
    Findings findings;
    for (const auto& file : tree) {
        if (!file.isCpp()) continue;
        if (const auto rule = effectiveRule(file.path))
            checkFile(file, *rule, paths, findings);
        else
            findings.push_back({file.path, "no row of folderRules (tests/architecture/rules.h) covers this folder"});
    }
    return findings;
}

Findings includeCircles(const SourceTree& tree) {
    enum class Seen { no, open, done };
    std::map<std::string, const SourceFile*> files;
    for (const auto& file : tree) files[file.path] = &file;
    std::map<std::string, Seen> seen;
    Findings findings;
    const std::function<void(const SourceFile&, std::string)> visit = [&](const SourceFile& file, std::string trail) {
        seen[file.path] = Seen::open;
        trail += file.path;
        for (const auto& [include, line] : file.projectIncludes) {
            const auto next = files.find(include);
            if (next == files.end() || seen[include] == Seen::done) continue;
            if (seen[include] == Seen::open)
                findings.push_back({place(file, line), "a circle of includes: " + trail + " → " + include});
            else
                visit(*next->second, trail + " → ");
        }
        seen[file.path] = Seen::done;
    };
    for (const auto& file : tree)
        if (seen[file.path] == Seen::no) visit(file, "");
    return findings;
}

Findings unguardedHeaders(const SourceTree& tree) {
    Findings findings;
    for (const auto& file : tree)
        if (file.path.ends_with(".h") && std::ranges::find(file.lines, "#pragma once") == file.lines.end())
            findings.push_back({file.path, "has no #pragma once"});
    return findings;
}

} // namespace cairn::architecture
