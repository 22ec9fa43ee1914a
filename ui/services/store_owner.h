#pragma once

#include <QObject>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/actions/context.h"
#include "core/base/random.h"
#include "core/store/store.h"
#include "ui/models/snapshot.h"
#include "ui/services/row_shelf.h"
#include "ui/services/store_service.h"

namespace cairn::ui {

/// The store and all that is computed from it, on the owner's thread. StoreService is the only one that calls it, with
/// work posted to that thread.
class StoreOwner : public QObject {
public:
    explicit StoreOwner(const StoreSetting& setting);
    ~StoreOwner() override;

    /// Opens or makes the file; where it can't be written it is only read, and `refusal` says why.
    core::Result<void> open(const std::filesystem::path& file);
    /// Whether changes can be made.
    [[nodiscard]] bool isOpen() const { return m_store != nullptr; }
    [[nodiscard]] bool isReadable() const { return m_store != nullptr || m_reader; }
    /// Why no change can be made while no store is open.
    [[nodiscard]] const core::Error& refusal() const { return m_refusal; }
    /// Reads all of the open file for damage; one that is damaged is closed.
    core::Result<void> checkWhole();
    [[nodiscard]] core::Store& store() { return *m_store; }
    [[nodiscard]] core::Instant now() const { return m_setting.clock.now(); }

    /// What acts and questions are made from. Only while the file can be read.
    [[nodiscard]] core::ActionContext context();

    core::Result<core::ChangeSet> apply(const core::Edit& edit);
    core::Result<core::ChangeSet> undo();
    core::Result<core::ChangeSet> redo();

    void showWeek(std::optional<core::Date> last);
    /// Whether every number was computed again: because a new day has begun, or because reading failed the last time.
    bool checkDay();
    /// Makes the backup of the day (in UTC) where it is due; once a day, so that one that fails is told once.
    core::BackupOutcome backUpOnNewDay();
    /// What pages show now. Errors of reading leave the rows as they were.
    [[nodiscard]] SnapshotPtr snapshot();

    /// Called with a snapshot after each change set, also one that came from another process.
    std::function<void(const SnapshotPtr&)> changed;
    /// Called when the rows could not be read and so stayed as they were; again only after they could.
    std::function<void(const core::Error&)> readFailed;

private:
    core::Result<void> openForReading(const std::filesystem::path& file, const core::Error& refusal);
    void show();
    void close();
    [[nodiscard]] const core::Reader& reader() const { return m_store ? m_store->reader() : *m_reader; }
    [[nodiscard]] core::Date todayNow();
    void collect(const core::ChangeSet& changes);
    void takeCollected();
    void reload();

    StoreSetting m_setting;
    core::Random m_random;
    std::unique_ptr<core::Store> m_store;
    std::optional<core::Reader> m_reader; ///< of a file that can't be written
    core::Error m_refusal{core::ErrorCode::notFound, "no store is open"};
    std::shared_ptr<void> m_subscription;
    std::string m_backupDay; ///< the last one on which a backup was looked after
    bool m_isStale = false;  ///< the rows could not be read
    core::Date m_today{};
    std::optional<core::Date> m_week;
    std::int64_t m_number = 0;
    std::vector<core::ChangeSet> m_collected; ///< committed, not yet in the rows: a listener may not read the store
    RowShelf m_shelf;
};

} // namespace cairn::ui
