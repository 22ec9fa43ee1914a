#include "ui/services/store_service.h"

#include <QMetaObject>
#include <QTimer>

#include "core/store/recovery.h"
#include "ui/services/store_owner.h"

namespace cairn::ui {
namespace {

constexpr int dayCheckMilliseconds = 20'000;

} // namespace

StoreService::StoreService(const StoreSetting& setting, QObject* parent)
    : QObject(parent), m_owner(new StoreOwner(setting)), m_dayTimer(new QTimer(this)) {
    m_thread.setObjectName(QStringLiteral("store"));
    m_owner->moveToThread(&m_thread);
    m_owner->changed = [this](const SnapshotPtr& snapshot) { bring([this, snapshot] { take(snapshot); }); };
    m_owner->readFailed = [this](const core::Error& error) { bring([this, error] { emit readFailed(error); }); };
    connect(&m_thread, &QThread::finished, m_owner, &QObject::deleteLater);
    connect(m_dayTimer, &QTimer::timeout, this, [this] {
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

void StoreService::callWithContext(StoreOwner& owner, const std::function<void(const core::ActionContext&)>& call) {
    if (owner.isOpen()) call(owner.context());
}

void StoreService::open(const std::filesystem::path& file) {
    m_file = file;
    post([this, file](StoreOwner& owner) {
        const auto opened = owner.open(file);
        if (!opened) return bring([this, error = opened.error()] { emit openFailed(error); });
        bring([this, snapshot = owner.snapshot()] {
            take(snapshot);
            m_dayTimer->start(dayCheckMilliseconds);
            emit this->opened();
        });
        tellMissing(owner.backUpOnNewDay());
    });
}

void StoreService::backUp() {
    post([this](StoreOwner& owner) {
        if (!owner.isOpen()) return;
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
        core::Result<core::ChangeSet> result = core::failure(core::ErrorCode::notFound, "no store is open");
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
        if (isImported) tellMissing(owner.store().lastBackup());
    });
}

void StoreService::stepBack(bool redoing) {
    post([this, redoing](StoreOwner& owner) {
        if (!owner.isOpen()) return;
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
        if (owner.isOpen()) bring([this, snapshot = owner.snapshot()] { take(snapshot); });
    });
}

} // namespace cairn::ui
