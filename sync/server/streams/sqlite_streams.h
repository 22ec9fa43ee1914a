#pragma once

#include "sync/server/streams/stream_connections.h"
#include "sync/server/streams/stream_storage.h"

namespace cairn::sync {

/// Streams in the server's SQLite file (storage/schema.h brings it up). Any thread for which the connections, which
/// outlive it, allow it.
class SqliteStreams final : public StreamStorage {
public:
    explicit SqliteStreams(StreamConnections& connections) : m_connections(connections) {}

    core::Result<void> write(const std::string& stream, const Writing& action,
                             const std::function<void()>& committed) override;
    core::Result<void> read(const std::string& stream, const Reading& action) override;
    core::Result<std::vector<std::string>> streams(std::optional<std::int64_t> dueAt) override;
    core::Result<std::vector<std::string>> notCountedSince(std::int64_t time, int part) override;
    core::Result<void> noteCounted(const std::vector<std::string>& streams, std::int64_t time) override;
    core::Result<void> setEpoch(const core::Uuid& epoch) override;

private:
    StreamConnections& m_connections;
};

} // namespace cairn::sync
