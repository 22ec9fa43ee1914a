#include "ui/models/suggestion_text.h"

#include <QCoreApplication>
#include <cmath>

#include "ui/models/words.h"

namespace cairn::ui {
namespace {

struct Suggestions {
    Q_DECLARE_TR_FUNCTIONS(Suggestions)
};

int rounded(double share) {
    return static_cast<int>(std::lround(share * 100));
}

struct Headline {
    const QString& name;
    QString operator()(const core::BrokenRun& r) const {
        const QString unit = streakUnitText(r.run.length, r.run.unit);
        return Suggestions::tr("%1: a run of %2 %3 ended on %4.")
            .arg(name)
            .arg(r.run.length)
            .arg(unit, dayAndMonth(r.brokenOn));
    }
    QString operator()(const core::FailingOften& r) const {
        return Suggestions::tr("%1 was missed %2 % of the time.").arg(name).arg(rounded(r.failureRate));
    }
    QString operator()(const core::LowConsistency& r) const {
        return Suggestions::tr("%1 is kept %2 % of the time.")
            .arg(name)
            .arg(static_cast<int>(std::lround(r.consistency)));
    }
    QString operator()(const core::WeakWeekday& r) const {
        return Suggestions::tr("%1 rarely works on %2.").arg(name, weekdayName(r.weekday));
    }
    QString operator()(const core::StrongHabit& r) const {
        return Suggestions::tr("%1 stands firm after %n done day(s).", nullptr, r.doneDays).arg(name);
    }
};

struct Reason {
    QString operator()(const core::BrokenRun&) const {
        return Suggestions::tr("Starting again small is easier than starting again whole.");
    }
    QString operator()(const core::FailingOften& r) const {
        return Suggestions::tr("It was due on %1 of the last 30 days, and done on %2 of the last 28.")
            .arg(r.dueDays)
            .arg(r.doneIn28Days);
    }
    QString operator()(const core::LowConsistency&) const {
        return Suggestions::tr("That is under 30 % of what was expected in the last 30 days.");
    }
    QString operator()(const core::WeakWeekday& r) const {
        return Suggestions::tr("%1 % there over %2 due days, %3 % on the others, in the last 12 weeks.")
            .arg(rounded(r.rate))
            .arg(r.dueDays)
            .arg(rounded(r.others));
    }
    QString operator()(const core::StrongHabit& r) const {
        return Suggestions::tr("You keep it %1 % of the time; there is room for a little more.")
            .arg(static_cast<int>(std::lround(r.consistency)));
    }
};

struct Proposal {
    const SuggestionRow& row;
    QString operator()(core::UseMinimalDose) const {
        if (row.minimalDose.isEmpty()) return Suggestions::tr("Try a two-minute version of it.");
        return Suggestions::tr("Try the smaller version: %1.").arg(row.minimalDose);
    }
    QString operator()(const core::ChangeSchedule& to) const {
        return Suggestions::tr("Try %1.").arg(scheduleText(to.schedule));
    }
    QString operator()(core::ChangeTarget to) const {
        return Suggestions::tr("Try %1.").arg(amountWithUnit(to.target, row.unit));
    }
    QString operator()(core::ChangeDifficulty) const { return Suggestions::tr("Make it easier for a while."); }
};

struct Button {
    const SuggestionRow& row;
    QString operator()(core::UseMinimalDose) const { return Suggestions::tr("Use smaller version"); }
    QString operator()(const core::ChangeSchedule&) const { return Suggestions::tr("Change schedule"); }
    QString operator()(core::ChangeTarget to) const {
        return Suggestions::tr("Set %1").arg(amountWithUnit(to.target, row.unit));
    }
    QString operator()(core::ChangeDifficulty) const { return Suggestions::tr("Make it easier"); }
};

} // namespace

SuggestionText suggestionText(const SuggestionRow& row) {
    const core::Suggestion& s = row.suggestion;
    return {std::visit(Headline{row.habitName}, s.reason),
            std::visit(Reason{}, s.reason) + u' ' + std::visit(Proposal{row}, s.action),
            std::visit(Button{row}, s.action)};
}

} // namespace cairn::ui
