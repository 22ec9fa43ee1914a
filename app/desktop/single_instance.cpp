#include "app/desktop/single_instance.h"

#include "sync/local/socket_name.h"

namespace cairn::app {

SingleInstance::SingleInstance(const QString& storeFile)
    : m_name(sync::socketNameFor(storeFile) + QStringLiteral(".window")) {
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_socket, &QLocalSocket::connected, this, &SingleInstance::alreadyRunning);
    connect(&m_socket, &QLocalSocket::errorOccurred, this, &SingleInstance::listen);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* guest = m_server.nextPendingConnection())
            connect(guest, &QLocalSocket::disconnected, guest, &QObject::deleteLater);
        emit raiseWished();
    });
}

void SingleInstance::claim() {
    m_socket.connectToServer(m_name);
}

void SingleInstance::listen() {
    QLocalServer::removeServer(m_name);
    m_server.listen(m_name);
    emit claimed();
}

} // namespace cairn::app
