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
#include "core/store/replication.h"

namespace cairn::core {

/// Whether opening makes the backup of the day where it is due, or the caller does it later with `backUpIfDue`.
enum class DailyBackup : std::uint8_t { onOpening, byCaller };

/// Whether opening reads all of the file for damage, or the caller does it later with `checkWhole`; a file that is to
/// be migrated is always read first.
enum class WholeCheck : std::uint8_t { onOpening, byCaller };

/// What a store needs from outside; everything must outlive it.
struct StoreEnvironment {
    const Clock& clock;
    Random& random;
    std::optional<Date> today = std::nullopt; ///< the day that commands are about, instead of the clock's
    DailyBackup dailyBackup = DailyBackup::onOpening;
    WholeCheck wholeCheck = WholeCheck::onOpening;
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

    /// Lets sync read and write the store in one transaction: all of what `work` does or, where it fails, nothing. It
    /// is no step of undo, what can be made again stays so, nothing follows from it by itself, and nothing of it waits
    /// to be sent. The change set holds the rows that were written. Errors: those of `work`, storeDamaged, diskFull,
    /// storeReadOnly, ioFailure.
    Result<ChangeSet> replicate(const std::function<Result<void>(Replication&)>& work);

    /// Asks that these rows be buried: those of them that lie in the trash and have an identifier of their own. The
    /// request waits like any other change, and the contents stay in the trash until the server answers with a grave;
    /// where a file belongs to no account, until it does. Restoring a row takes its request back. No row changes, so
    /// the change set is empty. Errors: those of apply.
    Result<ChangeSet> emptyTrash(std::span<const RecordRef> rows);

    /// Makes a backup of this store the truth: what differs is written as one change, which undo takes back. Rows that
    /// are not in the backup, or in its trash, are removed; graves stay. The backup is not changed. Errors:
    /// storeDamaged and newerFile (of the backup), and those of apply.
    Result<ChangeSet> restoreAsTruth(const std::filesystem::path& backup);

    /// Makes a backup now, whatever there is already; it also happens by itself before an import and before a
    /// migration. Never an Error: a backup that could not be made is told and changes nothing else.
    BackupOutcome backUp(BackupReason reason = BackupReason::request);
    /// Makes the backup of the day (of the clock, in UTC) unless there is one; rewrites compact histories that differ
    /// from the logs on the same occasion.
    BackupOutcome backUpIfDue();
    /// What became of the last backup that was made or due since opening.
    [[nodiscard]] const BackupOutcome& lastBackup() const;

    /// Whether the file that was opened still stands in its place; where it does not, nothing is written any more.
    [[nodiscard]] bool isInPlace() const;

    /// Reads all of the file, once, and says whether its structure is whole. After an error close the store; recovery.h
    /// says what then. Errors: storeDamaged, ioFailure.
    [[nodiscard]] Result<void> checkWhole() const;

    /// The day that acts are about: the environment's, else that of the clock by the profile. A day that has begun is
    /// kept in the file, as far as that can be written, and does not end again because the clock falls back, also after
    /// a restart. Errors: those of Reader::today.
    Result<Date> today();

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
