// Negative controls: each check is run on a small tree that breaks its rule, and must say so.
#include "tests/support/catch.h"

#include "tests/architecture/include_checks.h"
#include "tests/architecture/link_checks.h"
#include "tests/architecture/text_checks.h"

#include <fstream>
#include <unistd.h>

using namespace cairn::architecture;

namespace {

namespace fs = std::filesystem;

/// A small project in a temporary folder, removed at the end.
class Tree {
public:
    Tree() {
        std::string name = (fs::temp_directory_path() / "cairn-architecture-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        m_root = name;
    }
    ~Tree() { fs::remove_all(m_root); }
    Tree(const Tree&) = delete;
    Tree& operator=(const Tree&) = delete;

    Tree& with(const std::string& path, const std::string& text) {
        fs::create_directories((m_root / path).parent_path());
        std::ofstream(m_root / path) << text;
        return *this;
    }
    [[nodiscard]] SourceTree read() const { return readTree(m_root); }
    [[nodiscard]] const fs::path& root() const { return m_root; }

private:
    fs::path m_root;
};

SourceTree treeOf(const std::string& path, const std::string& text) {
    return Tree().with(path, text).read();
}

std::string functionOf(int lines) {
    std::string text = "int f(int x) {\n";
    for (int i = 0; i < lines - 2; ++i) text += "    x += 1;\n";
    return text + "}\n";
}

} // namespace

TEST_CASE("an include across each wall is found", "[architecture][control]") {
    const auto [from, to] = GENERATE(table<std::string, std::string>({
        {"core/base/a.h", "core/domain/b.h"},
        {"core/domain/a.h", "core/analytics/b.h"},
        {"core/analytics/a.h", "core/store/b.h"},
        {"core/store/a.cpp", "core/exchange/b.h"},
        {"core/store/a.cpp", "ui/models/b.h"},
        {"core/exchange/a.cpp", "sync/local/b.h"},
        {"sync/protocol/a.cpp", "core/store/b.h"},
        {"sync/local/a.cpp", "ui/services/b.h"},
        {"ui/models/a.h", "ui/widgets/b.h"},
        {"ui/models/a.h", "ui/pages/today/b.h"},
        {"ui/models/a.h", "sync/local/b.h"},
        {"ui/models/a.h", "ui/services/b.h"},
        {"ui/services/a.h", "ui/widgets/b.h"},
        {"ui/services/a.h", "sync/local/b.h"},
        {"app/cli/a.cpp", "ui/models/b.h"},
        {"ui/widgets/a.h", "ui/pages/today/b.h"},
        {"ui/pages/today/a.h", "sync/local/b.h"},
        {"ui/pages/today/a.h", "ui/window/b.h"},
        {"ui/window/a.cpp", "app/b.h"},
        {"tests/core/base/a_test.cpp", "core/store/b.h"},
        {"tests/ui/models/a_test.cpp", "ui/widgets/b.h"},
    }));
    const auto tree = Tree().with(from, "#include \"" + to + "\"\n").with(to, "").read();
    CAPTURE(from, to);
    REQUIRE(forbiddenIncludes(tree).size() == 1);
}

TEST_CASE("an include along an arrow is no finding", "[architecture][control]") {
    const auto [from, to] = GENERATE(table<std::string, std::string>({
        {"core/domain/a.h", "core/base/b.h"},
        {"core/store/a.cpp", "core/analytics/b.h"},
        {"core/exchange/a.cpp", "core/store/b.h"},
        {"ui/models/a.h", "core/store/b.h"},
        {"ui/widgets/a.h", "ui/models/b.h"},
        {"ui/pages/today/a.h", "ui/pages/today/b.h"},
        {"app/main.cpp", "sync/local/b.h"},
        {"tests/core/domain/a_test.cpp", "core/base/b.h"},
        {"tests/core/domain/a_test.cpp", "tests/support/b.h"},
    }));
    CAPTURE(from, to);
    REQUIRE(forbiddenIncludes(Tree().with(from, "#include \"" + to + "\"\n").with(to, "").read()).empty());
}

TEST_CASE("Qt where there is none is found", "[architecture][control]") {
    const auto [path, header] = GENERATE(table<std::string, std::string>({
        {"core/base/a.h", "QString"},
        {"core/store/a.h", "QtCore/qglobal.h"},
        {"sync/server/a.h", "QTcpServer"},
        {"ui/models/a.h", "QWidget"},
        {"ui/models/a.h", "QApplication"},
        {"ui/models/a.h", "QStyledItemDelegate"},
        {"ui/models/a.h", "QtWidgets/QLabel"},
        {"app/cli/a.cpp", "QMessageBox"},
    }));
    CAPTURE(path, header);
    REQUIRE(forbiddenIncludes(treeOf(path, "#include <" + header + ">\n")).size() == 1);
}

TEST_CASE("Qt without widgets is welcome in models", "[architecture][control]") {
    const auto header = GENERATE(as<std::string>(), "QAbstractListModel", "QColor", "QIcon", "QAction", "QString");
    CAPTURE(header);
    REQUIRE(forbiddenIncludes(treeOf("ui/models/a.h", "#include <" + header + ">\n")).empty());
}

TEST_CASE("a folder without a place in the map is found", "[architecture][control]") {
    REQUIRE(forbiddenIncludes(treeOf("core/elsewhere/a.h", "")).size() == 1);
}

TEST_CASE("an include that is not named from the root is found", "[architecture][control]") {
    REQUIRE(
        forbiddenIncludes(Tree().with("core/base/a.h", "#include \"b.h\"\n").with("core/base/b.h", "").read()).size() ==
        1);
}

TEST_CASE("a circle of includes is found, also over three headers", "[architecture][control]") {
    const auto two = Tree()
                         .with("core/base/a.h", "#include \"core/base/b.h\"\n")
                         .with("core/base/b.h", "#include \"core/base/a.h\"\n")
                         .read();
    REQUIRE(includeCircles(two).size() == 1);
    const auto three = Tree()
                           .with("core/base/a.h", "#include \"core/base/b.h\"\n")
                           .with("core/base/b.h", "#include \"core/base/c.h\"\n")
                           .with("core/base/c.h", "#include \"core/base/a.h\"\n")
                           .read();
    REQUIRE(includeCircles(three).size() == 1);
}

TEST_CASE("a header without a guard is found", "[architecture][control]") {
    REQUIRE(unguardedHeaders(treeOf("core/base/a.h", "int a;\n")).size() == 1);
}

TEST_CASE("a clock, a dice, a wait, a machine's path and a promise are found", "[architecture][control]") {
    const auto [path, line] = GENERATE(table<std::string, std::string>({
        {"core/base/a.cpp", "auto t = std::chrono::system_clock::now();"},
        {"ui/models/a.cpp", "auto t = QDateTime::currentDateTime();"},
        {"tests/core/base/a_test.cpp", "auto t = QDate::currentDate();"},
        {"core/store/a.cpp", "auto t = std::chrono::steady_clock::now();"},
        {"core/store/a.cpp", "std::random_device device;"},
        {"core/analytics/a.cpp", "int x = rand();"},
        {"ui/window/a.cpp", "QCoreApplication::processEvents();"},
        {"tests/core/base/a_test.cpp", "std::this_thread::sleep_for(1s);"},
        {"core/base/a.cpp", "// TO"
                            "DO: later"},
        {"README.md", "see /ho"
                      "me/someone/x"},
        {"packaging/test", "cd /wo"
                           "rk/main"},
    }));
    CAPTURE(path, line);
    REQUIRE(forbiddenText(treeOf(path, line + "\n")).size() == 1);
}

TEST_CASE("the seams, comments and quoted text are left alone", "[architecture][control]") {
    const auto [path, line] = GENERATE(table<std::string, std::string>({
        {"core/base/system_clock.cpp", "auto t = std::chrono::system_clock::now();"},
        {"core/base/a.cpp", "// never system_clock::now()"},
        {"core/base/a.cpp", "/* system_clock::now() */ int a;"},
        {"core/base/a.cpp", "auto text = \"system_clock::now()\";"},
        {"core/base/a.cpp", "int operand(int x);"},
    }));
    CAPTURE(path, line);
    REQUIRE(forbiddenText(treeOf(path, line + "\n")).empty());
}

TEST_CASE("a file of 601 lines is found and one of 600 is not", "[architecture][control]") {
    REQUIRE(longFiles(treeOf("core/base/a.cpp", std::string(601, '\n'))).size() == 1);
    REQUIRE(longFiles(treeOf("core/base/a.cpp", std::string(600, '\n'))).empty());
    REQUIRE(longFiles(treeOf("CMakeLists.txt", std::string(151, '\n'))).size() == 1);
}

TEST_CASE("a function one line over its folder's limit is found", "[architecture][control]") {
    const auto [path, limit] = GENERATE(table<std::string, int>({{"core/base/a.cpp", 40}, {"app/main.cpp", 60}}));
    const auto inNamespace = [](const std::string& text) { return "namespace a {\nstruct B {\n" + text + "};\n}\n"; };
    REQUIRE(longFunctions(treeOf(path, functionOf(limit))).empty());
    REQUIRE(longFunctions(treeOf(path, functionOf(limit + 1))).size() == 1);
    REQUIRE(longFunctions(treeOf(path, inNamespace(functionOf(limit)))).empty());
    REQUIRE(longFunctions(treeOf(path, inNamespace(functionOf(limit + 1)))).size() == 1);
}

TEST_CASE("a vague or mixed name of a file is found", "[architecture][control]") {
    REQUIRE(badNames(treeOf("core/base/StringUtil.h", "")).size() == 1);
    REQUIRE(badNames(treeOf("core/base/store_manager.h", "")).size() == 1);
    REQUIRE(badNames(treeOf("core/base/string_fold.h", "")).empty());
}

TEST_CASE("a program that loads too much, and a library that names Qt, are found", "[architecture][control]") {
    const auto self = fs::read_symlink("/proc/self/exe");
    REQUIRE(!loadedLibraries(self).empty());
    REQUIRE(qtClassesIn(self).empty());

    const Tree tree;
    const auto source = tree.root() / "a.cpp";
    const auto object = tree.root() / "a.o";
    std::ofstream(source) << "class QWidget { public: void show(); };\nvoid f(QWidget& w) { w.show(); }\n";
    REQUIRE(std::system(("c++ -c '" + source.string() + "' -o '" + object.string() + "'").c_str()) == 0);
    REQUIRE(qtClassesIn(object) == std::vector<std::string>{"QWidget"});
    REQUIRE(forbiddenLinks({{LinkRule::Of::library, "cairn_core_base", object}}).size() == 1);
    REQUIRE(forbiddenLinks({{LinkRule::Of::library, "cairn_ui_models", object}}).size() == 1);
    REQUIRE(forbiddenLinks({{LinkRule::Of::library, "cairn_ui_widgets", object}}).empty());
}

#ifdef CAIRN_DESKTOP_PROGRAM
TEST_CASE("the desktop program in place of the command line is found", "[architecture][control]") {
    REQUIRE(forbiddenLinks({{LinkRule::Of::program, "cairn", CAIRN_DESKTOP_PROGRAM}}).size() >= 2);
}
#endif
