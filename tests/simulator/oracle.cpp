#include "tests/simulator/oracle.h"

namespace cairn::simulator {

WriteId Oracle::add(const core::RowName& row, const core::SyncedRegister& value, std::set<WriteId> seen, Why why) {
    const auto id = static_cast<WriteId>(m_writes.size());
    m_writes.push_back({{row, value.name}, value.value, std::move(seen), why});
    m_byClock.emplace(std::pair(Place{row, value.name}, value.clock), id);
    return id;
}

void Oracle::rename(const core::RowName& row, const core::SyncedRegister& from, const core::HybridClock& to) {
    if (const auto id = idOf(row, from)) m_byClock.emplace(std::pair(Place{row, from.name}, to), *id);
}

std::optional<WriteId> Oracle::idOf(const core::RowName& row, const core::SyncedRegister& value) const {
    const Place place{row, value.name};
    const auto [first, last] = m_byClock.equal_range({place, value.clock});
    for (auto at = first; at != last; ++at)
        if (write(at->second).value == value.value) return at->second;
    std::optional<WriteId> same;
    for (auto at = m_byClock.lower_bound({place, {}}); at != m_byClock.end() && at->first.first == place; ++at) {
        if (write(at->second).value != value.value) continue;
        if (at->first.second.stamp == value.clock.stamp) return at->second;
        same = at->second;
    }
    return same;
}

void Oracle::show(Seen& seen, const core::RowName& row, const core::SyncedRegister& value) const {
    const auto id = idOf(row, value);
    if (!id) return;
    auto& known = seen[{row, value.name}];
    known.insert(*id);
    known.insert(write(*id).past.begin(), write(*id).past.end());
}

} // namespace cairn::simulator
