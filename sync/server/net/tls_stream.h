#pragma once

// For the files of this folder only: includes Boost.
#include "sync/server/net/byte_stream.h"

namespace cairn::sync::net {

/// TLS straight on the socket: what is read and written stands in no buffer beside OpenSSL's own, which it gives back
/// while nothing is under way. So an idle connection costs a few kilobytes. Keeps the context as long as it lives.
std::unique_ptr<ByteStream> tlsStream(Socket socket, std::shared_ptr<asio::ssl::context> context);

} // namespace cairn::sync::net
