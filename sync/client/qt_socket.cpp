#include "sync/client/qt_socket.h"

#include <QNetworkRequest>
#include <QWebSocket>

namespace cairn::sync {

namespace {

constexpr std::chrono::seconds pingEvery{30};

/// Qt tells the refusal of an upgrade by words alone; the status stands among them.
bool isUnauthorised(const QWebSocket& socket) {
    return socket.closeCode() == QWebSocketProtocol::CloseCodePolicyViolated ||
           socket.errorString().contains(QLatin1String("401"));
}

} // namespace

QtSocket::QtSocket(ServerAddress server, CertificateTrust trust)
    : m_server(std::move(server)), m_trust(std::move(trust)) {
    connect(&m_pings, &QTimer::timeout, this, &QtSocket::ping);
}

QtSocket::~QtSocket() {
    QtSocket::close();
}

void QtSocket::open(const std::string& accessToken) {
    close();
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    m_socket->setMaxAllowedIncomingMessageSize(longestSocketMessage);
    m_socket->setMaxAllowedIncomingFrameSize(longestSocketMessage);
    m_socket->setSslConfiguration(m_trust.configuration());
    watch(*m_socket);
    QNetworkRequest request(m_server.socketUrl());
    request.setRawHeader("Authorization", "Bearer " + QByteArray::fromStdString(accessToken));
    m_isAnswered = true;
    m_pings.start(pingEvery);
    m_socket->open(request);
}

void QtSocket::watch(QWebSocket& socket) {
    connect(&socket, &QWebSocket::sslErrors, this, [this, &socket](const QList<QSslError>& errors) {
        QSslCertificate shown = socket.sslConfiguration().peerCertificate();
        for (const QSslError& error : errors)
            if (shown.isNull()) shown = error.certificate();
        m_problem = m_trust.judge(shown, errors);
        if (!m_problem) socket.ignoreSslErrors(errors);
    });
    connect(&socket, &QWebSocket::textMessageReceived, this, [this](const QString& text) {
        m_isAnswered = true;
        if (received) received(text.toStdString());
    });
    connect(&socket, &QWebSocket::pong, this, [this] { m_isAnswered = true; });
    const auto ended = [this, &socket] {
        end({isUnauthorised(socket) ? Trouble::unauthorised : Trouble::unreachable});
    };
    connect(&socket, &QWebSocket::disconnected, this, ended);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(&socket, &QWebSocket::errorOccurred, this, ended);
#else
    connect(&socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, ended);
#endif
}

void QtSocket::ping() {
    if (!m_isAnswered) return end({Trouble::unreachable});
    m_isAnswered = false;
    if (m_socket != nullptr) m_socket->ping();
}

void QtSocket::close() {
    m_pings.stop();
    m_problem.reset();
    if (m_socket == nullptr) return;
    m_socket->disconnect(this);
    m_socket->abort();
    std::exchange(m_socket, nullptr)->deleteLater();
}

void QtSocket::end(Problem problem) {
    const Problem told = m_problem.value_or(std::move(problem));
    close();
    if (closed) closed(told);
}

} // namespace cairn::sync
