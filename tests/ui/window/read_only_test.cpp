#include "tests/support/catch.h"

#include <QFileDialog>
#include <filesystem>

#include "tests/ui/window/window_fixture.h"
#include "ui/widgets/message_bar.h"

using namespace cairn;
using namespace cairn::ui;

TEST_CASE("a store that can't be written is shown, with the reason and a way on", "[ui][window][read-only]") {
    Window w;
    w.addHabit("Read");
    const std::filesystem::path file = w.store.file();
    w.store.open(w.folder.filePath(QStringLiteral("b.db")).toStdString()); // lets go of the first
    w.until([&] { return w.snapshot().habits.empty(); });
    std::filesystem::remove(file.string() + ".lock");
    std::filesystem::create_directory(file.string() + ".lock"); // in the way of every owner
    w.store.open(file);
    w.until([&] { return w.window.messages().text().contains(QStringLiteral("nothing can be recorded")); });
    REQUIRE(w.snapshot().habits.size() == 1);

    w.window.messages().hide();
    w.window.go(Place::today);
    w.key(Qt::Key_Space);
    w.until([&] { return w.window.messages().isVisible(); });
    CHECK(w.window.messages().text().contains(QStringLiteral("nothing can be recorded")));
    CHECK_FALSE(w.snapshot().habits.front().isDoneToday);

    w.click("messageAction");
    auto* dialog = w.find<QFileDialog>("elsewhereDialog");
    emit dialog->fileSelected(w.folder.filePath(QStringLiteral("c.db")));
    dialog->close();
    w.until([&] { return w.window.messages().text().contains(QStringLiteral("saved again")); });
    QTest::keyClick(w.find("weekGrid"), Qt::Key_Space);
    w.until([&] { return w.snapshot().habits.front().isDoneToday; });
}
