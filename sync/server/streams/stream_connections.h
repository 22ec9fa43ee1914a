#pragma once

#include <functional>

#include "core/store/database.h"

namespace cairn::sync {

class Storage;

/// How the streams come to the connections of the server's file.
class StreamConnections {
public:
    using Action = std::function<core::Result<void>(core::Database&)>;

    virtual ~StreamConnections() = default;
    /// Runs `action` in a transaction, which an error or exception takes back, and waits until it is durable.
    /// `committed` runs after the commit, in the order of the commits.
    virtual core::Result<void> write(const Action& action, const std::function<void()>& committed) = 0;
    /// Runs `action` on one snapshot.
    virtual core::Result<void> read(const Action& action) = 0;
};

/// One connection for all, on one thread: for simulators and tests.
class OneConnection final : public StreamConnections {
public:
    explicit OneConnection(core::Database& owner) : m_owner(owner) {}

    core::Result<void> write(const Action& action, const std::function<void()>& committed) override;
    core::Result<void> read(const Action& action) override;

private:
    core::Database& m_owner;
};

/// Those of the running server. Any thread; `committed` runs on the writer's.
class StorageConnections final : public StreamConnections {
public:
    explicit StorageConnections(Storage& storage) : m_storage(storage) {}

    core::Result<void> write(const Action& action, const std::function<void()>& committed) override;
    core::Result<void> read(const Action& action) override;

private:
    Storage& m_storage;
};

} // namespace cairn::sync
