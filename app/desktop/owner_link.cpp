#include "app/desktop/owner_link.h"

#include "core/base/system_clock.h"
#include "sync/client/replica_desk.h"
#include "ui/services/store_owner.h"

namespace cairn::app {
namespace {

/// The sync of the store that is open, on the owner's thread; made anew when that opens another.
struct SyncOfStore {
    explicit SyncOfStore(std::uint64_t seed) : random(seed) {}

    sync::LocalReply answer(core::Store& present, const sync::SyncRequest& question) {
        if (store != &present) replica = std::make_unique<sync::Replica>(present, clock, random);
        store = &present;
        return sync::answer(*replica, question);
    }

    core::SystemClock clock;
    core::Random random;
    core::Store* store = nullptr;
    std::unique_ptr<sync::Replica> replica;
};

struct PerformOn {
    ui::StoreOwner& owner;
    SyncOfStore& sync;

    sync::LocalReply operator()(const core::Edit& edit) const { return owner.apply(edit); }
    sync::LocalReply operator()(sync::UndoRequest) const { return owner.undo(); }
    sync::LocalReply operator()(sync::RedoRequest) const { return owner.redo(); }
    sync::LocalReply operator()(sync::BackUpRequest) const {
        return core::backupOf(owner.store().backUp()).map([](const core::Backup&) { return core::ChangeSet{}; });
    }
    sync::LocalReply operator()(const sync::SyncRequest& question) const {
        return sync.answer(owner.store(), question);
    }
};

} // namespace

OwnerLink::OwnerLink(ui::StoreService& store) : m_store(store) {}

bool OwnerLink::listen() {
    const auto handle = [&store = m_store, sync = std::make_shared<SyncOfStore>(core::entropySeed())](
                            const sync::LocalRequest& request, const sync::OwnerServer::Answer& answer) {
        store.post([&store, sync, request, answer](ui::StoreOwner& owner) {
            sync::LocalReply reply = core::failure(core::ErrorCode::storeBusy, "no store is open, or too late");
            if (owner.isOpen() && answer.isWanted()) reply = std::visit(PerformOn{owner, *sync}, request);
            store.bring([answer, reply] { answer(reply); });
        });
    };
    m_server = std::make_unique<sync::OwnerServer>(handle);
    return m_server->listen(QString::fromStdU16String(m_store.file().u16string()));
}

} // namespace cairn::app
