#pragma once

#include <QUrl>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace cairn::sync {

/// The address of a server: https, or http on this computer; a path below which it serves, no user, query or fragment.
class ServerAddress {
public:
    /// Errors: invalidValue, whose detail says what is wrong.
    static core::Result<ServerAddress> parse(std::string_view text);

    /// Without a slash at the end; the same for every spelling.
    [[nodiscard]] std::string text() const { return m_url.toString().toStdString(); }
    [[nodiscard]] bool isEncrypted() const { return m_url.scheme() == QLatin1String("https"); }
    /// Of a request: path with its query, beginning with a slash.
    [[nodiscard]] QUrl urlOf(std::string_view path) const;
    /// Of the socket.
    [[nodiscard]] QUrl socketUrl() const;

private:
    explicit ServerAddress(QUrl url) : m_url(std::move(url)) {}

    QUrl m_url;
};

} // namespace cairn::sync
