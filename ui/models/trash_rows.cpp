#include "ui/models/trash_rows.h"

#include <QCoreApplication>
#include <algorithm>

#include "core/base/calendar_day.h"
#include "core/base/system_clock.h"
#include "core/domain/goal.h"
#include "ui/models/words.h"

namespace cairn::ui {
namespace {

struct TrashWords {
    Q_DECLARE_TR_FUNCTIONS(TrashWords)
};

/// A row and when it came here, to the millisecond.
struct Found {
    TrashRow row;
    core::Instant removed;
};

/// Collects the rows of each kind; the first error stays.
class Trash {
public:
    explicit Trash(const core::ActionContext& at) : m_at(at) {}

    template<class R, class Describe>
    void add(const char* icon, Describe describe) {
        const auto records = m_at.reader.all<R>(core::Rows::inTrash);
        if (!records) {
            m_error = records.error();
            return;
        }
        for (const R& record : *records) {
            Found found{{core::refOf(record), QLatin1String(icon), {}, {}, {}, {}}, *record.removed};
            describe(record, found.row);
            m_rows.push_back(std::move(found));
        }
    }

    core::Result<std::vector<TrashRow>> take() {
        if (m_error) return tl::unexpected(*m_error);
        const auto profile = m_at.reader.profile();
        if (!profile) return tl::unexpected(profile.error());
        const std::string zone = profile->zone.empty() ? core::systemZoneName() : profile->zone;
        std::ranges::stable_sort(m_rows, std::ranges::greater{}, &Found::removed);
        std::vector<TrashRow> rows;
        for (Found& found : m_rows) {
            found.row.removedOn = core::calendarDay(found.removed, zone, profile->dayBegin).value_or(m_at.today);
            rows.push_back(std::move(found.row));
        }
        return rows;
    }

private:
    const core::ActionContext& m_at;
    std::vector<Found> m_rows;
    std::optional<core::Error> m_error;
};

QString text(const std::string& value) {
    return QString::fromStdString(value);
}

template<class R>
int countOwned(const core::ActionContext& at, const core::Uuid& owner) {
    const auto owned = at.reader.ownedBy<R>(owner);
    return owned ? static_cast<int>(owned->size()) : 0;
}

void describeHabit(const core::ActionContext& at, const core::Habit& habit, TrashRow& row) {
    row.name = text(habit.name);
    row.kind = TrashWords::tr("habit");
    const auto logs = at.reader.logs(habit.id, {core::earliestDate, core::latestDate});
    if (logs && !logs->empty())
        row.with = TrashWords::tr("with %n recorded day(s)", nullptr, static_cast<int>(logs->size()));
}

void describeGoal(const core::ActionContext& at, const core::Goal& goal, TrashRow& row) {
    row.name = text(goal.name);
    row.kind = TrashWords::tr("goal");
    QStringList parts;
    if (const int count = countOwned<core::Milestone>(at, goal.id); count > 0)
        parts << TrashWords::tr("%n milestone(s)", nullptr, count);
    if (const int count = countOwned<core::GoalEntry>(at, goal.id); count > 0)
        parts << TrashWords::tr("%n amount(s)", nullptr, count);
    if (!parts.isEmpty()) row.with = TrashWords::tr("with %1").arg(parts.join(u", "));
}

/// Says which goal a part belongs to, and that it waits where the goal lies in the trash too.
void describePart(const core::ActionContext& at, const core::Uuid& goal, const QString& ofGoal, TrashRow& row) {
    const auto found = at.reader.find<core::Goal>(goal);
    if (!found || !*found) return;
    row.kind = ofGoal.arg(text((*found)->name));
    if ((*found)->removed) row.with = TrashWords::tr("its goal lies in the trash too");
}

} // namespace

core::Result<std::vector<TrashRow>> trashRows(const core::ActionContext& context) {
    Trash trash(context);
    trash.add<core::Habit>("habits",
                           [&](const core::Habit& habit, TrashRow& row) { describeHabit(context, habit, row); });
    trash.add<core::Goal>("goals", [&](const core::Goal& goal, TrashRow& row) { describeGoal(context, goal, row); });
    trash.add<core::Milestone>("flag", [&](const core::Milestone& milestone, TrashRow& row) {
        row.name = text(milestone.title);
        row.kind = TrashWords::tr("milestone");
        describePart(context, milestone.goal, TrashWords::tr("milestone of %1"), row);
    });
    trash.add<core::GoalEntry>("plus", [&](const core::GoalEntry& entry, TrashRow& row) {
        row.name = TrashWords::tr("%1 on %2", "amount, date").arg(amountText(entry.amount), fullDate(entry.date));
        row.kind = TrashWords::tr("entry");
        describePart(context, entry.goal, TrashWords::tr("entry of %1"), row);
    });
    trash.add<core::Section>("menu", [](const core::Section& section, TrashRow& row) {
        row.name = text(section.name);
        row.kind = TrashWords::tr("section");
    });
    trash.add<core::Tag>("tag", [](const core::Tag& tag, TrashRow& row) {
        row.name = text(tag.name);
        row.kind = TrashWords::tr("tag");
    });
    return trash.take();
}

} // namespace cairn::ui
