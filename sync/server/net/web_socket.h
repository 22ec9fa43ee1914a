#pragma once

// For the files of this folder only: includes Boost.
#include <memory>

#include "sync/server/net/connection.h"

namespace cairn::sync::net {

/// Goes on with a connection as a WebSocket: finishes the upgrade that `visit` asked for, and belongs to `caller` from
/// then on; an anonymous one has to send a ticket first. On the connection's strand.
void openWebSocket(std::unique_ptr<ByteStream> stream, std::shared_ptr<Visit> visit, const Caller& caller,
                   Surroundings& surroundings);

} // namespace cairn::sync::net
