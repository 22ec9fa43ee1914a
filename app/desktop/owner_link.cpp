#include "app/desktop/owner_link.h"

#include "ui/services/store_owner.h"

namespace cairn::app {
namespace {

struct PerformOn {
    ui::StoreOwner& owner;

    sync::LocalReply operator()(const core::Edit& edit) const { return owner.apply(edit); }
    sync::LocalReply operator()(sync::UndoRequest) const { return owner.undo(); }
    sync::LocalReply operator()(sync::RedoRequest) const { return owner.redo(); }
    sync::LocalReply operator()(sync::BackUpRequest) const {
        return core::backupOf(owner.store().backUp()).map([](const core::Backup&) { return core::ChangeSet{}; });
    }
};

} // namespace

OwnerLink::OwnerLink(ui::StoreService& store) : m_store(store) {}

bool OwnerLink::listen() {
    const auto handle = [&store = m_store](const sync::LocalRequest& request, const sync::OwnerServer::Answer& answer) {
        store.post([&store, request, answer](ui::StoreOwner& owner) {
            sync::LocalReply reply = core::failure(core::ErrorCode::storeBusy, "no store is open");
            if (owner.isOpen()) reply = std::visit(PerformOn{owner}, request);
            store.bring([answer, reply] { answer(reply); });
        });
    };
    m_server = std::make_unique<sync::OwnerServer>(handle);
    return m_server->listen(QString::fromStdU16String(m_store.file().u16string()));
}

} // namespace cairn::app
