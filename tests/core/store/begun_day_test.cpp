#include "tests/support/open_store.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

constexpr std::int64_t day = 86'400'000;

/// A store without a chosen day, whose profile is in UTC, opened again after each step of the clock.
class Days {
public:
    Days() {
        reopen();
        set("zone", "Etc/UTC");
    }
    Date todayAfter(std::int64_t milliseconds) {
        m_clock.advance(milliseconds);
        reopen();
        return required(m_store->today());
    }
    void set(const std::string& key, const std::string& value) {
        required(m_store->apply(std::vector{creation(aSetting(key, value))}, {}));
    }
    Store& store() { return *m_store; }
    FixedClock& clock() { return m_clock; }
    [[nodiscard]] std::filesystem::path file() const { return m_folder / "store.cairn"; }

private:
    void reopen() {
        m_store.reset();
        m_store = required(Store::open(file(), {m_clock, m_random}));
    }

    TemporaryFolder m_folder;
    FixedClock m_clock{Instant{std::int64_t{firstDay.days} * day + day / 3}};
    Random m_random{7};
    std::unique_ptr<Store> m_store;
};

} // namespace

TEST_CASE("a day that has begun does not end with a clock that falls back over a restart", "[core][store][days]") {
    Days days;
    REQUIRE(days.todayAfter(0) == firstDay);
    CHECK(days.todayAfter(-day) == firstDay);
    CHECK(days.todayAfter(-30 * 365 * day) == firstDay);
    CHECK(days.todayAfter(30 * 365 * day + 2 * day) == firstDay + 1);
}

TEST_CASE("a clock that was years ahead holds up nothing once it is right", "[core][store][days]") {
    Days days;
    REQUIRE(days.todayAfter(0) == firstDay);
    CHECK(days.todayAfter(30 * 365 * day) == firstDay + 30 * 365);
    CHECK(days.todayAfter(-30 * 365 * day + day) == firstDay + 1);
}

TEST_CASE("another zone or hour begins days anew", "[core][store][days]") {
    Days days;
    REQUIRE(days.todayAfter(0) == firstDay);
    days.set("day-begin", "9");
    CHECK(days.todayAfter(0) == firstDay - 1);
}

TEST_CASE("a reader beside the owner knows the day that has begun", "[core][store][days]") {
    Days days;
    REQUIRE(days.todayAfter(0) == firstDay);
    const Reader reader = required(Reader::open(days.file()));
    CHECK(required(reader.today(Instant{days.clock().now().milliseconds - day})) == firstDay);
    CHECK(required(reader.today(Instant{days.clock().now().milliseconds + day})) == firstDay + 1);
}

TEST_CASE("a day that is chosen is not kept as begun", "[core][store][days]") {
    OpenStore store;
    store.create(aSetting("zone", "Etc/UTC"));
    CHECK(required(store->today()) == firstDay);
    store.clock().advance(-3 * day);
    CHECK(required(store.reader().today(store.clock().now())) == firstDay - 3);
}

TEST_CASE("keeping the day is no change", "[core][store][days]") {
    Days days;
    const std::int64_t before = required(days.store().reader().changeNumber());
    days.todayAfter(day);
    CHECK(required(days.store().reader().changeNumber()) == before);
    CHECK(required(days.store().reader().undoState()).undo);
}
