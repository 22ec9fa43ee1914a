#pragma once

#include <map>

#include "core/store/replication.h"

namespace cairn::sync {

/// Takes what the server sent into the store: the merge, on the device. One transaction; functions throw what
/// Replication's throw.
class RowTaker {
public:
    explicit RowTaker(core::Replication& store) : m_store(store) {}

    /// What came from the server as it stands there, or as the answer to what was pushed.
    enum class Source : std::uint8_t {
        stream, ///< at equal clocks and unequal values the server's value stands
        answer,
    };
    /// Merges these registers into the row; nothing happens in or under a grave.
    core::Result<void> take(const core::SyncedRow& row, Source source);
    /// Puts one register whatever stands there.
    core::Result<void> put(const core::RowName& row, const core::SyncedRegister& value);
    /// The grave has come: the row goes, and with it all that belongs to it.
    core::Result<void> bury(const core::RowName& row);
    /// Whether the row is a grave, or belongs to one as far as this end can see.
    bool isUnderGrave(const core::SyncedRow& row);

private:
    bool isGrave(const core::RowName& row);
    bool hasOwners(const core::SyncedRow& row);

    core::Replication& m_store;
    std::map<core::RowName, bool> m_graves;
};

} // namespace cairn::sync
