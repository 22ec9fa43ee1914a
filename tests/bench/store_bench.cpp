// What the store costs, beside bare SQLite doing the same work in the same run.
#include "core/base/system_clock.h"
#include "core/exchange/exchange.h"
#include "core/store/store.h"

#include "tests/bench/bare_sqlite.h"
#include "tests/bench/comparison.h"

#include <cstdio>
#include <cstdlib>
#include <memory>

using namespace cairn::bench;
using namespace cairn::core;
namespace fs = std::filesystem;

namespace {

constexpr Date lastDay{20088}; // 2024-12-31
constexpr const char* bareTable =
    "CREATE TABLE logs (id INTEGER PRIMARY KEY, habit INTEGER NOT NULL, day INTEGER NOT NULL,"
    " value INTEGER NOT NULL, amount REAL, note TEXT, UNIQUE (habit, day))";
constexpr const char* bareInsert = "INSERT INTO logs (habit, day, value) VALUES (?1, ?2, ?3)";

template<class T>
T required(Result<T> result) {
    if (result) return std::move(*result);
    std::fprintf(stderr, "%s: %s\n", std::string(codeName(result.error().code)).c_str(), result.error().detail.c_str());
    std::exit(1);
}

/// An open store with what it needs.
struct OpenStore {
    explicit OpenStore(const fs::path& file) : store(required(Store::open(file, {clock, random, lastDay}))) {}

    SystemClock clock;
    Random random{7};
    std::unique_ptr<Store> store;
};

void importInto(const fs::path& store, const fs::path& backup) {
    const OpenStore open(store);
    const auto plan = required(planImport(backup, open.store->reader(), {lastDay}));
    required(open.store->apply(plan.edit));
}

std::uintmax_t vacuumedSize(const fs::path& file) {
    BareSqlite(file).run("VACUUM");
    return fs::file_size(file);
}

void benchImport(const fs::path& folder, const std::vector<LogRow>& rows) {
    const auto backup = folder / "loop.db";
    writeLoopBackup(backup, rows);
    int round = 0;
    const auto ours = [&] {
        const auto file = folder / ("import" + std::to_string(++round) + ".db");
        return millisecondsOf([&] { importInto(file, backup); });
    };
    const auto peer = [&] {
        const auto file = folder / ("bare" + std::to_string(round) + ".db");
        return millisecondsOf([&] {
            BareSqlite bare(file);
            bare.run(bareTable);
            bare.insertAll(bareInsert, rows);
        });
    };
    report("import of 100,000 log rows of Loop", "ms", "bare SQLite, same rows", inTurn(5, ours, peer));
}

void benchSize(const fs::path& folder, const std::vector<LogRow>& rows) {
    const auto without = folder / "without.db";
    writeLoopBackup(folder / "without_logs.db", madeRows(40, 1));
    importInto(without, folder / "without_logs.db");
    BareSqlite(folder / "bare1.db").run("PRAGMA wal_checkpoint(TRUNCATE)");
    const auto count = static_cast<double>(rows.size());
    const double ours = static_cast<double>(vacuumedSize(folder / "import1.db") - vacuumedSize(without)) / count;
    const double peer = static_cast<double>(vacuumedSize(folder / "bare1.db")) / count;
    report("bytes a log on disk, imported and vacuumed", "bytes", "bare table with its index", {ours, peer});
}

/// A store of 200 habits with ten years each, and the same rows in a bare table.
void benchOpen(const fs::path& folder) {
    const auto rows = madeRows(200, 3650);
    const auto backup = folder / "large_loop.db";
    const auto file = folder / "large.db";
    writeLoopBackup(backup, rows);
    importInto(file, backup);
    {
        BareSqlite bare(folder / "large_bare.db");
        bare.run(bareTable);
        bare.insertAll(bareInsert, rows);
    }
    const auto ours = [&] {
        return millisecondsOf([&] {
            const OpenStore open(file);
            if (required(open.store->reader().timelines()).size() != 200) std::abort();
        });
    };
    const auto peer = [&] {
        return millisecondsOf([&] {
            BareSqlite bare(folder / "large_bare.db");
            if (bare.number("SELECT sum(value + day) FROM logs") == 0) std::abort();
        });
    };
    report("opening 200 habits x 10 years, all histories", "ms", "bare SQLite, one sum", inTurn(9, ours, peer));
}

void benchTick(const fs::path& folder) {
    const OpenStore open(folder / "large.db");
    BareSqlite bare(folder / "large_bare.db");
    const auto habits = required(open.store->reader().all<Habit>());
    std::int32_t day = lastDay.days;
    const auto ours = [&] {
        ++day;
        HabitLog log;
        log.habit = habits[static_cast<std::size_t>(day) % habits.size()].id;
        log.date = Date{day};
        log.mark = Mark::done;
        const std::vector changes{creation(log)};
        return millisecondsOf([&] {
            required(open.store->apply(changes, {OriginKind::local, {Action::markDone, "x"}, {}}));
        });
    };
    const auto peer = [&] {
        const std::vector<LogRow> one{{day % 200 + 1, day, 2}};
        return millisecondsOf([&] { bare.insertAll(bareInsert, one); });
    };
    report("one tick, committed, with undo and outbox", "ms", "bare SQLite, one insert", inTurn(201, ours, peer));
}

} // namespace

int main() {
    const TemporaryFolder folder;
    const auto rows = madeRows(40, 2500);
    benchImport(folder.path(), rows);
    benchSize(folder.path(), rows);
    benchOpen(folder.path());
    benchTick(folder.path());
    return 0;
}
