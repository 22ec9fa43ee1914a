#pragma once

#include <vector>

#include "sync/protocol/pull.h"
#include "sync/server/storage/schema.h"
#include "sync/server/streams/sqlite_streams.h"
#include "sync/server/streams/stream_service.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

namespace cairn::support {

/// The time at which everything begins; the server's clock stands there until a test moves it.
inline constexpr std::int64_t startTime = 1'793'606'400'000;
inline const std::string userStream = "user:0190a0a0-0000-7000-8000-000000000001";

/// The value of a result that has to be there.
template<class T>
T required(core::Result<T> result) {
    if (!result) FAIL(std::string(core::codeName(result.error().code)) << ": " << result.error().detail);
    return std::move(*result);
}

/// A clock so many ms after startTime (of an import: `importClock`), written by the replica of this number.
inline core::HybridClock at(std::int64_t ms, int replica = 1, int counter = 0) {
    core::HybridClock clock{((startTime + ms) << core::HybridClock::counterBits) + counter, {}};
    clock.replica.bytes[15] = static_cast<std::uint8_t>(replica);
    return clock;
}
inline core::HybridClock importClock(int replica = 1) {
    core::HybridClock clock{std::int64_t{1} << core::HybridClock::counterBits, {}};
    clock.replica.bytes[15] = static_cast<std::uint8_t>(replica);
    return clock;
}

/// A record as a device that makes it pushes it: every register with one clock, made over nothing.
template<class R>
sync::PushedRow created(const R& record, const core::HybridClock& clock) {
    const std::vector<core::Value> values = core::valuesOf(record);
    sync::PushedRow pushed{{core::rowName(core::describe<R>(), record.id, values), {}, false}, {}, {}, {}};
    for (const core::Register& one : core::registersOf(core::kindOfRecord<R>))
        pushed.row.put({std::string(one.name), clock, core::registerText(core::describe<R>(), one, values, {})});
    return pushed;
}

/// One register of a row, made over a clock or over nothing.
inline sync::PushedRow edited(const core::RowName& row, const std::string& name, std::string value,
                              const core::HybridClock& clock, std::optional<core::HybridClock> over = {}) {
    sync::PushedRow pushed{{row, {{name, clock, std::move(value)}}, false}, {}, {}, {}};
    if (over) pushed.over.emplace_back(name, *over);
    return pushed;
}
inline sync::PushedRow removed(const core::RowName& row, const core::HybridClock& clock,
                               std::optional<core::HybridClock> over = {}) {
    return edited(row, "removed_at", R"({"at":"2026-11-02T08:00:00.000Z","whole":false})", clock, over);
}
inline sync::PushedRow buried(const core::RowName& row, core::Burial burial = core::Burial::asked) {
    return {{row, {}, false}, {}, {}, burial};
}

/// One device's way of pushing: each push after the one before.
class Pusher {
public:
    explicit Pusher(int replica) { m_replica.bytes[15] = static_cast<std::uint8_t>(replica); }

    sync::Push next(std::vector<sync::PushedRow> rows) {
        const std::optional<core::Uuid> after = m_last;
        m_last = anId();
        return {*m_last, after, m_replica, 0, std::move(rows)};
    }

private:
    core::Uuid m_replica;
    std::optional<core::Uuid> m_last;
};

/// A service over a file, which is made where it is not there.
struct StreamsOfFile {
    explicit StreamsOfFile(const std::filesystem::path& file) : database(file, core::Database::Access::owner) {
        core::Random random(7);
        sync::bringUp(database, random, clock.now());
    }
    core::FixedClock clock{{startTime}};
    core::Database database;
    sync::OneConnection connection{database};
    sync::SqliteStreams streams{connection};
    sync::StreamService service{streams, clock, 1};
};

/// A service over a database of its own.
class OpenStreams {
public:
    OpenStreams() : clock({startTime}), m_database(m_folder / "server.db", core::Database::Access::owner) {
        m_database.run("PRAGMA synchronous = OFF"); // what outlasts a crash is shown by killed_pushes_test
        core::Random random(7);
        sync::bringUp(m_database, random, clock.now());
        service.onCommit([this](const sync::SocketMessage& message) { told.push_back(message); });
    }
    OpenStreams(const OpenStreams&) = delete;
    OpenStreams& operator=(const OpenStreams&) = delete;

    sync::PushAnswer push(const sync::Push& push) { return required(service.push(userStream, push)); }
    /// Pushes rows of a device that does this once.
    sync::PushAnswer push(std::vector<sync::PushedRow> rows) { return push(Pusher(++m_pushers).next(std::move(rows))); }
    sync::PullAnswer pull(std::int64_t since = 0, std::size_t limit = 100'000) {
        return required(sync::readPullAnswer(required(service.pull(userStream, since, limit)).text));
    }
    /// A row as a pull tells it; nothing where it is not in the stream.
    std::optional<core::SyncedRow> row(const core::RowName& name) {
        for (core::SyncedRow& one : pull().rows)
            if (one.row == name) return one;
        return std::nullopt;
    }
    std::string value(const core::RowName& name, std::string_view registerName) {
        const auto found = row(name);
        const auto* const one = found ? found->find(registerName) : nullptr;
        return one == nullptr ? "" : one->value;
    }
    std::vector<sync::Disagreement> disagreements() {
        std::vector<sync::Disagreement> all;
        for (const core::SyncedRow& one : pull().rows)
            if (one.row.kind == sync::disagreementKind) all.push_back(required(sync::readDisagreement(one)));
        return all;
    }
    /// Fails the test where anything in the file contradicts itself.
    void checkWhole() {
        for (const sync::StreamReport& report : required(service.verify())) {
            INFO(report.stream);
            CHECK(report.problems == std::vector<std::string>{});
        }
    }
    [[nodiscard]] core::Database& database() { return m_database; }

    core::FixedClock clock;
    std::vector<sync::SocketMessage> told;

private:
    TemporaryFolder m_folder;
    core::Database m_database;
    sync::OneConnection m_connection{m_database};
    sync::SqliteStreams m_streams{m_connection};
    int m_pushers = 100;

public:
    sync::StreamService service{m_streams, clock, 1};
};

} // namespace cairn::support
