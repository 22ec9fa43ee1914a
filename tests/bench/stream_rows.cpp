#include "tests/bench/stream_rows.h"

#include <algorithm>
#include <array>

#include "core/base/random.h"
#include "sync/protocol/version.h"

namespace cairn::bench {

namespace {

constexpr std::int64_t day = 86'400'000; // ms
constexpr std::int64_t evening = 68'400'000;
constexpr std::int64_t hours = 14'400'000; // in which the marks of an evening are made

core::Uuid madeId(std::uint64_t number) {
    core::Random random(number);
    return core::newUuid({1'700'000'000'000}, random);
}

} // namespace

sync::PushedRow pushedLog(const core::HabitLog& log, const core::HybridClock& clock) {
    const core::RecordDescription& record = core::describe<core::HabitLog>();
    const std::vector<core::Value> values = core::valuesOf(log);
    sync::PushedRow pushed;
    pushed.row.row = core::rowName(record, {}, values);
    for (const core::Register& one : core::registersOf(core::Kind::habitLog))
        pushed.row.put({std::string(one.name), clock, core::registerText(record, one, values, {})});
    return pushed;
}

std::vector<sync::PushedRow> livedLogs(std::vector<LogRow> rows, const std::vector<core::Uuid>& habits) {
    std::ranges::stable_sort(rows, {}, &LogRow::day);
    const std::array replicas{madeId(1), madeId(2)};
    core::Random random(3);
    std::vector<sync::PushedRow> pushed;
    for (const LogRow& row : rows) {
        core::HabitLog log;
        log.habit = habits.at(static_cast<std::size_t>(row.habit - 1));
        log.date = core::Date{static_cast<std::int32_t>(row.day)};
        log.mark = row.value == 0 ? core::Mark::missed : core::Mark::done;
        const auto at = row.day * day + evening + static_cast<std::int64_t>(random.below(hours));
        pushed.push_back(pushedLog(log, {at << core::HybridClock::counterBits, replicas[random.below(4) / 3]}));
    }
    return pushed;
}

std::vector<std::string> pushBodies(const std::vector<sync::PushedRow>& rows, std::size_t rowsEach) {
    sync::Push push{madeId(4), std::nullopt, madeId(5), 0, {}};
    std::vector<std::string> bodies;
    for (std::size_t at = 0; at < rows.size(); at += rowsEach) {
        const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(at);
        push.rows.assign(begin, begin + static_cast<std::ptrdiff_t>(std::min(rowsEach, rows.size() - at)));
        bodies.push_back(sync::write(push));
        push.after = push.id;
        push.id = madeId(100 + bodies.size());
    }
    return bodies;
}

} // namespace cairn::bench
