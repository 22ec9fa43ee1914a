#include "sync/replica/row_taker.h"

#include <algorithm>

#include "core/base/tenet.h"

namespace cairn::sync {

using core::Result;
using core::RowName;
using core::SyncedRegister;
using core::SyncedRow;

namespace {

/// Whether this program knows the kind and every register.
bool isKnown(const SyncedRow& row) {
    const auto resolved = core::resolve(row.row);
    return resolved && std::ranges::all_of(row.registers, [&](const SyncedRegister& one) {
               return core::registerNamed(resolved->kind, one.name).has_value();
           });
}

} // namespace

Result<void> RowTaker::take(const SyncedRow& row, Source source) {
    if (core::holds("grave_top") && isUnderGrave(row)) return {};
    if (!core::holds("wait_parent") && !hasOwners(row)) return {};
    if (!core::holds("unknown") && !isKnown(row)) return {};
    const auto present = m_store.find(row.row);
    if (!present) return tl::unexpected(present.error());
    if (!*present) return m_store.write(row.row, row.registers);
    std::vector<SyncedRegister> winners;
    for (const SyncedRegister& one : row.registers) {
        const SyncedRegister* const mine = *present ? (*present)->find(one.name) : nullptr;
        const bool isServers = source == Source::stream && core::holds("equal_server") && mine != nullptr &&
                               mine->clock == one.clock && mine->value != one.value;
        if (mine == nullptr || one.clock > mine->clock || isServers) winners.push_back(one);
    }
    if (winners.empty()) return {};
    return m_store.write(row.row, winners);
}

/// Whether all that a row belongs to is here.
bool RowTaker::hasOwners(const SyncedRow& row) {
    return std::ranges::all_of(core::ownersOf(row), [&](const RowName& owner) {
        const auto known = m_store.find(owner);
        return known && *known;
    });
}

Result<void> RowTaker::put(const RowName& row, const SyncedRegister& value) {
    return m_store.write(row, {value});
}

Result<void> RowTaker::bury(const RowName& row) {
    if (isGrave(row)) return {};
    std::vector<RowName> under{row};
    for (std::size_t i = 0; i < under.size() && core::holds("grave_child"); ++i) {
        const auto children = m_store.rowsUnder(under[i]);
        if (!children) return tl::unexpected(children.error());
        for (const RowName& child : *children)
            if (std::ranges::find(under, child) == under.end()) under.push_back(child);
    }
    for (std::size_t i = under.size() - 1; i > 0; --i)
        if (auto dropped = m_store.drop(under[i]); !dropped) return dropped;
    m_graves.clear();
    return m_store.bury(row);
}

bool RowTaker::isGrave(const RowName& row) {
    const auto [known, isNew] = m_graves.try_emplace(row, false);
    if (isNew) known->second = m_store.isGrave(row);
    return known->second;
}

bool RowTaker::isUnderGrave(const SyncedRow& row) {
    if (!m_store.hasGraves()) return false;
    if (core::hasOwnIdentifier(row.row.kind) && isGrave(row.row)) return true;
    return core::holds("grave_child") &&
           std::ranges::any_of(core::ownersOf(row), [&](const RowName& owner) { return isGrave(owner); });
}

} // namespace cairn::sync
