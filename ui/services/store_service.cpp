#include "ui/services/store_service.h"

#include <QMetaObject>
#include <QTimer>
#include <utility>

#include "core/store/recovery.h"
#include "ui/services/store_owner.h"

namespace cairn::ui {
namespace {

constexpr int dayCheckMilliseconds = 20'000;

/// Copies a store that nobody writes, with its log, to a place where nothing is.
core::Result<void> copyStore(const std::filesystem::path& file, const std::filesystem::path& place) {
    std::error_code error;
    if (exists(place, error)) return core::failure(core::ErrorCode::conflict, "there is a file of that name");
    for (const char* ending : {"-wal", ""}) { // the file last, so that it is never there without its log
        std::filesystem::path from = file;
        std::filesystem::path to = place;
        from += ending;
        to += ending;
        if (!exists(from, error)) continue;
        if (!copy_file(from, to, error) || error) {
            std::error_code ignored;
            remove(to, ignored);
            return core::failure(error == std::errc::no_space_on_device ? core::ErrorCode::diskFull
                                                                        : core::ErrorCode::storeReadOnly,
                                 error.message());
        }
        permissions(to, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
    }
    return {};
}

} // namespace

StoreService::StoreService(const StoreSetting& setting, QObject* parent)
    : QObject(parent), m_owner(new StoreOwner(setting)), m_dayTimer(new QTimer(this)) {
    m_thread.setObjectName(QStringLiteral("store"));
    m_owner->moveToThread(&m_thread);
    m_owner->changed = [this](const SnapshotPtr& snapshot) { bring([this, snapshot] { take(snapshot); }); };
    m_owner->readFailed = [this](const core::Error& error) { bring([this, error] { emit readFailed(error); }); };
    connect(&m_thread, &QThread::finished, m_owner, &QObject::deleteLater);
    connect(m_dayTimer, &QTimer::timeout, this, [this] {
        if (m_isReadOnly) return open(m_file); // it may be possible by now
        post([this](StoreOwner& owner) {
            if (owner.checkDay()) bring([this, snapshot = owner.snapshot()] { take(snapshot); });
            tellMissing(owner.backUpOnNewDay());
        });
    });
    m_thread.start();
}

StoreService::~StoreService() {
    post([this](StoreOwner&) { m_thread.quit(); }); // behind all that waits, so that nothing asked for is lost
    m_thread.wait();
}

void StoreService::post(std::function<void(StoreOwner&)> work) {
    QMetaObject::invokeMethod(
        m_owner, [owner = m_owner, work = std::move(work)] { work(*owner); }, Qt::QueuedConnection);
}

void StoreService::bring(std::function<void()> call) {
    QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
}

void StoreService::take(const SnapshotPtr& snapshot) {
    m_snapshot = snapshot;
    emit snapshotChanged(snapshot);
}

void StoreService::tellMissing(const core::BackupOutcome& outcome) {
    using Kind = core::BackupOutcome::Kind;
    if (outcome.kind != Kind::noSpace && outcome.kind != Kind::failed) return;
    bring([this, outcome] { emit backupMissed(outcome); });
}

void StoreService::tellReplaced(StoreOwner& owner, const core::Result<core::ChangeSet>& result) {
    if (result || !owner.isOpen() || owner.store().isInPlace()) return;
    bring([this] { emit fileReplaced(); });
}

void StoreService::callWithContext(StoreOwner& owner, const std::function<void(const core::ActionContext&)>& call) {
    if (owner.isReadable()) call(owner.context());
}

void StoreService::open(const std::filesystem::path& file) {
    m_file = file;
    post([this, file](StoreOwner& owner) {
        const auto opened = owner.open(file);
        if (!opened) return bring([this, error = opened.error()] { emit openFailed(error); });
        bring([this, snapshot = owner.snapshot(),
               refusal = owner.isOpen() ? std::nullopt : std::optional(owner.refusal())] {
            takeOpened(snapshot, refusal);
        });
    });
    post([this](StoreOwner& owner) { // after the rows, which do not wait for it
        if (const auto whole = owner.checkWhole(); !whole)
            return bring([this, error = whole.error()] { emit openFailed(error); });
        tellMissing(owner.backUpOnNewDay());
    });
}

void StoreService::takeOpened(const SnapshotPtr& snapshot, const std::optional<core::Error>& refusal) {
    const bool isTold = refusal && std::exchange(m_isReadOnly, refusal.has_value());
    m_isReadOnly = refusal.has_value();
    take(snapshot);
    m_dayTimer->start(dayCheckMilliseconds);
    if (!refusal)
        emit opened();
    else if (!isTold)
        emit openedForReading(*refusal);
}

void StoreService::goOnElsewhere(const std::filesystem::path& place) {
    post([this, file = m_file, place](StoreOwner&) {
        const auto copied = copyStore(file, place);
        if (!copied) return bring([this, error = copied.error()] { emit notMoved(error); });
        bring([this, place] { open(place); });
    });
}

void StoreService::backUp() {
    post([this](StoreOwner& owner) {
        if (!owner.isOpen()) return bring([this, error = owner.refusal()] { emit refused(error); });
        bring([this, outcome = owner.store().backUp()] { emit backedUp(outcome); });
    });
}

void StoreService::findBackups() {
    post([this, file = m_file](StoreOwner&) {
        bring([this, found = core::goodBackups(file)] { emit backupsFound(found); });
    });
}

void StoreService::recover(const std::optional<std::filesystem::path>& backup) {
    post([this, file = m_file, backup](StoreOwner& owner) {
        const auto done = backup ? core::restoreBackup(file, *backup, owner.now()) : core::moveAside(file, owner.now());
        if (!done) return bring([this, error = done.error()] { emit openFailed(error); });
        bring([this, file] { open(file); });
    });
}

void StoreService::act(Make make) {
    act(std::move(make), this, [this](const core::Result<core::ChangeSet>& result) {
        if (!result) emit refused(result.error());
    });
}

void StoreService::act(Make make, QObject* context, Done done) {
    post([this, make = std::move(make), guard = QPointer<QObject>(context), done = std::move(done)](StoreOwner& owner) {
        core::ActionName name;
        core::Result<core::ChangeSet> result = tl::unexpected(owner.refusal());
        bool isImported = false;
        callWithContext(owner, [&](const core::ActionContext& at) {
            auto edit = make(at);
            if (!edit) {
                result = tl::unexpected(edit.error());
                return;
            }
            name = edit->origin.name;
            edit->origin.today = at.today;
            result = owner.apply(*edit);
            isImported = result && edit->origin.kind == core::OriginKind::import;
        });
        bring([this, guard, done, result, name] {
            if (result && !result->rows.empty()) emit acted(name);
            if (guard) done(result);
        });
        tellReplaced(owner, result);
        if (isImported) tellMissing(owner.store().lastBackup());
    });
}

void StoreService::stepBack(bool redoing) {
    post([this, redoing](StoreOwner& owner) {
        if (!owner.isOpen()) return bring([this, error = owner.refusal()] { emit refused(error); });
        const auto state = owner.store().reader().undoState();
        const auto name = !state ? std::nullopt : redoing ? state->redo : state->undo;
        const auto result = redoing ? owner.redo() : owner.undo();
        bring([this, redoing, name, result] {
            if (!result) return emit refused(result.error());
            if (redoing)
                emit redone(name.value_or(core::ActionName{}), result->kept);
            else
                emit undone(name.value_or(core::ActionName{}), result->kept);
        });
        tellReplaced(owner, result);
    });
}

void StoreService::undo() {
    stepBack(false);
}

void StoreService::redo() {
    stepBack(true);
}

void StoreService::showWeek(std::optional<core::Date> last) {
    post([this, last](StoreOwner& owner) {
        owner.showWeek(last);
        if (owner.isReadable()) bring([this, snapshot = owner.snapshot()] { take(snapshot); });
    });
}

} // namespace cairn::ui
