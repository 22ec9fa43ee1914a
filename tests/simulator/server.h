#pragma once

#include <memory>

#include "sync/server/storage/schema.h"
#include "sync/server/streams/sqlite_streams.h"
#include "sync/server/streams/stream_service.h"
#include "tests/simulator/oracle.h"

namespace cairn::simulator {

inline const std::string streamName = "user:1";

/// The server's streams over their real database, without sockets. It can be backed up, and put back by its tool, which
/// renews the epoch, or by hand.
class Server {
public:
    Server(std::filesystem::path file, std::uint64_t seed);

    enum class By : std::uint8_t { tool, hand };
    [[nodiscard]] std::map<std::string, std::string> snapshot();
    void restore(const std::map<std::string, std::string>& files, By by);
    void restart();

    [[nodiscard]] sync::StreamService& streams() { return *m_service; }
    [[nodiscard]] std::vector<core::SyncedRow> rows();
    [[nodiscard]] std::optional<core::SyncedRow> find(const core::RowName& row);
    void setClock(core::Instant now) { m_clock.set(now); }
    void onCommit(sync::StreamService::Listener listener);
    /// Damage, past everything that keeps count: the row is as given, or not there.
    void put(const core::SyncedRow& row);
    void lose(const core::RowName& row);

private:
    void open();

    std::filesystem::path m_file;
    std::uint64_t m_seed;
    core::FixedClock m_clock{core::Instant{1'000'000}};
    core::Random m_random;
    sync::StreamService::Listener m_listener;
    std::unique_ptr<core::Database> m_database;
    std::unique_ptr<sync::OneConnection> m_connections;
    std::unique_ptr<sync::SqliteStreams> m_storage;
    std::unique_ptr<sync::StreamService> m_service;
};

} // namespace cairn::simulator
