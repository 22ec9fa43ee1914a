#pragma once

#include <QNetworkAccessManager>
#include <chrono>

#include "sync/client/certificate_trust.h"
#include "sync/client/server_address.h"
#include "sync/client/transport.h"

class QNetworkReply;

namespace cairn::sync {

struct TransportLimits {
    std::chrono::milliseconds silence{30'000};       ///< without a byte in either direction
    std::size_t answerBytes = std::size_t{64} << 20; ///< as it comes, and unpacked
};

/// The transport over Qt Network: HTTP/1.1, bodies packed with zstd, no redirections, no cookies, no cache. Lives on a
/// thread with an event loop; what is under way when it goes is given up without an answer.
class QtTransport final : public QObject, public Transport {
public:
    QtTransport(ServerAddress server, CertificateTrust trust, TransportLimits limits = {});

    void send(HttpRequest request, Then then) override;

private:
    struct Exchange;
    void watch(QNetworkReply* reply, const std::shared_ptr<Exchange>& exchange);
    [[nodiscard]] Asked<HttpAnswer> answerOf(QNetworkReply& reply, const Exchange& exchange) const;

    ServerAddress m_server;
    CertificateTrust m_trust;
    TransportLimits m_limits;
    QNetworkAccessManager m_network;
};

} // namespace cairn::sync
