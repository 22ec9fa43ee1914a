#pragma once

#include "tests/support/open_store.h"

namespace cairn::support {

// What another device's rows look like when they come.

/// A replica that is not this file's.
inline const core::Uuid otherReplica = core::parseUuid("00000000-0000-7000-8000-0000000000ff").value();

/// A clock of the other replica, `seconds` after the morning of firstDay.
inline core::HybridClock clockAt(int seconds, const core::Uuid& replica = otherReplica) {
    const std::int64_t milliseconds = std::int64_t{firstDay.days} * 86'400'000 + 28'800'000 + seconds * 1000;
    return {milliseconds << core::HybridClock::counterBits, replica};
}

template<class R>
core::RowName syncName(const R& record) {
    if constexpr (core::kindOfRecord<R> == core::Kind::habitLog) {
        return core::rowName(core::describe<R>(), record.habit, core::valuesOf(record));
    } else {
        return core::rowName(core::describe<R>(), record.id, core::valuesOf(record));
    }
}

/// Every register of a record, removal too, at one clock.
template<class R>
std::vector<core::SyncedRegister> allRegisters(const R& record, const core::HybridClock& clock) {
    std::vector<core::SyncedRegister> registers;
    for (const core::Register& one : core::registersOf(core::kindOfRecord<R>))
        registers.push_back(
            {std::string(one.name), clock, core::registerText(core::describe<R>(), one, core::valuesOf(record), {})});
    std::ranges::sort(registers, {}, &core::SyncedRegister::name);
    return registers;
}

/// Runs `work`, which has to succeed, as one transaction of sync.
template<class Work>
core::ChangeSet replicate(OpenStore& store, const Work& work) {
    return required(store->replicate([&](core::Replication& replication) -> core::Result<void> {
        work(replication);
        return {};
    }));
}

template<class R>
core::ChangeSet receive(OpenStore& store, const R& record, const core::HybridClock& clock) {
    return replicate(store, [&](core::Replication& replication) {
        REQUIRE(replication.write(syncName(record), allRegisters(record, clock)));
    });
}

/// What sync sees of a row.
inline std::optional<core::SyncedRow> found(OpenStore& store, const core::RowName& name) {
    std::optional<core::SyncedRow> row;
    replicate(store, [&](core::Replication& replication) { row = required(replication.find(name)); });
    return row;
}

/// What waits of a row.
inline std::optional<core::WaitingRow> waitingOf(OpenStore& store, const core::RowName& name) {
    std::optional<core::WaitingRow> row;
    replicate(store, [&](core::Replication& replication) { row = required(replication.waitingOf(name)); });
    return row;
}

inline const core::WaitingRegister& waitingRegister(const core::WaitingRow& row, std::string_view name) {
    const auto one = std::ranges::find(row.registers, name, &core::WaitingRegister::name);
    REQUIRE(one != row.registers.end());
    return *one;
}

} // namespace cairn::support
