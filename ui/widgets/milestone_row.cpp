#include "ui/widgets/milestone_row.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/models/words.h"
#include "ui/widgets/optional_date.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/theme/line_icon.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

constexpr int longestTitle = 400;
constexpr int textIndent = 26; ///< below the check box's text

} // namespace

MilestoneRow::MilestoneRow(const Theme& theme, const core::Milestone& milestone, core::Date today, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_milestone(milestone), m_today(today) {
    setObjectName(QStringLiteral("milestoneRow"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_line = buildLine();
    layout->addWidget(m_line);
}

QWidget* MilestoneRow::buildLine() {
    auto* line = new QWidget;
    auto* column = new QVBoxLayout(line);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::half);
    const QString title = QString::fromStdString(m_milestone.title);
    m_done = new QCheckBox(QString(title).replace(u'&', QStringLiteral("&&")));
    m_done->setObjectName(QStringLiteral("milestone"));
    m_done->setAccessibleName(title);
    m_done->setToolTip(title);
    m_done->setMinimumWidth(1);
    m_done->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_done->setChecked(m_milestone.completedAt.has_value());
    row->addWidget(m_done, 1);
    if (m_milestone.targetDate) row->addWidget(label(fullDate(*m_milestone.targetDate), "muted"));
    auto* change = iconButton(lineIcon(m_theme, QStringLiteral("edit"), &Tokens::muted), tr("Edit %1 (F2)").arg(title),
                              "editMilestone");
    row->addWidget(change);
    column->addLayout(row);
    if (!m_milestone.description.empty()) {
        auto* more = label(QString::fromStdString(m_milestone.description), "small");
        more->setWordWrap(true);
        more->setContentsMargins(textIndent, 0, 0, space::step);
        column->addWidget(more);
    }
    connect(m_done, &QCheckBox::clicked, this, &MilestoneRow::doneWished);
    connect(change, &QToolButton::clicked, this, &MilestoneRow::edit);
    return line;
}

QWidget* MilestoneRow::buildForm() {
    auto* form = new QWidget;
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, space::step, 0, space::half);
    column->setSpacing(space::half);
    m_title = new QLineEdit(QString::fromStdString(m_milestone.title));
    m_title->setObjectName(QStringLiteral("milestoneEditTitle"));
    m_title->setAccessibleName(tr("Title of the milestone"));
    m_title->setMaxLength(longestTitle);
    m_description = new QPlainTextEdit(QString::fromStdString(m_milestone.description));
    m_description->setObjectName(QStringLiteral("milestoneEditDescription"));
    m_description->setAccessibleName(tr("Description of the milestone"));
    m_description->setPlaceholderText(tr("What belongs to it"));
    m_description->setTabChangesFocus(true);
    m_description->setFixedHeight(54);
    m_date = new OptionalDate(tr("To be reached by"), "milestoneEditDate");
    m_date->setDate(m_milestone.targetDate, m_today);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::half);
    auto* keep = button(tr("Save"), "primary", "saveMilestone");
    auto* cancel = button(tr("Cancel"), "", "cancelMilestone");
    auto* remove = button(tr("Move to the trash"), "danger", "removeMilestone");
    row->addWidget(keep);
    row->addWidget(cancel);
    row->addStretch();
    row->addWidget(remove);
    column->addWidget(m_title);
    column->addWidget(m_description);
    column->addWidget(m_date);
    column->addLayout(row);
    connect(m_title, &QLineEdit::returnPressed, this, &MilestoneRow::save);
    connect(keep, &QPushButton::clicked, this, &MilestoneRow::save);
    connect(cancel, &QPushButton::clicked, this, &MilestoneRow::leave);
    connect(remove, &QPushButton::clicked, this, [this] {
        emit removeWished();
        leave();
    });
    return form;
}

void MilestoneRow::edit() {
    if (isEditing()) return;
    m_form = buildForm();
    m_line->hide();
    layout()->addWidget(m_form);
    m_form->show(); // now, so that the keyboard finds its fields
    m_title->setFocus(Qt::ShortcutFocusReason);
    m_title->selectAll();
    emit editBegun();
}

void MilestoneRow::takeFocus() {
    (isEditing() ? static_cast<QWidget*>(m_title) : m_done)->setFocus(Qt::ShortcutFocusReason);
}

void MilestoneRow::save() {
    core::Milestone after = m_milestone;
    after.title = m_title->text().trimmed().toStdString();
    if (after.title.empty()) {
        m_title->setFocus();
        return emit problemFound(tr("A milestone needs a title. Nothing was saved yet."));
    }
    after.description = m_description->toPlainText().trimmed().toStdString();
    after.targetDate = m_date->date();
    if (after != m_milestone) emit changed(after);
    leave();
}

void MilestoneRow::leave() {
    if (!isEditing()) return;
    m_line->show();
    m_done->setFocus(Qt::OtherFocusReason);
    m_form->deleteLater();
    m_form = nullptr;
    emit editEnded();
}

bool MilestoneRow::event(QEvent* event) {
    // Escape leaves the fields, not the page.
    if (event->type() == QEvent::ShortcutOverride && isEditing() &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void MilestoneRow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_F2) return edit();
    if (event->key() == Qt::Key_Escape && isEditing()) return leave();
    QWidget::keyPressEvent(event);
}

} // namespace cairn::ui
