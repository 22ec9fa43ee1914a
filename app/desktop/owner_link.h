#pragma once

#include <QObject>
#include <memory>

#include "sync/local/owner_server.h"
#include "ui/services/store_service.h"

namespace cairn::app {

/// While the window is open it owns the store; other processes of the same person hand their changes to it here. The
/// server stands on the GUI thread, each request runs on the owner's thread, and the answer comes back.
class OwnerLink {
public:
    /// The service must outlive it; what was posted for a request may outlive it too.
    explicit OwnerLink(ui::StoreService& store);
    /// Listens for the file that the service has open. False when the system refuses.
    [[nodiscard]] bool listen();

private:
    ui::StoreService& m_store;
    std::unique_ptr<sync::OwnerServer> m_server;
};

} // namespace cairn::app
