#pragma once

#include <QCoreApplication>
#include <QTimer>
#include <functional>
#include <optional>
#include <string>

#include "tests/support/catch.h"

namespace cairn::test {

/// An application for the length of a test.
struct Application {
    int argc = 0;
    QCoreApplication app{argc, nullptr};

    /// Runs the event loop until what `start` begins calls back; ten seconds at most.
    template<class T, class Start>
    T resultOf(Start start) {
        std::optional<T> result;
        start([&](T value) {
            result.emplace(std::move(value));
            QCoreApplication::quit();
        });
        QTimer guard;
        QObject::connect(&guard, &QTimer::timeout, &app, [] { QCoreApplication::exit(1); });
        guard.start(10'000);
        if (!result) REQUIRE(QCoreApplication::exec() == 0);
        REQUIRE(result);
        return std::move(*result);
    }
};

} // namespace cairn::test
