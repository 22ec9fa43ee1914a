#pragma once

#include <QByteArray>
#include <QSslServer>
#include <QTcpServer>
#include <functional>
#include <memory>
#include <vector>

#include "tests/support/own_certificate.h"

class QTcpSocket;

namespace cairn::test {

/// A server on loopback that answers each request with the bytes that the test gives, and remembers what came.
class RawServer {
public:
    /// Plain, or with TLS.
    explicit RawServer(const support::OwnCertificate* certificate = nullptr);

    [[nodiscard]] std::string url() const;

    std::vector<QByteArray> requests; ///< whole, in the order in which they came
    QByteArray answer;                ///< to all requests; empty: none
    bool hangsUp = false;             ///< after an answer, or instead of one
    int connections = 0;

    /// 200 with JSON.
    void answerJson(const QByteArray& body, const QByteArray& more = {});

private:
    void greet(QTcpSocket& socket);

    bool m_isEncrypted;
    std::unique_ptr<QTcpServer> m_server;
};

} // namespace cairn::test
