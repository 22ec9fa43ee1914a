#include "app/desktop/single_instance.h"

#include "sync/local/socket_name.h"

namespace cairn::app {

SingleInstance::SingleInstance(const QString& storeFile) : m_file(storeFile) {
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_socket, &QLocalSocket::connected, this, &SingleInstance::alreadyRunning);
    connect(&m_socket, &QLocalSocket::errorOccurred, this, &SingleInstance::lookInNext, Qt::QueuedConnection);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* guest = m_server.nextPendingConnection())
            connect(guest, &QLocalSocket::disconnected, guest, &QObject::deleteLater);
        emit raiseWished();
    });
}

QStringList SingleInstance::places() const {
    QStringList places = sync::socketNamesFor(m_file);
    for (QString& place : places) place += QStringLiteral(".window");
    return places;
}

void SingleInstance::claim() {
    m_unseen = places();
    lookInNext();
}

void SingleInstance::lookInNext() {
    if (m_unseen.isEmpty()) return listen();
    m_socket.connectToServer(m_unseen.takeFirst());
}

void SingleInstance::listen() {
    if (!listenAtOneOf(places())) {
        sync::makeSocketFolder();
        listenAtOneOf(places());
    }
    emit claimed();
}

bool SingleInstance::listenAtOneOf(const QStringList& places) {
    for (const QString& place : places) {
        QLocalServer::removeServer(place);
        if (m_server.listen(place)) return true;
    }
    return false;
}

} // namespace cairn::app
