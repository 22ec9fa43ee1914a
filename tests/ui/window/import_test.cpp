#include "tests/support/catch.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLabel>

#include "tests/ui/window/window_fixture.h"

using namespace cairn;
using namespace cairn::ui;

namespace {

void write(const QString& path, const char* text) {
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(text);
}

/// An unpacked CSV export of Loop with one habit and one day.
QString exportIn(const QString& folder) {
    QDir().mkpath(folder + QStringLiteral("/001 Read"));
    write(folder + QStringLiteral("/Habits.csv"),
          "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,"
          "Target Value,Archived?\n001,Read,YES_NO,Did you?,,1,1,#00897B,,,,false\n");
    write(folder + QStringLiteral("/001 Read/Checkmarks.csv"), "Date,Value,Notes\n2026-11-19,YES_MANUAL,\n");
    return folder;
}

} // namespace

TEST_CASE("an unpacked export of Loop is imported whole, by its folder or by the table in it", "[ui][window][import]") {
    Window w;
    const QString folder = exportIn(w.folder.filePath(QStringLiteral("Loop")));
    SECTION("by the folder") {
        w.window.openImport(folder.toStdU16String());
    }
    SECTION("by its table of habits") {
        w.window.openImport((folder + QStringLiteral("/Habits.csv")).toStdU16String());
    }
    w.until([&] { return w.find<QLabel>("importCounts")->text().contains(QStringLiteral("1 recorded day")); });
    w.click("primaryButton");
    w.until([&] { return w.snapshot().habits.size() == 1; });
    CHECK(w.snapshot().habits.front().name == QStringLiteral("Read"));
    CHECK(w.snapshot().habits.front().subline == QStringLiteral("every day"));
}

TEST_CASE("a folder can be chosen for an import", "[ui][window][import]") {
    Window w;
    const QString folder = exportIn(w.folder.filePath(QStringLiteral("Loop")));
    w.window.openPalette();
    w.type("import a folder");
    w.key(Qt::Key_Return);
    auto* dialog = w.find<QFileDialog>("importFolderDialog");
    CHECK(dialog->fileMode() == QFileDialog::Directory);
    emit dialog->fileSelected(folder);
    w.until([&] { return w.find<QLabel>("importCounts")->text().contains(QStringLiteral("1 recorded day")); });
}
