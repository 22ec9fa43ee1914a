#include "core/domain/history.h"

#include <map>
#include <rapidcheck.h>

#include "tests/support/catch.h"

using namespace cairn::core;

namespace {

struct Recorded {
    Mark mark;
    std::optional<double> amount;
};

/// The same edits on a history and on a plain map.
std::pair<History, std::map<Date, Recorded>> randomHistory(std::uint64_t seed) {
    Random random(seed);
    std::pair<History, std::map<Date, Recorded>> result;
    for (std::uint64_t i = random.below(200); i > 0; --i) {
        const Date day{static_cast<std::int32_t>(random.below(900)) - 450};
        const auto mark = static_cast<Mark>(random.below(4));
        const auto amount = random.below(3) == 0 ? std::optional(random.unit() * 50) : std::nullopt;
        result.first.set(day, mark, amount);
        result.second.erase(day);
        if (mark != Mark::none || amount) result.second[day] = {mark, amount};
    }
    return result;
}

} // namespace

TEST_CASE("an empty history has nothing recorded", "[core][history]") {
    const History history;
    CHECK(history.count() == 0);
    CHECK_FALSE(history.firstRecorded());
    CHECK(history.mark(Date{5}) == Mark::none);
    CHECK_FALSE(history.amount(Date{5}));
}

TEST_CASE("a history holds what a plain map holds", "[core][history]") {
    rc::check([](std::uint64_t seed) {
        const auto [history, model] = randomHistory(seed);
        RC_ASSERT(history.count() == model.size());
        for (int day = -500; day < 500; ++day) {
            const auto found = model.find(Date{day});
            RC_ASSERT(history.mark(Date{day}) == (found == model.end() ? Mark::none : found->second.mark));
            RC_ASSERT(history.amount(Date{day}) == (found == model.end() ? std::nullopt : found->second.amount));
        }
        RC_ASSERT(history.firstRecorded() == (model.empty() ? std::nullopt : std::optional(model.begin()->first)));
        RC_ASSERT(history.lastRecorded() == (model.empty() ? std::nullopt : std::optional(model.rbegin()->first)));
    });
}

TEST_CASE("a history survives its bytes, and damaged bytes are noticed", "[core][history]") {
    rc::check([](std::uint64_t seed) {
        const History history = randomHistory(seed).first;
        std::string bytes = history.toBytes();
        RC_ASSERT(History::fromBytes(bytes).value() == history);
        bytes[seed % bytes.size()] ^= 0x10;
        RC_ASSERT(History::fromBytes(bytes).error().code == ErrorCode::damagedFile);
        RC_ASSERT(!History::fromBytes(std::string_view(bytes).substr(0, seed % bytes.size())));
    });
}

TEST_CASE("ten years of marks take two bits a day", "[core][history]") {
    History history;
    for (int day = 0; day < 3650; ++day) history.set(Date{18000 + day}, Mark::done);
    CHECK(history.count() == 3650);
    CHECK(history.toBytes().size() < 1000);
}
