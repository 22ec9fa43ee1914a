#include "ui/pages/today/first_run_view.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/models/habit_templates.h"
#include "ui/widgets/card.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/template_button.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

constexpr int templateColumns = 4;
constexpr int narrowestTemplate = 120;

} // namespace

FirstRunView::FirstRunView(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setObjectName(QStringLiteral("firstRun"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::card);
    layout->addWidget(buildOwn());
    layout->addWidget(buildTemplates());
    layout->addStretch();
}

QWidget* FirstRunView::buildOwn() {
    auto* card = new Card;
    auto* text = card->content();
    text->addWidget(label(tr("What would you like to do every day?"), "hero"));
    auto* help =
        label(tr("Name one small habit and mark it today. Everything stays on this computer; no account is needed."),
              "muted");
    help->setWordWrap(true);
    text->addWidget(help);
    text->addSpacing(space::step);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::gap);
    m_name = new QLineEdit;
    m_name->setObjectName(QStringLiteral("firstHabitName"));
    m_name->setAccessibleName(tr("Name of your first habit"));
    m_name->setPlaceholderText(tr("For example: read a page"));
    m_name->setMaxLength(100);
    auto* add = button(tr("Add habit"), "primary", "addFirstHabit");
    auto* more = button(tr("More choices…"), "", "moreChoices");
    auto* import = button(tr("Import from Loop…"), "", "importFirst");
    row->addWidget(m_name, 1);
    row->addWidget(add);
    row->addWidget(more);
    row->addWidget(import);
    text->addLayout(row);
    connect(m_name, &QLineEdit::returnPressed, this, &FirstRunView::addOwn);
    connect(add, &QPushButton::clicked, this, &FirstRunView::addOwn);
    connect(more, &QPushButton::clicked, this, &FirstRunView::editorWished);
    connect(import, &QPushButton::clicked, this, &FirstRunView::importWished);
    return card;
}

QWidget* FirstRunView::buildTemplates() {
    auto* card = new Card(tr("Or begin with one of these"));
    card->setRemark(tr("each comes with its loop and a two-minute version"));
    auto* grid = new QGridLayout;
    grid->setSpacing(space::half);
    int place = 0;
    for (const HabitTemplate& entry : habitTemplates()) {
        auto* pick = new TemplateButton(m_theme, QString::fromStdString(entry.draft.habit.icon), entry.name, entry.hint,
                                        QColor(QString::fromStdString(entry.draft.habit.color)));
        pick->setObjectName(QStringLiteral("template%1").arg(place));
        pick->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        pick->setMinimumWidth(narrowestTemplate);
        connect(pick, &QAbstractButton::clicked, this, [this, draft = entry.draft] { emit habitWished(draft); });
        grid->addWidget(pick, place / templateColumns, place % templateColumns);
        ++place;
    }
    card->content()->addLayout(grid);
    return card;
}

void FirstRunView::takeFocus() {
    m_name->setFocus();
}

void FirstRunView::addOwn() {
    const QString name = m_name->text().trimmed();
    if (name.isEmpty()) return m_name->setFocus();
    core::HabitDraft draft;
    draft.habit.name = name.toStdString();
    m_name->clear();
    emit habitWished(draft);
}

} // namespace cairn::ui
