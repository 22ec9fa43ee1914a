#include "sync/client/store_watch.h"

namespace cairn::sync {

namespace {

constexpr std::chrono::milliseconds soon{20}; // one change touches the file several times
constexpr std::chrono::milliseconds anyway{2'000};

} // namespace

StoreWatch::StoreWatch(std::filesystem::path file, std::function<void()> changed)
    : m_file(std::move(file)), m_changed(std::move(changed)) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(soon);
    connect(&m_soon, &QTimer::timeout, this, &StoreWatch::look);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(&m_anyway, &QTimer::timeout, this, &StoreWatch::look);
    m_anyway.start(anyway);
    m_seen = number();
}

/// A file that went away and came back is watched anew.
std::optional<std::int64_t> StoreWatch::number() {
    if (!m_reader) {
        auto reader = core::Reader::open(m_file);
        if (!reader) return std::nullopt;
        m_reader.emplace(std::move(*reader));
    }
    const QString file = QString::fromStdU16String(m_file.u16string());
    m_watcher.addPaths({file, file + QStringLiteral("-wal")});
    const auto number = m_reader->changeNumber();
    if (number) return *number;
    m_reader.reset();
    return std::nullopt;
}

void StoreWatch::look() {
    const auto now = number();
    if (!now || now == m_seen) return;
    m_seen = now;
    m_changed();
}

} // namespace cairn::sync
