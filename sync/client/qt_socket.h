#pragma once

#include <QObject>
#include <QTimer>
#include <memory>

#include "sync/client/certificate_trust.h"
#include "sync/client/live_socket.h"
#include "sync/client/server_address.h"

class QWebSocket;

namespace cairn::sync {

/// The socket over Qt WebSockets: messages of at most 64 KiB, a ping every 30 s, closed when the server is silent for
/// longer than that. Lives on a thread with an event loop.
class QtSocket final : public QObject, public LiveSocket {
public:
    QtSocket(ServerAddress server, CertificateTrust trust);
    ~QtSocket() override;

    void open(const std::string& accessToken) override;
    void close() override;

private:
    void watch(QWebSocket& socket);
    void end(Problem problem);
    void ping();

    ServerAddress m_server;
    CertificateTrust m_trust;
    QWebSocket* m_socket = nullptr; ///< nothing: closed; deleted by the event loop
    std::optional<Problem> m_problem;
    QTimer m_pings;
    bool m_isAnswered = false; ///< since the last ping
};

} // namespace cairn::sync
