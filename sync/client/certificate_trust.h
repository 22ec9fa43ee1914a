#pragma once

#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>
#include <optional>
#include <string>
#include <string_view>

#include "sync/client/problem.h"

namespace cairn::sync {

/// A certificate's SHA-256 as people compare it: 64 hexadecimal digits in pairs, "AB:CD:…".
std::string fingerprintOf(const QSslCertificate& certificate);
/// Reads one in either case, with or without separators, into the same form. Nothing where it is none.
std::optional<std::string> readFingerprint(std::string_view text);

/// Which certificates a connection takes. Without a trusted one the system's authorities decide and the host's name is
/// checked; with one that very certificate is taken and no other, whoever vouches for it. TLS 1.2 at least.
class CertificateTrust {
public:
    /// `trusted`: a fingerprint, or empty.
    explicit CertificateTrust(std::string trusted) : m_trusted(std::move(trusted)) {}

    [[nodiscard]] QSslConfiguration configuration() const;
    /// What is to be done where Qt does not vouch for the certificate: nothing (it is the trusted one) or a problem,
    /// untrusted or certificateChanged.
    [[nodiscard]] std::optional<Problem> judge(const QSslCertificate& certificate,
                                               const QList<QSslError>& errors) const;

private:
    std::string m_trusted;
};

} // namespace cairn::sync
