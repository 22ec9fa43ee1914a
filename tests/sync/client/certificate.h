#pragma once

#include <QSslCertificate>
#include <QSslKey>

namespace cairn::test {

/// A certificate that vouches for itself, and its key.
struct OwnCertificate {
    QSslCertificate certificate;
    QSslKey key;
};

/// Makes one for `host`, good for a day.
OwnCertificate makeCertificate(const char* host);

} // namespace cairn::test
