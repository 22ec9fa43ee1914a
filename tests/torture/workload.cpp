#include "tests/torture/workload.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>

#include "core/base/system_clock.h"
#include "tests/support/builders.h"

namespace cairn::torture {

using namespace core;
using support::firstDay;

namespace {

/// What the note of a change is filled up with, so that a change takes more than one page now and then.
constexpr std::uint64_t longestFilling = 9'000;

std::string text(const Error& error) {
    return std::string(codeName(error.code)) + " " + error.detail;
}

std::optional<std::string> damageOf(const std::filesystem::path& file) {
    try {
        SQLite::Database database(file.string());
        const std::string verdict = database.execAndGet("PRAGMA integrity_check").getString();
        if (verdict != "ok") return "integrity check: " + verdict;
    } catch (const SQLite::Exception& exception) {
        return std::string("integrity check: ") + exception.what();
    }
    return std::nullopt;
}

} // namespace

Workload::Workload(std::uint64_t seed) : m_seed(seed) {
    Random random(seed);
    m_habit.id = newUuid(Instant{1}, random);
    m_habit.name = "Read";
    m_habit.madeOn = firstDay;
}

Date Workload::day(std::int64_t number) const {
    return firstDay + static_cast<int>(number);
}

std::string Workload::note(std::int64_t number) const {
    Random random(m_seed + static_cast<std::uint64_t>(number));
    return std::to_string(number) + " " + std::string(random.below(longestFilling), 'x');
}

std::vector<Change> Workload::change(std::int64_t number) const {
    if (number == 1) return {creation(m_habit), creation(support::aRule(m_habit))};
    HabitLog log = support::aLog(m_habit, day(number));
    log.note = note(number);
    return {creation(log)};
}

OpenedStore::OpenedStore(const std::filesystem::path& file)
    : clock(Instant{std::int64_t{firstDay.days} * 86'400'000}), random(entropySeed()),
      store(Store::open(file, {clock, random, firstDay})) {}

std::optional<std::string> whatIsWrong(const std::filesystem::path& file, const Workload& workload,
                                       std::int64_t acknowledged) {
    OpenedStore opened(file);
    if (!opened.store) return "does not open: " + text(opened.store.error());
    const Reader& reader = (*opened.store)->reader();
    const auto number = reader.changeNumber();
    if (!number) return text(number.error());
    if (*number < acknowledged) return std::to_string(acknowledged - *number) + " acknowledged lost";
    if (*number > acknowledged + 1) return "more than was ever written";
    const auto logs = reader.all<HabitLog>();
    if (!logs) return text(logs.error());
    if (static_cast<std::int64_t>(logs->size()) != std::max<std::int64_t>(0, *number - 1)) return "half a change";
    for (std::size_t i = 0; i < logs->size(); ++i)
        if ((*logs)[i].note != workload.note(static_cast<std::int64_t>(i) + 2)) return "a changed note";
    const auto timelines = reader.timelines();
    if (!timelines) return text(timelines.error());
    if (*number > 0 && timelines->front().timeline.history.count() != logs->size()) return "a wrong history";
    opened.store = failure(ErrorCode::cancelled, "closed");
    return damageOf(file);
}

} // namespace cairn::torture
