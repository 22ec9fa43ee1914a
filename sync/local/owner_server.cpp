#include "sync/local/owner_server.h"

#include <QLocalSocket>
#include <QPointer>
#include <memory>

#include "sync/local/socket_name.h"

namespace cairn::sync {

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
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket, deframer] { serve(socket, *deframer); });
}

void OwnerServer::serve(QLocalSocket* socket, Deframer& deframer) {
    deframer.add(socket->readAll().toStdString());
    const QPointer<QLocalSocket> alive(socket);
    const Answer answer = [alive](const LocalReply& reply) {
        if (alive) alive->write(QByteArray::fromStdString(framed(encode(reply))));
    };
    while (true) {
        const auto message = deframer.next();
        if (!message) return socket->abort();
        if (!*message) return;
        const auto request = decodeRequest(**message);
        if (request)
            m_handler(*request, answer);
        else
            answer(tl::unexpected(request.error()));
    }
}

} // namespace cairn::sync
