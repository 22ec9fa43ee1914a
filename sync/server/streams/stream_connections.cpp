#include "sync/server/streams/stream_connections.h"

#include "core/base/failpoint.h"
#include "sync/server/storage/storage.h"

namespace cairn::sync {

using core::Transaction;

core::Result<void> OneConnection::write(const Action& action, const std::function<void()>& committed) {
    auto written = core::attempt([&]() -> core::Result<void> {
        Transaction transaction(m_owner, Transaction::Purpose::write);
        auto outcome = action(m_owner);
        if (!outcome) return outcome;
        core::failpoint("stream.before-commit");
        transaction.commit();
        core::failpoint("stream.after-commit");
        return {};
    });
    if (written) committed();
    return written;
}

core::Result<void> OneConnection::read(const Action& action) {
    return core::attempt([&] {
        const Transaction snapshot(m_owner, Transaction::Purpose::read);
        return action(m_owner);
    });
}

core::Result<void> StorageConnections::write(const Action& action, const std::function<void()>& committed) {
    return m_storage.write([&](Writing& writing) {
        writing.afterCommit(committed);
        return action(writing.database());
    });
}

core::Result<void> StorageConnections::read(const Action& action) {
    return m_storage.read(action);
}

} // namespace cairn::sync
