#include "ui/services/store_owner.h"

#include <algorithm>
#include <utility>

namespace cairn::ui {

StoreOwner::StoreOwner(const StoreSetting& setting) : m_setting(setting), m_random(setting.seed) {}

StoreOwner::~StoreOwner() = default;

core::Result<void> StoreOwner::open(const std::filesystem::path& file) {
    close();
    auto store = core::Store::open(
        file, {m_setting.clock, m_random, m_setting.today, core::DailyBackup::byCaller, core::WholeCheck::byCaller});
    if (!store) return openForReading(file, store.error());
    m_store = std::move(*store);
    m_subscription = m_store->subscribe([this](const core::ChangeSet& changes) { collect(changes); });
    show();
    return {};
}

core::Result<void> StoreOwner::openForReading(const std::filesystem::path& file, const core::Error& refusal) {
    using core::ErrorCode;
    const bool isUnwritable = refusal.code == ErrorCode::diskFull || refusal.code == ErrorCode::storeReadOnly ||
                              refusal.code == ErrorCode::ioFailure;
    m_refusal = refusal;
    if (!isUnwritable) return tl::unexpected(refusal);
    auto reader = core::Reader::open(file);
    if (!reader) return tl::unexpected(refusal);
    m_reader = std::move(*reader);
    show();
    return {};
}

/// Begins with the rows of a file that was just opened.
void StoreOwner::show() {
    if (const auto number = reader().changeNumber()) m_number = *number;
    m_backupDay.clear();
    m_today = todayNow();
    m_shelf = {};
    reload();
}

void StoreOwner::close() {
    m_subscription.reset();
    m_store.reset();
    m_reader.reset();
}

core::Result<void> StoreOwner::checkWhole() {
    if (!m_store) return {};
    auto whole = m_store->checkWhole();
    if (whole || whole.error().code != core::ErrorCode::storeDamaged) return {};
    m_refusal = whole.error();
    close();
    return whole;
}

core::Date StoreOwner::todayNow() {
    if (m_store) return m_store->today().value_or(m_today);
    return m_setting.today ? *m_setting.today : m_reader->today(now()).value_or(m_today);
}

core::ActionContext StoreOwner::context() {
    return {reader(), m_random, m_setting.clock.now(), m_today};
}

core::Result<core::ChangeSet> StoreOwner::apply(const core::Edit& edit) {
    if (!m_store) return tl::unexpected(m_refusal);
    auto result = m_store->apply(edit);
    takeCollected();
    return result;
}

core::Result<core::ChangeSet> StoreOwner::undo() {
    if (!m_store) return tl::unexpected(m_refusal);
    auto result = m_store->undo();
    takeCollected();
    return result;
}

core::Result<core::ChangeSet> StoreOwner::redo() {
    if (!m_store) return tl::unexpected(m_refusal);
    auto result = m_store->redo();
    takeCollected();
    return result;
}

void StoreOwner::reload() {
    const auto done = m_shelf.reload(reader(), m_today, m_week.value_or(m_today));
    if (!done && !m_isStale && readFailed) readFailed(done.error());
    m_isStale = !done;
}

void StoreOwner::collect(const core::ChangeSet& changes) {
    m_collected.push_back(changes);
    QMetaObject::invokeMethod(
        this, [this] { takeCollected(); }, Qt::QueuedConnection);
}

void StoreOwner::takeCollected() {
    if (m_collected.empty()) return;
    const std::vector<core::ChangeSet> collected = std::exchange(m_collected, {});
    m_number = collected.back().number;
    const core::Date before = std::exchange(m_today, todayNow());
    const auto isTaken = [this](const core::ChangeSet& changes) {
        return m_shelf.take(changes, m_store->reader()).has_value();
    };
    if (m_today != before || m_isStale || !std::ranges::all_of(collected, isTaken)) reload();
    if (changed) changed(snapshot());
}

bool StoreOwner::checkDay() {
    if (!isReadable()) return false;
    const core::Date now = todayNow();
    if (now == m_today && !m_isStale) return false;
    if (now != m_today) m_week.reset();
    m_today = now;
    reload();
    return !m_isStale;
}

core::BackupOutcome StoreOwner::backUpOnNewDay() {
    if (!m_store) return {};
    std::string day = core::formatInstant(now()).substr(0, core::formatDate({}).size());
    if (day == m_backupDay) return {};
    m_backupDay = std::move(day);
    return m_store->backUpIfDue();
}

void StoreOwner::showWeek(std::optional<core::Date> last) {
    if (!isReadable()) return;
    m_week = last;
    if (m_week && *m_week >= m_today) m_week.reset();
    reload();
}

SnapshotPtr StoreOwner::snapshot() {
    auto made = std::make_shared<Snapshot>();
    made->number = m_number;
    m_shelf.fill(*made);
    if (m_store)
        if (auto undo = reader().undoState()) made->undo = std::move(*undo);
    return made;
}

} // namespace cairn::ui
