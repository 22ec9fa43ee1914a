#include "tests/support/catch.h"

#include <QTemporaryDir>
#include <QTest>

#include "core/base/random.h"
#include "core/store/store.h"
#include "ui/services/exchange_service.h"

using namespace cairn;
using namespace cairn::ui;

namespace {

const core::Date friday = *core::parseDate("2026-11-20");
constexpr int longWait = 20'000;

/// An empty store, and a service with all that it said.
struct Exchange {
    Exchange() {
        const core::FixedClock clock{core::Instant{1'795'170'000'000}};
        core::Random random(7);
        REQUIRE(core::Store::open(store, {clock, random, friday}));
        QObject::connect(&service, &ExchangeService::planned, &service, [this] { ++plans; });
        QObject::connect(&service, &ExchangeService::failed, &service, [this] { ++failures; });
        QObject::connect(&service, &ExchangeService::written, &service, [this] { ++files; });
        QObject::connect(&service, &ExchangeService::notWritten, &service, [this] { ++unwritten; });
    }
    [[nodiscard]] std::filesystem::path at(const char* name) const {
        return folder.filePath(QLatin1String(name)).toStdString();
    }
    void plan(const char* name) { service.plan(store, at(name), friday, core::TrashedRows::leave); }
    void write(const char* name) { service.write(store, core::ExportFormat::json, at(name), friday); }

    QTemporaryDir folder;
    std::filesystem::path store = at("a.db");
    ExchangeService service;
    int plans = 0;
    int failures = 0;
    int files = 0;
    int unwritten = 0;
};

} // namespace

TEST_CASE("of two files that are compared at once only the second is heard of", "[ui][exchange]") {
    Exchange exchange;
    exchange.write("a.json");
    REQUIRE(QTest::qWaitFor([&] { return exchange.files == 1; }, longWait));
    exchange.plan("absent.json");
    exchange.plan("a.json");
    REQUIRE(QTest::qWaitFor([&] { return exchange.plans == 1; }, longWait));
    REQUIRE(exchange.failures == 0);
}

TEST_CASE("a comparison does not stop a file that is being written", "[ui][exchange]") {
    Exchange exchange;
    exchange.write("a.json");
    exchange.plan("a.json");
    REQUIRE(QTest::qWaitFor([&] { return exchange.plans == 1; }, longWait));
    REQUIRE(exchange.files == 1);
}

TEST_CASE("a file that can't be written is no failed comparison", "[ui][exchange]") {
    Exchange exchange;
    exchange.write("absent/a.json");
    REQUIRE(QTest::qWaitFor([&] { return exchange.unwritten == 1; }, longWait));
    REQUIRE(exchange.failures == 0);
}
