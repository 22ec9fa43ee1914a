#include "tests/sync/client/raw_server.h"

#include <QSslConfiguration>
#include <QSslKey>
#include <QTcpSocket>

namespace cairn::test {

namespace {

/// How long a request is, when its head is there; 0 before.
qsizetype lengthOf(const QByteArray& bytes) {
    const auto end = bytes.indexOf("\r\n\r\n");
    if (end < 0) return 0;
    const QByteArray head = bytes.left(end).toLower();
    const auto at = head.indexOf("content-length:");
    const auto body = at < 0 ? 0 : head.mid(at + 15).split('\r').front().trimmed().toLongLong();
    return end + 4 + body;
}

} // namespace

RawServer::RawServer(const support::OwnCertificate* certificate) : m_isEncrypted(certificate != nullptr) {
    if (certificate != nullptr) {
        auto server = std::make_unique<QSslServer>();
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(QSslCertificate(QByteArray::fromStdString(certificate->certificate)));
        configuration.setPrivateKey(QSslKey(QByteArray::fromStdString(certificate->key), QSsl::Ec));
        server->setSslConfiguration(configuration);
        m_server = std::move(server);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    m_server->listen(QHostAddress::LocalHost);
    QObject::connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, m_server.get(), [this] {
        while (QTcpSocket* const socket = m_server->nextPendingConnection()) greet(*socket);
    });
}

void RawServer::greet(QTcpSocket& socket) {
    ++connections;
    const auto bytes = std::make_shared<QByteArray>();
    const auto read = [this, &socket, bytes] {
        *bytes += socket.readAll();
        const auto length = lengthOf(*bytes);
        if (length == 0 || bytes->size() < length) return;
        requests.push_back(bytes->left(length));
        bytes->remove(0, length);
        socket.write(answer);
        if (hangsUp) socket.disconnectFromHost();
    };
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, read);
    QObject::connect(&socket, &QTcpSocket::disconnected, &socket, &QObject::deleteLater);
    read();
}

std::string RawServer::url() const {
    return (m_isEncrypted ? "https://localhost:" : "http://127.0.0.1:") + std::to_string(m_server->serverPort());
}

void RawServer::answerJson(const QByteArray& body, const QByteArray& more) {
    answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + more +
             "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace cairn::test
