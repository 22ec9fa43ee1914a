#include "ui/pages/settings/trash_page.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "core/actions/record_actions.h"
#include "ui/models/error_text.h"
#include "ui/models/words.h"
#include "ui/services/store_service.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/theme/line_icon.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

constexpr int widestCard = 772;
constexpr int lineHeight = 52;
constexpr std::size_t rowsShown = 200;

} // namespace

TrashPage::TrashPage(const Theme& theme, StoreService& store, QWidget* parent)
    : Page(parent), m_theme(theme), m_store(store), m_card(new Card(tr("In the trash"))), m_list(new QVBoxLayout),
      m_more(label({}, "muted", "trashMore")),
      m_empty(new EmptyState(tr("The trash is empty"),
                             tr("What you move to the trash lies here with its whole history until you restore it."))) {
    setObjectName(QStringLiteral("trashPage"));
    QVBoxLayout* layout = scrolledBody(this);
    auto* hint = label(tr("Nothing is ever removed from here by itself: what lies in the trash stays on this computer, "
                          "whole, until you restore it."),
                       "muted");
    hint->setWordWrap(true);
    m_list->setSpacing(0);
    m_card->setMaximumWidth(widestCard);
    m_card->content()->addWidget(hint);
    m_card->content()->addLayout(m_list);
    m_card->content()->addWidget(m_more);
    m_card->content()->addWidget(m_empty);
    layout->addWidget(m_card);
    layout->addStretch();
    connect(&store, &StoreService::snapshotChanged, this, [this] {
        if (isVisible()) open();
    });
    connect(&theme, &Theme::changed, this, &TrashPage::showRows);
}

void TrashPage::open() {
    m_store.ask<std::vector<TrashRow>>(&trashRows, this, [this](const core::Result<std::vector<TrashRow>>& rows) {
        if (!rows) return emit problemFound(errorText(rows.error()));
        show(*rows);
    });
}

PageHead TrashPage::head() const {
    PageHead head;
    head.crumb = tr("Settings");
    head.title = tr("Trash");
    return head;
}

void TrashPage::takeFocus() {
    if (m_rows.empty())
        setFocus(Qt::ShortcutFocusReason);
    else
        focusButton(0);
}

void TrashPage::focusButton(int place) {
    const int last = m_list->count() - 1;
    if (last < 0) return setFocus(Qt::OtherFocusReason);
    m_list->itemAt(std::clamp(place, 0, last))
        ->widget()
        ->findChild<QPushButton*>(QStringLiteral("restoreRow"))
        ->setFocus(Qt::ShortcutFocusReason);
}

void TrashPage::show(const std::vector<TrashRow>& rows) {
    if (rows == m_rows && m_list->count() > 0) return;
    m_rows = rows;
    showRows();
}

void TrashPage::showRows() {
    const bool hadFocus = isAncestorOf(QApplication::focusWidget()) || hasFocus();
    const QWidget* line =
        QApplication::focusWidget() == nullptr ? nullptr : QApplication::focusWidget()->parentWidget();
    const int place = line == nullptr ? 0 : m_list->indexOf(line);
    clearLayout(m_list);
    const std::size_t shown = std::min(m_rows.size(), rowsShown);
    for (std::size_t i = 0; i < shown; ++i) m_list->addWidget(lineFor(m_rows[i]));
    m_empty->setVisible(m_rows.empty());
    m_more->setText(tr("and %n more, older", nullptr, static_cast<int>(m_rows.size() - shown)));
    m_more->setVisible(shown < m_rows.size());
    m_card->setRemark(m_rows.empty() ? QString() : tr("%n in all", nullptr, static_cast<int>(m_rows.size())));
    if (hadFocus) focusButton(place);
}

QWidget* TrashPage::lineFor(const TrashRow& row) {
    auto* made = new QWidget;
    made->setObjectName(QStringLiteral("trashRow"));
    made->setMinimumHeight(lineHeight);
    auto* layout = new QHBoxLayout(made);
    layout->setContentsMargins(0, space::step, 0, space::step);
    layout->setSpacing(space::gap);
    auto* icon = new QLabel;
    icon->setPixmap(lineIcon(m_theme, row.icon, &Tokens::muted).pixmap(16, 16));
    icon->setFixedWidth(20);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(1);
    QString about = tr("%1 · removed on %2").arg(row.kind, fullDate(row.removedOn));
    if (!row.with.isEmpty()) about += QStringLiteral(" · ") + row.with;
    auto* name = label(row.name, "heading");
    auto* more = label(about, "small");
    for (QLabel* text : {name, more}) {
        text->setMinimumWidth(1);
        texts->addWidget(text);
    }
    name->setToolTip(row.name);
    auto* restore = button(tr("Restore"), "", "restoreRow");
    restore->setAccessibleName(tr("Restore %1, %2").arg(row.name, row.kind));
    layout->addWidget(icon);
    layout->addLayout(texts, 1);
    layout->addWidget(restore);
    connect(restore, &QPushButton::clicked, this, [this, ref = row.row, subject = row.name.toStdString()] {
        m_store.act([ref, subject](const core::ActionContext&) -> core::Result<core::Edit> {
            return core::restoreRecord(ref, subject);
        });
    });
    return made;
}

} // namespace cairn::ui
