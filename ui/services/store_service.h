#pragma once

#include <QObject>
#include <QPointer>
#include <QThread>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/actions/context.h"
#include "core/base/clock.h"
#include "core/domain/change.h"
#include "core/store/backup.h"
#include "ui/models/snapshot.h"

class QTimer;

namespace cairn::ui {

class StoreOwner;

/// What the service needs from outside; the clock must outlive it.
struct StoreSetting {
    const core::Clock& clock;
    std::uint64_t seed = 0;                         ///< of the one source of randomness
    std::optional<core::Date> today = std::nullopt; ///< instead of the clock's day
};

/// The window's way to the store. The store lives on a thread of its own; work goes out as functions, values come back
/// as calls on the GUI thread, bound to a context object: when that is gone the answer is dropped. Only its end waits.
/// Used from the GUI thread only.
class StoreService : public QObject {
    Q_OBJECT
public:
    using Make = std::function<core::Result<core::Edit>(const core::ActionContext&)>;
    using Done = std::function<void(const core::Result<core::ChangeSet>&)>;

    explicit StoreService(const StoreSetting& setting, QObject* parent = nullptr);
    /// Waits until all that was asked for is done.
    ~StoreService() override;

    /// Opens or makes the file; ends with a snapshot in `opened`, or in `openedForReading` where it can't be written;
    /// or in `openFailed`, which also follows later where the file turns out to be damaged.
    void open(const std::filesystem::path& file);
    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }

    /// Makes an edit and applies it as one step of undo. `done` is told the outcome; a failure without `done` is
    /// announced by `refused`. What changed comes as a snapshot, before `done`.
    void act(Make make);
    void act(Make make, QObject* context, Done done);
    void undo();
    void redo();

    /// Runs a question on the owner's thread and brings the answer back.
    template<class T>
    void ask(std::function<core::Result<T>(const core::ActionContext&)> question, QObject* context,
             std::function<void(core::Result<T>)> answer) {
        post([this, question = std::move(question), guard = QPointer<QObject>(context),
              answer = std::move(answer)](StoreOwner& owner) {
            bring([guard, answer, result = withContext<T>(owner, question)]() mutable {
                if (guard) answer(std::move(result));
            });
        });
    }

    /// The rows of snapshots show the seven days that end on `last`; without it those that end today.
    void showWeek(std::optional<core::Date> last);

    /// Makes a backup now; ends in `backedUp`.
    void backUp();
    /// Looks for backups of the file that could not be opened that are whole; ends in `backupsFound`, newest first.
    void findBackups();
    /// Puts a backup in the place of the file, or without one an empty store; what was there stays beside it. Then
    /// opens; ends as `open` does.
    void recover(const std::optional<std::filesystem::path>& backup);

    /// Copies a file that can only be read to another place, and opens it there; ends as `open` does, or in
    /// `notMoved`.
    void goOnElsewhere(const std::filesystem::path& place);

    /// The latest snapshot; null before the store is open.
    [[nodiscard]] const SnapshotPtr& snapshot() const { return m_snapshot; }

    /// Runs work on the owner's thread; for the local socket's handler, which needs the store itself.
    void post(std::function<void(StoreOwner&)> work);
    /// Runs a call on the GUI thread, from any thread.
    void bring(std::function<void()> call);

signals:
    void opened();
    /// The file can be read only, because of this.
    void openedForReading(const cairn::core::Error& reason);
    void notMoved(const cairn::core::Error& error);
    /// A change was not saved, because another file stands in the place of the open one, or none.
    void fileReplaced();
    void openFailed(const cairn::core::Error& error);
    void snapshotChanged(const cairn::ui::SnapshotPtr& snapshot);
    /// An act of a person was written; undo takes it back. Not for acts that changed nothing.
    void acted(const cairn::core::ActionName& name);
    void undone(const cairn::core::ActionName& name, std::size_t kept);
    void redone(const cairn::core::ActionName& name, std::size_t kept);
    void refused(const cairn::core::Error& error);
    void backedUp(const cairn::core::BackupOutcome& outcome);
    /// The backup of the day, or the one before an import, could not be made: noSpace or failed.
    void backupMissed(const cairn::core::BackupOutcome& outcome);
    /// The store could not be read; the latest snapshot shows what was read before.
    void readFailed(const cairn::core::Error& error);
    void backupsFound(const std::vector<cairn::core::Backup>& backups);

private:
    template<class T>
    static core::Result<T> withContext(StoreOwner& owner,
                                       const std::function<core::Result<T>(const core::ActionContext&)>& question) {
        core::Result<T> result = core::failure(core::ErrorCode::notFound, "no store is open");
        callWithContext(owner, [&](const core::ActionContext& context) { result = question(context); });
        return result;
    }
    static void callWithContext(StoreOwner& owner, const std::function<void(const core::ActionContext&)>& call);
    void take(const SnapshotPtr& snapshot);
    void takeOpened(const SnapshotPtr& snapshot, const std::optional<core::Error>& refusal);
    void tellMissing(const core::BackupOutcome& outcome);
    void tellReplaced(StoreOwner& owner, const core::Result<core::ChangeSet>& result);
    void stepBack(bool redoing);

    std::filesystem::path m_file;
    QThread m_thread;
    StoreOwner* m_owner = nullptr; ///< lives on m_thread, deleted there
    bool m_isReadOnly = false;
    QTimer* m_dayTimer = nullptr;
    SnapshotPtr m_snapshot;
};

} // namespace cairn::ui
