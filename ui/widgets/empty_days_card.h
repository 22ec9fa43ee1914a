#pragma once

#include <vector>

#include "core/base/date.h"
#include "core/domain/habit.h"
#include "ui/widgets/card.h"

class QDateEdit;
class QLabel;
class QPushButton;

namespace cairn::ui {

/// Offers to mark the days of a span on which nothing was recorded. Says how many they are before it is pressed; writes
/// nothing itself. GUI thread.
class EmptyDaysCard : public Card {
    Q_OBJECT
public:
    explicit EmptyDaysCard(QWidget* parent = nullptr);

    /// The days before today without a record, ascending. The span begins as the empty days that end yesterday, without
    /// any as the latest empty day; a span that a person chose stays while the days are those of the same habit.
    void show(const std::vector<core::Date>& empty, core::Date today);
    /// The next `show` proposes a span anew.
    void forgetSpan() { m_hasSpan = false; }
    void takeFocus();

signals:
    void wished(core::DateSpan span, cairn::core::Mark mark);

private:
    [[nodiscard]] core::DateSpan span() const;
    void propose(core::Date today);
    void count();

    std::vector<core::Date> m_empty;
    bool m_hasSpan = false;
    QLabel* m_count = nullptr;
    QDateEdit* m_from = nullptr;
    QDateEdit* m_to = nullptr;
    std::vector<QPushButton*> m_marks;
};

/// How many of the days end with yesterday and follow on one another: the break that a habit has come to.
int lengthOfBreak(const std::vector<core::Date>& empty, core::Date today);

} // namespace cairn::ui
