#pragma once

#include "core/store/database.h"
#include "core/store/register_clock.h"
#include "core/store/store.h"

namespace cairn::core {

/// What moves on with every change of the store; kept in the table meta. Functions throw SQLite::Exception.
struct StoreState {
    std::int64_t greatestStamp = 0; ///< of all clocks that the store has ever held
    std::int64_t changeNumber = 0;
    std::int64_t replica = 0;         ///< the key of this file's own replica
    std::int64_t clockDifference = 0; ///< ms that the server's clock is ahead of this computer's

    friend bool operator==(const StoreState&, const StoreState&) = default;

    /// The one clock of the next change, and its number.
    struct Next {
        RegisterClock clock;
        std::int64_t changeNumber = 0;
    };
    /// At `now` by this computer's clock.
    [[nodiscard]] Next next(Instant now) const;

    static StoreState read(Database& database);
    static void write(Database& database, const Next& next);
    static void write(Database& database, const StoreState& state);
    /// Gives a new file its identity, its replica and its counters, and takes them into the file itself, so that
    /// another store's log beside it is recognised; an existing one keeps them.
    static void make(Database& database, const StoreEnvironment& environment);
};

} // namespace cairn::core
