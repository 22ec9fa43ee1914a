#include "sync/protocol/merge.h"

#include <tuple>

#include "core/base/tenet.h"

namespace cairn::sync {

bool beats(const core::SyncedRegister& challenger, const core::SyncedRegister& present) {
    return std::tie(challenger.clock, challenger.value) > std::tie(present.clock, present.value);
}

core::SyncedRow merge(const core::SyncedRow& left, const core::SyncedRow& right) {
    if ((left.isGrave || right.isGrave) && core::holds("grave_top")) return {left.row, {}, true};
    core::SyncedRow merged = left;
    for (const core::SyncedRegister& one : right.registers) {
        const core::SyncedRegister* const present = merged.find(one.name);
        if (present == nullptr || beats(one, *present)) merged.put(one);
    }
    return merged;
}

} // namespace cairn::sync
