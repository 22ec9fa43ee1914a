#include "ui/models/today_model.h"

#include <algorithm>

#include "ui/models/words.h"

namespace cairn::ui {
namespace {

bool isShown(const HabitRow& row) {
    return row.status == HabitStatus::active || row.status == HabitStatus::paused;
}

} // namespace

std::vector<TodayModel::Entry> TodayModel::entriesOf(const Snapshot& snapshot) {
    std::vector<Entry> entries;
    const auto add = [&](auto belongs) {
        for (const HabitRow& row : snapshot.habits)
            if (isShown(row) && belongs(row)) entries.push_back({true, {}, row});
    };
    const auto isKnown = [&](const HabitRow& row) {
        return row.section &&
               std::ranges::find(snapshot.sections, *row.section, &SectionRow::id) != snapshot.sections.end();
    };
    add([&](const HabitRow& row) { return !isKnown(row); });
    for (const SectionRow& section : snapshot.sections) {
        entries.push_back({false, section.name, {}});
        add([&](const HabitRow& row) { return row.section == section.id; });
        if (!entries.back().isHabit) entries.pop_back();
    }
    return entries;
}

void TodayModel::show(const SnapshotPtr& snapshot) {
    const bool sameWeek = snapshot->weekLast == m_weekLast && snapshot->today == m_today;
    m_today = snapshot->today;
    m_weekLast = snapshot->weekLast;
    if (!sameWeek) emit headerDataChanged(Qt::Horizontal, 0, columns - 1);
    replace(entriesOf(*snapshot));
}

void TodayModel::replace(std::vector<Entry> entries) {
    const bool sameLines = std::ranges::equal(entries, m_entries, &Entry::isSameLine);
    if (!sameLines) {
        beginResetModel();
        m_entries = std::move(entries);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i] == m_entries[i]) continue;
        m_entries[i] = std::move(entries[i]);
        const int row = static_cast<int>(i);
        emit dataChanged(index(row, 0), index(row, columns - 1));
    }
}

int TodayModel::rowOf(const core::Uuid& id) const {
    const auto it = std::ranges::find_if(m_entries, [&](const Entry& e) { return e.isHabit && e.habit.id == id; });
    return it == m_entries.end() ? -1 : static_cast<int>(it - m_entries.begin());
}

int TodayModel::doneCount() const {
    return static_cast<int>(
        std::ranges::count_if(m_entries, [](const Entry& e) { return e.isHabit && e.habit.isDoneToday; }));
}

int TodayModel::expectedCount() const {
    return static_cast<int>(std::ranges::count_if(
        m_entries, [](const Entry& e) { return e.isHabit && (e.habit.isDoneToday || e.habit.isDueToday); }));
}

int TodayModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int TodayModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QString TodayModel::accessibleText(const QModelIndex& index) const {
    if (isHeading(index.row())) return index.column() == nameColumn ? heading(index.row()) : QString();
    const HabitRow& row = habit(index.row());
    if (isDay(index.column())) return cellText(row, row.days[static_cast<std::size_t>(index.column() - firstDay)]);
    if (index.column() == streakColumn)
        return tr("%1: streak %2 %3").arg(row.name).arg(row.streak).arg(streakUnitText(row.streak, row.streakUnit));
    QStringList parts{row.name, row.subline};
    if (row.isAtRisk) parts << tr("at risk");
    if (row.status == HabitStatus::paused) parts << statusText(row.status);
    parts.removeAll(QString());
    return parts.join(u", ");
}

QVariant TodayModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() != nameColumn) return {};
        return isHeading(index.row()) ? heading(index.row()) : habit(index.row()).name;
    case Qt::EditRole: {
        if (isHeading(index.row()) || !isDay(index.column())) return {};
        const auto& amount = habit(index.row()).days[static_cast<std::size_t>(index.column() - firstDay)].amount;
        return amount ? amountText(*amount) : QString();
    }
    case Qt::ToolTipRole:
        if (!isHeading(index.row()) && isDay(index.column())) return accessibleText(index);
        return {};
    case Qt::AccessibleTextRole: return accessibleText(index);
    default: return {};
    }
}

QVariant TodayModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) return {};
    if (isDay(section)) {
        const core::Date day = dayOf(section);
        if (role == Qt::AccessibleTextRole) return longDay(day);
        return QString(shortWeekday(day) + u'\n' + QString::number(core::civil(day).day));
    }
    if (role == Qt::AccessibleTextRole) return section == nameColumn ? tr("Habit") : tr("Streak");
    return QString();
}

Qt::ItemFlags TodayModel::flags(const QModelIndex& index) const {
    if (!index.isValid() || isHeading(index.row())) return Qt::ItemNeverHasChildren;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (isDay(index.column()) && habit(index.row()).measure == core::Measure::measured) flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace cairn::ui
