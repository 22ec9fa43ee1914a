#pragma once

#include <QLocalServer>
#include <QObject>
#include <functional>

#include "sync/local/messages.h"

class QLocalSocket;

namespace cairn::sync {

/// Lets other processes of the same person have their changes made by the owner of the store. Only the person can
/// connect (0600). Lives on one thread with an event loop; the handler is called there, in the order of arrival, and
/// may answer later, from the same thread.
class OwnerServer : public QObject {
    Q_OBJECT

public:
    using Answer = std::function<void(const LocalReply&)>;
    using Handler = std::function<void(const LocalRequest&, const Answer&)>;

    explicit OwnerServer(Handler handler, QObject* parent = nullptr);
    ~OwnerServer() override;

    /// Starts to listen for the store's file, beside it or where else a socket can be made (socket_name.h); a socket
    /// that a killed owner left is replaced, so call this only as the owner. False when the system refuses all places.
    bool listen(const QString& storeFile);

private:
    bool listenAtOneOf(const QStringList& places);
    void greet(QLocalSocket* socket);
    void serve(QLocalSocket* socket, Deframer& deframer);

    Handler m_handler;
    QLocalServer m_server;
};

} // namespace cairn::sync
