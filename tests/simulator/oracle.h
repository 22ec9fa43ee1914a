#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/domain/synced_row.h"

namespace cairn::simulator {

/// One register of one row.
using Place = std::pair<core::RowName, std::string>;
using WriteId = int;

/// A run's failure: the number of the invariant and what was seen.
struct Failure {
    std::string what;
};

/// What really happened, which neither end looks at: every value that was written, by whom it was seen, what was
/// acknowledged, what has to be noted as a disagreement. A write is known by its clock.
class Oracle {
public:
    enum class Why : std::uint8_t { edit, create, restore, undo, import, server, newer };
    struct Write {
        Place place;
        std::string value;
        std::set<WriteId> past; ///< the writes of this place that the writer had seen
        Why why = Why::edit;
    };
    /// What one device has seen.
    using Seen = std::map<Place, std::set<WriteId>>;

    /// A new write of somebody who had seen `seen` of the place.
    WriteId add(const core::RowName& row, const core::SyncedRegister& value, std::set<WriteId> seen, Why why);
    /// The server gave a write another clock.
    void rename(const core::RowName& row, const core::SyncedRegister& from, const core::HybridClock& to);
    /// The write that a register shows: by its clock; where that was renewed with a new replica, by stamp and value.
    [[nodiscard]] std::optional<WriteId> idOf(const core::RowName& row, const core::SyncedRegister& value) const;
    [[nodiscard]] const Write& write(WriteId id) const { return m_writes[static_cast<std::size_t>(id)]; }
    /// The device is shown this value: it has seen that write and all that its writer had seen.
    void show(Seen& seen, const core::RowName& row, const core::SyncedRegister& value) const;
    /// Whether who wrote `left` had seen `right`, or they are the same.
    [[nodiscard]] bool knew(WriteId left, WriteId right) const {
        return left == right || write(left).past.contains(right);
    }

    /// The acknowledged write of each place that had the greatest clock.
    std::map<Place, std::pair<core::HybridClock, WriteId>> acknowledged;
    std::map<Place, std::set<WriteId>> answered; ///< every write that an answer named as the winner
    std::map<WriteId, std::int64_t> times; ///< when it was written, ms, where the writer's clock was rightly corrected
    std::int64_t now = 0;
    bool isTimeTrue = true; ///< the server's clock never jumped
    std::set<core::RowName> graves;
    std::set<core::RowName> refused; ///< rows of which the server did not take a register: they may lack it
    std::set<WriteId> losers;        ///< that have to be noted
    std::set<WriteId> received;      ///< by the server

private:
    std::vector<Write> m_writes;
    std::multimap<std::pair<Place, core::HybridClock>, WriteId> m_byClock; ///< several where a file was copied
};

} // namespace cairn::simulator
