#include "sync/client/certificate_trust.h"

#include <QCryptographicHash>
#include <algorithm>

namespace cairn::sync {

namespace {

/// Not even the trusted certificate is taken with these.
bool isFatal(const QSslError& error) {
    return error.error() == QSslError::CertificateRevoked || error.error() == QSslError::CertificateBlacklisted ||
           error.error() == QSslError::NoPeerCertificate || error.error() == QSslError::CertificateSignatureFailed;
}

} // namespace

std::string fingerprintOf(const QSslCertificate& certificate) {
    return certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper().toStdString();
}

std::optional<std::string> readFingerprint(std::string_view text) {
    QByteArray digits(text.data(), static_cast<qsizetype>(text.size()));
    digits = digits.trimmed().toUpper().replace(":", "").replace(" ", "");
    const auto isHexDigit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'); };
    const bool isHex = std::ranges::all_of(digits, isHexDigit);
    if (!isHex || digits.size() != 64) return std::nullopt;
    return QByteArray::fromHex(digits).toHex(':').toUpper().toStdString();
}

QSslConfiguration CertificateTrust::configuration() const {
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    // No authority vouches for anything then, so that each certificate comes to `judge`, before anything is sent.
    if (!m_trusted.empty()) configuration.setCaCertificates({});
    return configuration;
}

std::optional<Problem> CertificateTrust::judge(const QSslCertificate& certificate,
                                               const QList<QSslError>& errors) const {
    const std::string shown = certificate.isNull() ? std::string() : fingerprintOf(certificate);
    if (m_trusted.empty()) return Problem{Trouble::untrusted, shown};
    const bool isTrusted = shown == m_trusted && std::ranges::none_of(errors, isFatal);
    return isTrusted ? std::nullopt : std::optional(Problem{Trouble::certificateChanged, shown});
}

} // namespace cairn::sync
