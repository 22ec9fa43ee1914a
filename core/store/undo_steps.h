#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "core/domain/change.h"
#include "core/store/database.h"
#include "core/store/register_clock.h"

namespace cairn::core {

/// One register that a change wrote: the state that it made and the one that it replaced, each known by the clock that
/// it was first written with, and the values of the one to go back to, by field name.
struct UndoRegister {
    std::string name;
    RegisterClock made;
    RegisterClock replaced;
    std::vector<std::pair<std::string, Value>> values;
};

/// One row of a step.
struct UndoItem {
    enum class What : std::uint8_t {
        registers, ///< goes back register by register
        existence, ///< the row was made (or was taken back again): its one register is the removal
    };
    Kind kind{};
    std::int64_t key = 0;
    What what = What::registers;
    std::vector<UndoRegister> registers;
};

/// A change that can be undone, or undone one that can be made again.
struct UndoStep {
    ActionName name;
    std::optional<std::int64_t> batch;
    std::vector<UndoItem> items;
};

/// The two stacks of steps, kept in the file. The owner's connection; functions throw SQLite::Exception.
class UndoSteps {
public:
    enum class Side : std::uint8_t { undo, redo };

    explicit UndoSteps(Database& database) : m_database(database) {}

    /// The name of the uppermost step.
    std::optional<ActionName> top(Side side);
    /// Takes the uppermost step; nothing where there is none. Errors: storeDamaged.
    Result<std::optional<UndoStep>> pop(Side side);
    void push(Side side, const UndoStep& step);
    /// Empties redo, which ends with a new change.
    void clearRedo();

    /// A row goes for good: what is known of it is forgotten. `store` takes it out of the steps.
    void forgetRow(Kind kind, std::int64_t key);
    /// A register's clock becomes another. `store` writes it into the steps.
    void rename(Kind kind, std::int64_t key, std::string_view registerName, RegisterClock from, RegisterClock to);
    /// Writes into the steps what was forgotten and renamed, in one pass over them; those that are damaged stay.
    void store();
    void forget();

    /// The clock under which the state of a register is known: an undo writes a new clock and an old state.
    RegisterClock stateOf(Kind kind, std::int64_t key, std::string_view registerName, RegisterClock clock);
    /// Notes that `clock`, just written, brings back the state that is known as `state`.
    void standIn(Kind kind, std::int64_t key, std::string_view registerName, RegisterClock clock, RegisterClock state);

private:
    /// A register of a row.
    using Name = std::tuple<Kind, std::int64_t, std::string>;

    bool edit(std::vector<UndoItem>& items) const;

    Database& m_database;
    std::set<std::pair<Kind, std::int64_t>> m_gone;
    std::map<Name, std::vector<std::pair<RegisterClock, RegisterClock>>> m_renamed;
};

} // namespace cairn::core
