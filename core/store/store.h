#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/domain/change.h"
#include "core/store/backup.h"
#include "core/store/reader.h"

namespace cairn::core {

/// Whether opening makes the backup of the day where it is due, or the caller does it later with `backUpIfDue`.
enum class DailyBackup : std::uint8_t { onOpening, byCaller };

/// What a store needs from outside; everything must outlive it.
struct StoreEnvironment {
    const Clock& clock;
    Random& random;
    std::optional<Date> today = std::nullopt; ///< the day that commands are about, instead of the clock's
    DailyBackup dailyBackup = DailyBackup::onOpening;
};

/// The local database's one owner: the only connection that writes or checkpoints, held by an advisory lock beside the
/// file. Belongs to one thread. Every write is a change: in one transaction the typed rows, the clocks of the registers
/// that changed, the outbox, the undo entry and the compact histories; the change set goes to subscribers after COMMIT.
class Store {
public:
    /// Opens or makes the file, migrating it (after a backup) when it is older. Errors: storeBusy when another process
    /// owns it, newerFile (untouched), storeDamaged (untouched; see recovery.h), storeReadOnly, diskFull, ioFailure.
    static Result<std::unique_ptr<Store>> open(const std::filesystem::path& file, const StoreEnvironment& environment);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    /// Applies all changes or none, as one step of undo. What is there already is written to nothing: a change that
    /// changes nothing succeeds with no rows. Errors: invalidValue, notFound (a row or a record that it refers to),
    /// conflict, diskFull, storeReadOnly, ioFailure.
    Result<ChangeSet> apply(std::span<const Change> changes, const Origin& origin);
    Result<ChangeSet> apply(const Edit& edit) { return apply(edit.changes, edit.origin); }

    /// Takes the last change back, or makes the last undone one again; as a new change with a new clock, which leaves
    /// registers that were written since. Errors: nothingToUndo, nothingToRedo, and those of apply.
    Result<ChangeSet> undo();
    Result<ChangeSet> redo();

    /// Makes a backup now, whatever there is already; it also happens by itself before an import and before a
    /// migration. Never an Error: a backup that could not be made is told and changes nothing else.
    BackupOutcome backUp(BackupReason reason = BackupReason::request);
    /// Makes the backup of the day (of the clock, in UTC) unless there is one; rewrites compact histories that differ
    /// from the logs on the same occasion.
    BackupOutcome backUpIfDue();
    /// What became of the last backup that was made or due since opening.
    [[nodiscard]] const BackupOutcome& lastBackup() const;

    /// Reads of the owner's own connection; they see every committed change.
    [[nodiscard]] const Reader& reader() const;

    /// Calls `listener` with each change set after its COMMIT, in order, once, on the owner's thread. It must not call
    /// back into the store. The subscription ends with the returned handle.
    using Listener = std::function<void(const ChangeSet&)>;
    [[nodiscard]] std::shared_ptr<void> subscribe(Listener listener);

private:
    struct Impl;
    explicit Store(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace cairn::core
