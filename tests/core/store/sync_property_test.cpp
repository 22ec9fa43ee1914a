#include <map>
#include <rapidcheck.h>

#include "tests/core/store/received.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

/// What a store should hold, as far as sync wrote it and nobody changed it since.
class World {
public:
    explicit World(std::uint64_t seed) : m_random(seed) {
        for (int i = 0; i < 3; ++i) m_habits.push_back(aHabit("h" + std::to_string(i)));
        for (int i = 0; i < 2; ++i) m_sections.push_back(aSection("s" + std::to_string(i)));
    }

    void act() {
        switch (below(10)) {
        case 0: undoOrRedo(); break;
        case 1: importFile(); break;
        case 2:
        case 3: edit(); break;
        case 4: bury(); break;
        case 5: unwrite(); break;
        case 6: send(); break;
        default: receiveRow(); break;
        }
    }

    void check() {
        replicate(m_store, [&](Replication& replication) {
            RC_ASSERT(required(replication.digest(Replication::Counting::kept)) ==
                      required(replication.digest(Replication::Counting::anew)));
            std::map<RowName, SyncedRow> all;
            RC_ASSERT(replication.forEach([&](const SyncedRow& row) { RC_ASSERT(all.emplace(row.row, row).second); }));
            for (const auto& [name, row] : all) RC_ASSERT(required(replication.find(name)) == row);
            checkWaiting(replication);
        });
        for (const auto& each : required(m_store.reader().timelines())) {
            std::size_t days = 0;
            for (const HabitLog& log : m_store.all<HabitLog>())
                if (log.habit == each.habit.id && (log.mark != Mark::none || log.amount)) ++days;
            RC_ASSERT(each.timeline.history.count() == days);
        }
    }

    void reopen() { m_store.reopen(); }
    std::uint64_t below(std::uint64_t bound) { return m_random.below(bound); }

private:
    static void checkWaiting(Replication& replication) {
        const auto waiting = required(replication.waiting(1'000'000));
        RC_ASSERT(waiting.size() == replication.counts().waiting);
        for (const WaitingRow& row : waiting) RC_ASSERT(required(replication.waitingOf(row.row)) == row);
    }

    Habit habit() {
        Habit one = m_habits[below(m_habits.size())];
        one.name = "n" + std::to_string(below(4));
        if (below(2) == 0) one.section = m_sections[below(m_sections.size())].id;
        return one;
    }
    HabitLog log() {
        return aLog(m_habits[below(m_habits.size())], firstDay + static_cast<int>(below(4)),
                    static_cast<Mark>(below(4)));
    }
    HybridClock clock() { return clockAt(static_cast<int>(below(10'000))); }

    void receiveRow() {
        switch (below(6)) {
        case 0: take(m_sections[below(m_sections.size())]); break;
        case 1: take(aHabitTag(m_habits[below(m_habits.size())], aTag("Health"))); break;
        case 2: take(aTag("Health")); break;
        case 3: take(habit()); break;
        default: take(log()); break;
        }
    }
    template<class R>
    void take(const R& record) {
        std::vector<SyncedRegister> registers = allRegisters(record, clock());
        if (registers.size() > 1 && below(4) == 0)
            registers.erase(registers.begin() + static_cast<int>(below(registers.size())));
        if (below(5) == 0) registers.push_back({"zzz", clock(), std::to_string(below(9))});
        if (below(6) == 0) registers.front().value = R"("of a newer program")";
        replicate(m_store, [&](Replication& replication) {
            if (!replication.isGrave(syncName(record))) RC_ASSERT(replication.write(syncName(record), registers));
        });
    }

    void edit() {
        const auto present = m_store.all<Habit>(Rows::all);
        if (present.empty() || below(4) == 0) {
            m_habits.push_back(m_store.create(aHabit("local")));
            return;
        }
        const Habit& one = present[below(present.size())];
        Habit other = one;
        other.name = "e" + std::to_string(below(3));
        switch (below(4)) {
        case 0: m_store.apply({one.removed ? restoration(refOf(one)) : removal(refOf(one))}); break;
        case 1: m_store.apply({difference(one, other)}); break;
        case 2: m_store.apply({creation(aTag("Health")), creation(aHabitTag(one, aTag("Health")))}); break;
        default: m_store.apply({creation(aLog(one, firstDay + static_cast<int>(below(4)), Mark::missed))}); break;
        }
    }
    void importFile() {
        const Habit& one = m_habits.front();
        m_store.import({creation(one), creation(aLog(one, firstDay, static_cast<Mark>(1 + below(3)))),
                        creation(aLog(one, firstDay + static_cast<int>(below(4))))});
    }
    void undoOrRedo() {
        m_store.clock().advance(1000);
        std::ignore = below(3) == 0 ? m_store->redo() : m_store->undo();
    }

    void bury() {
        const Section& section = m_sections[below(m_sections.size())];
        const Habit& habit = m_habits[below(m_habits.size())];
        const bool isSection = below(2) == 0;
        replicate(m_store, [&](Replication& replication) {
            const RowName name = isSection ? syncName(section) : syncName(habit);
            const auto under = required(replication.rowsUnder(name));
            if (below(2) == 0)
                for (const RowName& each : under) RC_ASSERT(replication.drop(each));
            RC_ASSERT(replication.bury(name));
        });
        if (isSection)
            m_sections.push_back(aSection());
        else
            m_habits.push_back(aHabit());
    }
    void unwrite() {
        const Habit& one = m_habits[below(m_habits.size())];
        replicate(m_store, [&](Replication& replication) {
            const auto row = required(replication.find(syncName(one)));
            if (!row || row->isGrave) return;
            const bool isWhole = below(3) == 0;
            for (const SyncedRegister& each : row->registers)
                if (isWhole || below(8) == 0) RC_ASSERT(replication.unwrite(row->row, each.name));
        });
    }
    void send() {
        replicate(m_store, [&](Replication& replication) {
            const auto sent = required(replication.underWay());
            for (const WaitingRow& row : sent)
                if (below(3) == 0 && !replication.isGrave(row.row) && !required(replication.waitingOf(row.row)))
                    RC_ASSERT(replication.setWaiting(row));
            RC_ASSERT(replication.setUnderWay(required(replication.waiting(below(5)))));
        });
    }

    OpenStore m_store;
    Random m_random;
    std::vector<Habit> m_habits;
    std::vector<Section> m_sections;

public:
    void signIn() {
        replicate(m_store, [](Replication& replication) { replication.setFact("account", "me"); });
    }
};

} // namespace

TEST_CASE("edits, undo, imports and what comes from elsewhere keep one picture",
          "[core][store][replication][property]") {
    const bool holds = rc::check("find = forEach = digest", [](std::uint64_t seed) {
        World world(seed);
        const std::uint64_t signIn = world.below(20);
        for (std::uint64_t i = 0; i < 60; ++i) {
            if (i == signIn) world.signIn();
            world.act();
            if (i % 6 == 5) world.check();
            if (i % 20 == 19) world.reopen();
        }
        world.check();
    });
    CHECK(holds);
}
