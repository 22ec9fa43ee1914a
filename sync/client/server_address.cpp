#include "sync/client/server_address.h"

#include <QHostAddress>

namespace cairn::sync {

namespace {

bool isThisComputer(const QString& host) {
    if (host == QLatin1String("localhost")) return true;
    const QHostAddress address(host);
    return !address.isNull() && address.isLoopback();
}

} // namespace

core::Result<ServerAddress> ServerAddress::parse(std::string_view text) {
    const auto wrong = [](const char* why) { return core::failure(core::ErrorCode::invalidValue, why); };
    QUrl url(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), QUrl::StrictMode);
    const bool isWeb = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!url.isValid() || !isWeb || url.host().isEmpty())
        return wrong("the server's address must look like https://example.org");
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return wrong("the server's address takes no user, query or fragment");
    if (url.scheme() == QLatin1String("http") && !isThisComputer(url.host()))
        return wrong("without encryption (http) only a server on this computer is talked to; use https");
    QString path = url.path();
    while (path.endsWith('/')) path.chop(1);
    url.setPath(path);
    if (url.port() == (url.scheme() == QLatin1String("https") ? 443 : 80)) url.setPort(-1);
    return ServerAddress(url);
}

QUrl ServerAddress::urlOf(std::string_view path) const {
    const QString text = QString::fromUtf8(path.data(), static_cast<qsizetype>(path.size()));
    QUrl url = m_url;
    url.setPath(m_url.path() + text.section('?', 0, 0));
    if (text.contains('?')) url.setQuery(text.section('?', 1));
    return url;
}

QUrl ServerAddress::socketUrl() const {
    QUrl url = urlOf("/ws");
    url.setScheme(isEncrypted() ? QStringLiteral("wss") : QStringLiteral("ws"));
    return url;
}

} // namespace cairn::sync
