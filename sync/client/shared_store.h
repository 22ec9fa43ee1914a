#pragma once

#include <QObject>
#include <QTimer>
#include <filesystem>
#include <memory>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/store/store.h"
#include "sync/client/sync_store.h"
#include "sync/local/owner_server.h"
#include "sync/replica/replica.h"

namespace cairn::sync {

/// A store's sync, whoever owns the store: where no other process does, this one becomes the owner for as long as it
/// asks, listening for the changes of others meanwhile; otherwise each question goes to the owner. Lives on a thread
/// with an event loop.
class SharedStore final : public QObject, public SyncStore {
public:
    /// Clock and random outlive it.
    SharedStore(std::filesystem::path file, const core::Clock& clock, core::Random& random);
    ~SharedStore() override;

    void ask(SyncRequest question, Then then) override;
    /// Lets another process own the store, until the next question. To be called when nothing is under way: a round
    /// that is broken off by it begins again.
    void release();

    /// Another process has changed the store through this one.
    std::function<void()> changed;

private:
    struct Asking;
    core::Result<void> own();
    void tryToAsk(const std::shared_ptr<Asking>& asking);
    void callOwner(const std::shared_ptr<Asking>& asking);
    void later(const std::shared_ptr<Asking>& asking, core::Result<SyncReply> reply);
    LocalReply perform(const LocalRequest& request);

    std::filesystem::path m_file;
    const core::Clock& m_clock;
    core::Random& m_random;
    std::unique_ptr<core::Store> m_store;
    std::unique_ptr<Replica> m_replica;
    std::unique_ptr<OwnerServer> m_server;
};

} // namespace cairn::sync
