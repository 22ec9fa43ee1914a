#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "core/actions/context.h"
#include "core/base/system_clock.h"
#include "core/store/reader.h"
#include "core/store/store.h"
#include "sync/local/messages.h"

namespace cairn::app {

/// A command's hold on a store for its run: reads by a connection of its own, and writes as the owner, or through
/// the owner where another process is that. Opening makes the store where there is none. One thread, with a
/// QCoreApplication that is not in its event loop.
class Session {
public:
    /// Errors: those of Reader::open and Store::open.
    static core::Result<std::unique_ptr<Session>> open(const std::filesystem::path& file,
                                                       std::optional<core::Date> today);
    ~Session();

    [[nodiscard]] const core::Reader& reader() const { return *m_reader; }
    [[nodiscard]] core::Date today() const { return m_today; }
    [[nodiscard]] core::Weekday firstWeekday() const { return m_profile.firstWeekday; }
    [[nodiscard]] core::AsOf asOf() const { return {m_today, m_profile.firstWeekday}; }
    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }
    [[nodiscard]] core::ActionContext context();

    /// Makes the change, waiting up to five seconds for whoever holds the store. Errors: storeBusy after that, and
    /// those of the store.
    core::Result<core::ChangeSet> apply(core::Edit edit);
    core::Result<core::ChangeSet> undo();
    core::Result<core::ChangeSet> redo();
    /// Makes a backup, in the same way; the errors of backupOf as well.
    core::Result<core::Backup> backUp();

private:
    core::Result<core::Store*> own();
    Session(std::filesystem::path file, std::optional<core::Date> today);
    core::Result<void> begin();
    core::Result<core::Reader> openReader();
    core::Result<core::ChangeSet> perform(const sync::LocalRequest& request);
    core::Result<core::ChangeSet> askOwner(const sync::LocalRequest& request, int patience);

    const std::filesystem::path m_file;
    const std::optional<core::Date> m_chosenDay;
    core::SystemClock m_clock;
    core::Random m_random;
    core::Profile m_profile;
    core::Date m_today;
    std::unique_ptr<core::Store> m_store;
    std::optional<core::Reader> m_reader;
};

} // namespace cairn::app
