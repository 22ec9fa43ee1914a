#include "sync/local/owner_call.h"

#include "sync/local/socket_name.h"

namespace cairn::sync {

OwnerCall::OwnerCall(QObject* parent) : QObject(parent) {
    connect(&m_socket, &QLocalSocket::readyRead, this, &OwnerCall::read);
    connect(&m_socket, &QLocalSocket::disconnected, this, [this] {
        finish(core::failure(core::ErrorCode::ioFailure,
                             "the program that has the store open went away; look whether the change was made"));
    });
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        finish(core::failure(core::ErrorCode::ioFailure,
                             "the program that has the store open is silent; look whether the change was made"));
    });
    connect(&m_socket, &QLocalSocket::errorOccurred, this, [this](QLocalSocket::LocalSocketError error) {
        if (error == QLocalSocket::PeerClosedError) return;
        QMetaObject::invokeMethod(this, &OwnerCall::tryNextPlace, Qt::QueuedConnection);
    });
}

// The socket says that it disconnects when it goes; nobody is left then to hear it.
OwnerCall::~OwnerCall() {
    m_socket.disconnect(this);
}

void OwnerCall::start(const QString& storeFile, const LocalRequest& request, int patience) {
    std::string message = framed(encode(request));
    m_patience.start(patience + static_cast<int>(message.size() >> 20) * 1000);
    connect(&m_socket, &QLocalSocket::connected, this,
            [this, bytes = std::move(message)] { m_socket.write(bytes.data(), static_cast<qint64>(bytes.size())); });
    m_places = socketNamesFor(storeFile);
    tryNextPlace();
}

void OwnerCall::tryNextPlace() {
    if (m_places.isEmpty()) return finish(core::failure(core::ErrorCode::storeBusy, "nobody listens for this store"));
    m_socket.connectToServer(m_places.takeFirst());
}

void OwnerCall::read() {
    m_deframer.add(m_socket.readAll().toStdString());
    const auto message = m_deframer.next();
    if (!message) return finish(tl::unexpected(message.error()));
    if (*message) finish(decodeReply(**message));
}

void OwnerCall::finish(LocalReply reply) {
    if (m_reply) return;
    m_reply = std::move(reply);
    emit finished();
}

} // namespace cairn::sync
