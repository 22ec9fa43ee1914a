#include "ui/widgets/empty_days_card.h"

#include <QDateEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <algorithm>

#include "ui/models/words.h"
#include "ui/widgets/optional_date.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/theme/tokens.h"

namespace cairn::ui {

int lengthOfBreak(const std::vector<core::Date>& empty, core::Date today) {
    int length = 0;
    for (auto day = empty.rbegin(); day != empty.rend() && *day == today - 1 - length; ++day) ++length;
    return length;
}

EmptyDaysCard::EmptyDaysCard(QWidget* parent)
    : Card(tr("Mark the empty days"), parent), m_count(label({}, "muted", "emptyCount")),
      m_from(dateField(core::Date{}, tr("First day to mark"), "emptyFrom")),
      m_to(dateField(core::Date{}, tr("Last day to mark"), "emptyTo")) {
    setObjectName(QStringLiteral("emptyDaysCard"));
    m_count->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::half);
    row->addWidget(label(tr("From")));
    row->addWidget(m_from);
    row->addWidget(label(tr("to")));
    row->addWidget(m_to);
    row->addSpacing(space::half);
    const auto add = [&](const QString& text, const char* name, core::Mark mark) {
        auto* made = button(text, "", name);
        made->setAccessibleName(tr("Mark the empty days: %1").arg(text));
        connect(made, &QPushButton::clicked, this, [this, mark] { emit wished(span(), mark); });
        row->addWidget(made);
        m_marks.push_back(made);
    };
    add(tr("Done"), "emptyDone", core::Mark::done);
    add(tr("Skipped"), "emptySkipped", core::Mark::skipped);
    add(tr("Missed"), "emptyMissed", core::Mark::missed);
    row->addStretch();
    content()->addWidget(m_count);
    content()->addLayout(row);
    for (QDateEdit* field : {m_from, m_to}) connect(field, &QDateEdit::dateChanged, this, &EmptyDaysCard::count);
    count();
}

void EmptyDaysCard::show(const std::vector<core::Date>& empty, core::Date today) {
    m_empty = empty;
    for (QDateEdit* field : {m_from, m_to}) field->setMaximumDate(toQDate(today - 1));
    if (!m_hasSpan) propose(today);
    m_hasSpan = true;
    count();
}

void EmptyDaysCard::propose(core::Date today) {
    const core::Date last = m_empty.empty() ? today - 1 : m_empty.back();
    const int length = std::max(1, lengthOfBreak(m_empty, today));
    m_from->setDate(toQDate(last - (length - 1)));
    m_to->setDate(toQDate(last));
}

core::DateSpan EmptyDaysCard::span() const {
    return {fromQDate(m_from->date()), fromQDate(m_to->date())};
}

void EmptyDaysCard::count() {
    const core::DateSpan chosen = span();
    const auto within =
        std::ranges::count_if(m_empty, [&](core::Date day) { return day >= chosen.first && day <= chosen.last; });
    m_count->setText(within == 0 ? tr("No day of this span is empty.")
                                 : tr("%n day(s) of this span have no record. Days that have one stay as they are.",
                                      nullptr, static_cast<int>(within)));
    for (QPushButton* mark : m_marks) mark->setEnabled(within > 0);
}

void EmptyDaysCard::takeFocus() {
    m_from->setFocus(Qt::ShortcutFocusReason);
}

} // namespace cairn::ui
