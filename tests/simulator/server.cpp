#include "tests/simulator/server.h"

#include <fstream>
#include <sstream>

#include "sync/protocol/pull.h"
#include "sync/protocol/row_text.h"
#include "tests/simulator/device.h"

namespace cairn::simulator {

Server::Server(std::filesystem::path file, std::uint64_t seed) : m_file(std::move(file)), m_seed(seed), m_random(seed) {
    open();
}

void Server::open() {
    m_database = std::make_unique<core::Database>(m_file, core::Database::Access::owner);
    sync::bringUp(*m_database, m_random, m_clock.now());
    m_connections = std::make_unique<sync::OneConnection>(*m_database);
    m_storage = std::make_unique<sync::SqliteStreams>(*m_connections);
    m_service = std::make_unique<sync::StreamService>(*m_storage, m_clock, m_random.next());
    m_service->onCommit(m_listener);
}

void Server::onCommit(sync::StreamService::Listener listener) {
    m_listener = std::move(listener);
    m_service->onCommit(m_listener);
}

std::map<std::string, std::string> Server::snapshot() {
    std::map<std::string, std::string> files;
    for (const std::string end : {"", "-wal"}) {
        std::ifstream in(m_file.string() + end, std::ios::binary);
        if (!in) continue;
        std::ostringstream contents;
        contents << in.rdbuf();
        files[end] = contents.str();
    }
    return files;
}

void Server::restore(const std::map<std::string, std::string>& files, By by) {
    m_service.reset();
    m_storage.reset();
    m_connections.reset();
    m_database.reset();
    for (const std::string end : {"", "-wal", "-shm"}) std::filesystem::remove(m_file.string() + end);
    for (const auto& [end, contents] : files) std::ofstream(m_file.string() + end, std::ios::binary) << contents;
    open();
    if (by == By::tool) sure(m_service->renewEpoch(), "a new epoch");
}

void Server::restart() {
    restore(snapshot(), By::hand);
}

std::vector<core::SyncedRow> Server::rows() {
    std::vector<core::SyncedRow> all;
    std::int64_t since = 0;
    while (true) {
        const auto page = sure(m_service->pull(streamName, since, 1000), "pull");
        auto answer = sure(sync::readPullAnswer(page.text), "a page");
        for (core::SyncedRow& row : answer.rows) all.push_back(std::move(row));
        since = answer.next;
        if (answer.next >= answer.head) return all;
    }
}

std::optional<core::SyncedRow> Server::find(const core::RowName& row) {
    auto known = sure(m_service->find(streamName, row), "find");
    return known ? std::optional(std::move(known->row)) : std::nullopt;
}

void Server::put(const core::SyncedRow& row) {
    m_database->query("UPDATE stream_rows SET text = ? WHERE kind = ? AND key = ?")
        .with(sync::write(row), row.row.kind, row.row.key)
        .run();
}

void Server::lose(const core::RowName& row) {
    m_database->query("DELETE FROM stream_rows WHERE kind = ? AND key = ?").with(row.kind, row.key).run();
}

} // namespace cairn::simulator
