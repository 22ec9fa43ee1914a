#include "ui/services/store_owner.h"

#include <utility>

#include "core/base/system_clock.h"

namespace cairn::ui {

StoreOwner::StoreOwner(const StoreSetting& setting) : m_setting(setting), m_random(setting.seed) {}

StoreOwner::~StoreOwner() = default;

core::Result<void> StoreOwner::open(const std::filesystem::path& file) {
    m_subscription.reset();
    m_store.reset();
    auto store = core::Store::open(file, {m_setting.clock, m_random, m_setting.today, core::DailyBackup::byCaller});
    if (!store) return tl::unexpected(store.error());
    m_store = std::move(*store);
    m_subscription = m_store->subscribe([this](const core::ChangeSet& changes) { collect(changes); });
    if (const auto number = m_store->reader().changeNumber()) m_number = *number;
    m_dayKeeper.reset();
    m_today = todayNow();
    reload();
    return {};
}

core::Date StoreOwner::todayNow() {
    if (m_setting.today) return *m_setting.today;
    const auto profile = m_store->reader().profile();
    if (!profile) return m_today;
    if (!m_dayKeeper)
        m_dayKeeper.emplace(profile->zone.empty() ? core::systemZoneName() : profile->zone, profile->dayBegin);
    return m_dayKeeper->today(m_setting.clock.now()).value_or(m_today);
}

core::ActionContext StoreOwner::context() {
    return {m_store->reader(), m_random, m_setting.clock.now(), m_today};
}

core::Result<core::ChangeSet> StoreOwner::apply(const core::Edit& edit) {
    auto result = m_store->apply(edit);
    takeCollected();
    return result;
}

core::Result<core::ChangeSet> StoreOwner::undo() {
    auto result = m_store->undo();
    takeCollected();
    return result;
}

core::Result<core::ChangeSet> StoreOwner::redo() {
    auto result = m_store->redo();
    takeCollected();
    return result;
}

void StoreOwner::reload() {
    m_shelf.reload(m_store->reader(), m_today, m_week.value_or(m_today));
}

void StoreOwner::collect(const core::ChangeSet& changes) {
    m_collected.push_back(changes);
    QMetaObject::invokeMethod(
        this, [this] { takeCollected(); }, Qt::QueuedConnection);
}

void StoreOwner::takeCollected() {
    if (m_collected.empty()) return;
    const std::vector<core::ChangeSet> collected = std::exchange(m_collected, {});
    for (const core::ChangeSet& changes : collected)
        for (const core::RowChange& row : changes.rows)
            if (row.row.kind == core::Kind::setting) m_dayKeeper.reset();
    m_number = collected.back().number;
    const core::Date before = std::exchange(m_today, todayNow());
    if (m_today != before)
        reload();
    else
        for (const core::ChangeSet& changes : collected) m_shelf.take(changes, m_store->reader());
    if (changed) changed(snapshot());
}

bool StoreOwner::checkDay() {
    if (!m_store) return false;
    const core::Date now = todayNow();
    if (now == m_today) return false;
    m_today = now;
    m_week.reset();
    reload();
    return true;
}

void StoreOwner::showWeek(std::optional<core::Date> last) {
    if (!m_store) return;
    m_week = last;
    if (m_week && *m_week >= m_today) m_week.reset();
    reload();
}

SnapshotPtr StoreOwner::snapshot() {
    auto made = std::make_shared<Snapshot>();
    made->number = m_number;
    m_shelf.fill(*made);
    if (auto undo = m_store->reader().undoState()) made->undo = std::move(*undo);
    return made;
}

} // namespace cairn::ui
