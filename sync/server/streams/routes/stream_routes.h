#pragma once

#include "sync/server/http/access_log.h"
#include "sync/server/http/route_table.h"
#include "sync/server/http/web_socket_hub.h"
#include "sync/server/storage/storage.h"
#include "sync/server/streams/sqlite_streams.h"
#include "sync/server/streams/stream_service.h"

namespace cairn::sync {

/// The streams of a running server: POST /api/sync/push and GET /api/sync/pull of the caller's own stream, and what
/// sockets are told of it. Any thread. The parts that it is given outlive it.
class StreamRoutes {
public:
    StreamRoutes(Storage& storage, WebSocketHub& hub, AccessLog& log, const core::Clock& clock, std::uint64_t seed);

    /// Adds the routes; this outlives the table.
    void addTo(RouteTable& routes);

    [[nodiscard]] StreamService& service() { return m_service; }

    /// Drops old disagreements, buries what has lain in the trash for long, and counts digests anew: of streams that
    /// were pulled whole, and of a part of the others. To be called about once an hour; blocking. What fails, and every
    /// digest that was wrong, goes into the log.
    void runJobs();

private:
    [[nodiscard]] Response push(const Request& request, const Caller& caller);
    [[nodiscard]] Response pull(const Request& request, const Caller& caller);
    void publish(SocketMessage message);
    void tell(const Recounted& recounted);

    StorageConnections m_connections;
    SqliteStreams m_streams;
    WebSocketHub& m_hub;
    AccessLog& m_log;
    const core::Clock& m_clock;
    StreamService m_service;
};

} // namespace cairn::sync
