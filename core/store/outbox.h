#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/domain/kind.h"
#include "core/store/database.h"
#include "core/store/register_clock.h"

namespace cairn::core {

/// One register that a change wrote: its place in registersOf(kind), and its clock before and after.
struct WrittenRegister {
    std::size_t place = 0;
    RegisterClock before;
    RegisterClock after;
};

/// What waits to be sent: one entry for each row, with its waiting registers, the clock each was written with and the
/// clock that it was made over; or one entry for a whole batch. Bounded by the rows, not by the edits. The owner's
/// connection; functions throw SQLite::Exception.
class Outbox {
public:
    explicit Outbox(Database& database) : m_database(database) {}

    /// Adds a row's registers. A register that waits already keeps what it was made over as long as the row showed the
    /// waiting value. Errors: storeDamaged.
    Result<void> add(Kind kind, std::int64_t key, std::span<const WrittenRegister> registers);
    void addBatch(std::int64_t batch);

private:
    Database& m_database;
};

/// The rows of a batch in few bytes: for each kind, runs of keys that follow each other.
class BatchRows {
public:
    void add(Kind kind, std::int64_t key);
    [[nodiscard]] std::string toBytes() const;
    /// The rows that toBytes wrote; those of kinds that this program does not know are left out. Errors: storeDamaged.
    static Result<std::vector<std::pair<Kind, std::int64_t>>> fromBytes(std::string_view bytes);

private:
    struct Run {
        std::int64_t first = 0;
        std::int64_t length = 0;
    };
    std::map<Kind, std::vector<Run>> m_runs;
};

} // namespace cairn::core
