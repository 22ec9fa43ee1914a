#include "sync/client/qt_transport.h"

#include <QNetworkReply>
#include <algorithm>

#include "sync/protocol/zstd_body.h"

namespace cairn::sync {

/// One request under way.
struct QtTransport::Exchange {
    Then then;
    QByteArray body;
    std::optional<Problem> problem; ///< why it was broken off
};

namespace {

constexpr std::int64_t longestWish = 3'600; // s: a server can't put a client off for longer

QNetworkRequest requestFor(const QUrl& url, const HttpRequest& request, const CertificateTrust& trust) {
    QNetworkRequest made(url);
    made.setSslConfiguration(trust.configuration());
    made.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    made.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    made.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    made.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    made.setRawHeader("Accept", "application/json");
    made.setRawHeader("Accept-Encoding", "zstd"); // named by us, so that Qt leaves the unpacking to us
    made.setRawHeader("User-Agent", "cairn");
    if (!request.accessToken.empty())
        made.setRawHeader("Authorization", "Bearer " + QByteArray::fromStdString(request.accessToken));
    return made;
}

QByteArray packed(const std::string& body, QNetworkRequest& request) {
    if (!body.empty()) request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    if (body.size() < smallestPackedBody) return QByteArray::fromStdString(body);
    const std::string small = packZstd(body);
    if (small.empty()) return QByteArray::fromStdString(body);
    request.setRawHeader("Content-Encoding", "zstd");
    return QByteArray::fromStdString(small);
}

std::optional<std::chrono::seconds> retryAfter(const QNetworkReply& reply) {
    bool isNumber = false;
    const auto seconds = reply.rawHeader("Retry-After").trimmed().toLongLong(&isNumber);
    if (!isNumber || seconds < 0) return std::nullopt;
    return std::chrono::seconds(std::min<std::int64_t>(seconds, longestWish));
}

Trouble troubleOf(QNetworkReply::NetworkError error) {
    switch (error) {
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError: return Trouble::timedOut;
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolUnknownError: return Trouble::notOurServer;
    default: return Trouble::unreachable;
    }
}

} // namespace

QtTransport::QtTransport(ServerAddress server, CertificateTrust trust, TransportLimits limits)
    : m_server(std::move(server)), m_trust(std::move(trust)), m_limits(limits) {
    m_network.setTransferTimeout(static_cast<int>(limits.silence.count()));
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setAutoDeleteReplies(true);
}

void QtTransport::send(HttpRequest request, Then then) {
    QNetworkRequest made = requestFor(m_server.urlOf(request.path), request, m_trust);
    const QByteArray body = packed(request.body, made);
    const auto exchange = std::make_shared<Exchange>(Exchange{std::move(then), {}, {}});
    const bool hasBody = request.method != "GET";
    watch(hasBody ? m_network.sendCustomRequest(made, QByteArray::fromStdString(request.method), body)
                  : m_network.get(made),
          exchange);
}

void QtTransport::watch(QNetworkReply* reply, const std::shared_ptr<Exchange>& exchange) {
    connect(reply, &QNetworkReply::sslErrors, this, [this, reply, exchange](const QList<QSslError>& errors) {
        exchange->problem = m_trust.judge(reply->sslConfiguration().peerCertificate(), errors);
        if (!exchange->problem) reply->ignoreSslErrors(errors);
    });
    connect(reply, &QNetworkReply::readyRead, this, [this, reply, exchange] {
        exchange->body += reply->readAll();
        if (static_cast<std::size_t>(exchange->body.size()) <= m_limits.answerBytes) return;
        exchange->problem = Problem{Trouble::notOurServer, "the answer is too long"};
        reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, exchange] {
        if (reply->isOpen()) exchange->body += reply->readAll();
        if (const Then then = std::exchange(exchange->then, nullptr)) then(answerOf(*reply, *exchange));
    });
}

Asked<HttpAnswer> QtTransport::answerOf(QNetworkReply& reply, const Exchange& exchange) const {
    if (exchange.problem) return tl::unexpected(*exchange.problem);
    HttpAnswer answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // A body that was cut off is an error beside a status.
    const bool isCut = answer.status / 100 == 2 && reply.error() != QNetworkReply::NoError;
    if (answer.status == 0 || isCut) return troubled(troubleOf(reply.error()));
    answer.contentType = reply.header(QNetworkRequest::ContentTypeHeader).toString().toLower().toStdString();
    answer.retryAfter = retryAfter(reply);
    const QByteArray coding = reply.rawHeader("Content-Encoding").trimmed().toLower();
    if (coding.isEmpty() || coding == "identity") {
        answer.body = exchange.body.toStdString();
        return answer;
    }
    const std::string_view packed(exchange.body.data(), static_cast<std::size_t>(exchange.body.size()));
    core::Result<std::string> body = core::failure(core::ErrorCode::unknownFormat, "packed as nobody asked");
    if (coding == "zstd") body = unpackZstd(packed, m_limits.answerBytes);
    if (!body) return troubled(Trouble::notOurServer, "the answer can't be unpacked");
    answer.body = std::move(*body);
    return answer;
}

} // namespace cairn::sync
