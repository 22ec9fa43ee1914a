#include "sync/local/owner_server.h"

#include <QDeadlineTimer>
#include <QLocalSocket>
#include <QPointer>
#include <atomic>

#include "sync/local/socket_name.h"

#ifndef Q_OS_WIN
#include <sys/socket.h>
#endif

namespace cairn::sync {

namespace {

/// Whether nothing is left to read and the other side is gone, as far as the system tells it at once.
bool isAtEnd([[maybe_unused]] const QLocalSocket& socket) {
#ifdef Q_OS_WIN
    return false;
#else
    char byte = 0;
    return recv(static_cast<int>(socket.socketDescriptor()), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
#endif
}

} // namespace

/// Who sent a request: seen by the server's thread, but for `hasHungUp`.
struct OwnerServer::Answer::Caller {
    QPointer<QLocalSocket> socket;
    std::atomic<bool> hasHungUp = false;
};

OwnerServer::OwnerServer(Handler handler, QObject* parent) : QObject(parent), m_handler(std::move(handler)) {
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* const socket = m_server.nextPendingConnection()) greet(socket);
    });
}

OwnerServer::~OwnerServer() = default;

bool OwnerServer::listen(const QString& storeFile) {
    if (listenAtOneOf(socketNamesFor(storeFile))) return true;
    makeSocketFolder();
    return listenAtOneOf(socketNamesFor(storeFile));
}

bool OwnerServer::listenAtOneOf(const QStringList& places) {
    for (const QString& place : places) {
        QLocalServer::removeServer(place);
        if (m_server.listen(place)) return true;
    }
    return false;
}

void OwnerServer::greet(QLocalSocket* socket) {
    auto deframer = std::make_shared<Deframer>();
    auto caller = std::make_shared<Answer::Caller>();
    caller->socket = socket;
    connect(socket, &QLocalSocket::disconnected, socket, [socket, caller] {
        caller->hasHungUp = true;
        socket->deleteLater();
    });
    connect(socket, &QLocalSocket::readyRead, this,
            [this, socket, deframer, caller] { serve(socket, *deframer, caller); });
}

void OwnerServer::serve(QLocalSocket* socket, Deframer& deframer, const std::shared_ptr<Answer::Caller>& caller) {
    deframer.add(socket->readAll().toStdString());
    while (true) {
        const auto message = deframer.next();
        if (!message) return socket->abort();
        if (!*message) return;
        const auto call = decodeCall(**message);
        if (!call) {
            Answer(caller, {})(tl::unexpected(call.error()));
            continue;
        }
        // Qt hears that a caller has hung up only after it has read what that one sent before.
        if (isAtEnd(*socket)) caller->hasHungUp = true;
        begin(call->request, Answer(caller, call->beginUntil));
    }
}

void OwnerServer::begin(const LocalRequest& request, const Answer& answer) {
    if (answer.isWanted()) return m_handler(request, answer);
    answer(core::failure(core::ErrorCode::storeBusy, "the request came too late"));
}

OwnerServer::Answer::Answer(std::shared_ptr<Caller> caller, std::optional<std::int64_t> beginUntil)
    : m_caller(std::move(caller)), m_beginUntil(beginUntil) {}

void OwnerServer::Answer::operator()(const LocalReply& reply) const {
    if (m_caller->socket) m_caller->socket->write(QByteArray::fromStdString(framed(encode(reply))));
}

bool OwnerServer::Answer::isWanted() const {
    if (m_caller->hasHungUp) return false;
    return !m_beginUntil || QDeadlineTimer::current().deadline() <= *m_beginUntil;
}

} // namespace cairn::sync
