#pragma once

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

#include "tests/support/catch.h"

#include "core/base/clock.h"
#include "ui/services/exchange_service.h"
#include "ui/services/store_service.h"
#include "ui/widgets/theme/theme.h"
#include "ui/window/main_window.h"

namespace cairn::ui {

/// The whole window over a store of its own in a temporary folder, shown and with the keyboard, on Friday 20 November
/// 2026.
struct Window {
    Window();

    /// Waits until something is so, and fails the test when it does not come about.
    template<class Fact>
    void until(Fact fact) {
        REQUIRE(QTest::qWaitFor(fact, 20'000));
    }
    /// A widget by its name; fails the test when there is none.
    template<class W = QWidget>
    W* find(const char* name) {
        auto* found = window.findChild<W*>(QLatin1String(name));
        INFO(name);
        REQUIRE(found != nullptr);
        return found;
    }
    void click(const char* name) { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
    /// A key for whatever has the keyboard.
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
    void type(const char* text);
    [[nodiscard]] const Snapshot& snapshot() const { return *store.snapshot(); }
    void addHabit(const char* name);

    static const core::Date today;
    core::FixedClock clock{core::Instant{1'795'170'000'000}};
    QTemporaryDir folder;
    Theme theme;
    StoreService store;
    ExchangeService exchange;
    MainWindow window;
};

} // namespace cairn::ui
