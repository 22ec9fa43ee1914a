#include "sync/local/owner_call.h"

#include <QDeadlineTimer>

#include "sync/local/socket_name.h"

namespace cairn::sync {

namespace {

/// What a great request needs beyond the usual.
int secondsMore(const LocalRequest& request) {
    constexpr std::size_t changesASecond = 5'000;
    constexpr std::size_t bytesASecond = 1 << 20;
    if (const auto* edit = std::get_if<core::Edit>(&request))
        return static_cast<int>(edit->changes.size() / changesASecond);
    const auto* question = std::get_if<SyncRequest>(&request);
    return question == nullptr ? 0 : static_cast<int>(question->body.size() / bytesASecond);
}

} // namespace

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
    const int wait = patience + secondsMore(request) * 1000;
    // What is begun late has no time left to answer in.
    const LocalCall call{request, QDeadlineTimer(wait / 5 * 4).deadline()};
    std::string message = framed(encode(call));
    m_patience.start(wait);
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
