#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>
#include <filesystem>
#include <functional>
#include <optional>

#include "core/store/reader.h"

namespace cairn::sync {

/// Notices that a store has changed, whoever changed it, without owning it: it reads the number of the last change when
/// the file does something, and every two seconds. Lives on a thread with an event loop.
class StoreWatch final : public QObject {
public:
    /// The store must be there. `changed` is called later.
    StoreWatch(std::filesystem::path file, std::function<void()> changed);

private:
    std::optional<std::int64_t> number();
    void look();

    std::filesystem::path m_file;
    std::function<void()> m_changed;
    std::optional<core::Reader> m_reader; ///< stays open, so that looking does not itself touch the files
    std::optional<std::int64_t> m_seen;
    QFileSystemWatcher m_watcher;
    QTimer m_soon;
    QTimer m_anyway;
};

} // namespace cairn::sync
