#include "ui/models/habit_list_model.h"

#include <QMimeData>
#include <algorithm>

#include "ui/models/row_builder.h"
#include "ui/models/words.h"

namespace cairn::ui {
namespace {

const QString rowMime = QStringLiteral("application/x-cairn-habit");

} // namespace

bool HabitListModel::isShown(const HabitRow& row) const {
    const bool isArchived = row.status == HabitStatus::archived;
    if (m_filter == HabitFilter::archived && !isArchived) return false;
    if (m_filter == HabitFilter::current && isArchived) return false;
    return matches(row, m_search);
}

std::vector<HabitListModel::Line> HabitListModel::linesOf(const Snapshot& snapshot) const {
    std::vector<Line> lines;
    const auto isKnown = [&](const HabitRow& row) {
        return row.section &&
               std::ranges::find(snapshot.sections, *row.section, &SectionRow::id) != snapshot.sections.end();
    };
    const auto add = [&](auto belongs, const std::optional<core::Uuid>& section) {
        for (const HabitRow& row : snapshot.habits)
            if (isShown(row) && belongs(row)) lines.push_back({&row, {}, section});
    };
    add([&](const HabitRow& row) { return !isKnown(row); }, std::nullopt);
    for (const SectionRow& section : snapshot.sections) {
        lines.push_back({nullptr, section.name, section.id});
        add([&](const HabitRow& row) { return row.section == section.id; }, section.id);
        if (lines.back().habit == nullptr) lines.pop_back();
    }
    return lines;
}

void HabitListModel::show(const SnapshotPtr& snapshot) {
    const SnapshotPtr before = std::exchange(m_snapshot, snapshot);
    std::vector<Line> lines = linesOf(*snapshot);
    const bool sameLines = std::ranges::equal(lines, m_lines, [](const Line& a, const Line& b) {
        if ((a.habit == nullptr) != (b.habit == nullptr)) return false;
        return a.habit == nullptr ? a.heading == b.heading : a.habit->id == b.habit->id;
    });
    if (!sameLines) {
        beginResetModel();
        m_lines = std::move(lines);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool differs = lines[i].habit != nullptr && *lines[i].habit != *m_lines[i].habit;
        m_lines[i] = lines[i];
        if (differs) emit dataChanged(index(static_cast<int>(i)), index(static_cast<int>(i)));
    }
}

void HabitListModel::rebuild() {
    if (!m_snapshot) return;
    beginResetModel();
    m_lines = linesOf(*m_snapshot);
    endResetModel();
}

void HabitListModel::setFilter(HabitFilter filter) {
    m_filter = filter;
    rebuild();
}

void HabitListModel::search(const QString& text) {
    m_search = text;
    rebuild();
}

int HabitListModel::rowOf(const core::Uuid& id) const {
    const auto it =
        std::ranges::find_if(m_lines, [&](const Line& l) { return l.habit != nullptr && l.habit->id == id; });
    return it == m_lines.end() ? -1 : static_cast<int>(it - m_lines.begin());
}

void HabitListModel::wishBefore(const core::Uuid& habit, int row) {
    const auto at = static_cast<std::size_t>(std::clamp(row, 0, rowCount()));
    std::optional<core::Uuid> after;
    std::optional<core::Uuid> section;
    if (at > 0) {
        const Line& above = m_lines[at - 1];
        section = above.section;
        if (above.habit != nullptr) after = above.habit->id;
    }
    if (after != habit) emit moveWished(habit, after, section);
}

void HabitListModel::wishStep(int row, int step) {
    if (row < 0 || row >= rowCount() || isHeading(row) || !m_search.isEmpty()) return;
    const int target = step < 0 ? row - 1 : row + 2;
    if (target < 0 || target > rowCount()) return;
    wishBefore(habit(row).id, target);
}

int HabitListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant HabitListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    if (isHeading(index.row())) {
        const bool isText = role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
        return isText ? QVariant(heading(index.row())) : QVariant();
    }
    const HabitRow& row = habit(index.row());
    if (role == Qt::DisplayRole) return row.name;
    if (role != Qt::AccessibleTextRole) return {};
    return tr("%1, %2, %3, streak %4 %5, strength %6")
        .arg(row.name, row.scheduleText, statusText(row.status))
        .arg(row.streak)
        .arg(streakUnitText(row.streak, row.streakUnit), percentText(row.strength));
}

Qt::ItemFlags HabitListModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::ItemIsDropEnabled;
    if (isHeading(index.row())) return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

QStringList HabitListModel::mimeTypes() const {
    return {rowMime};
}

QMimeData* HabitListModel::mimeData(const QModelIndexList& indexes) const {
    auto* data = new QMimeData;
    if (!indexes.isEmpty())
        data->setData(rowMime, QByteArray::fromStdString(core::formatUuid(habit(indexes.front().row()).id)));
    return data;
}

bool HabitListModel::dropMimeData(const QMimeData* data, Qt::DropAction, int row, int, const QModelIndex&) {
    const auto habit = core::parseUuid(data->data(rowMime).toStdString());
    if (!habit) return false;
    wishBefore(*habit, row < 0 ? rowCount() : row);
    return false;
}

} // namespace cairn::ui
