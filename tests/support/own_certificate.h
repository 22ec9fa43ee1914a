#pragma once

#include <string>

namespace cairn::support {

/// A certificate that vouches for itself, and its key; both as PEM.
struct OwnCertificate {
    std::string certificate;
    std::string key;
};

/// Makes one for `host`, good for a day.
OwnCertificate makeCertificate(const char* host);

} // namespace cairn::support
