#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QStackedWidget>
#include <algorithm>

#include "ui/pages/goals/goal_editor_page.h"
#include "ui/pages/habits/habit_editor_page.h"
#include "ui/widgets/message_bar.h"
#include "ui/window/main_window.h"

// What was typed into an editor is never thrown away without a word: an editor that is left is kept and offered again.

namespace cairn::ui {

void MainWindow::tellProblem(const Page* page, const QString& text) {
    m_messages->showProblem(page, text);
}

void MainWindow::leave(Page* page) {
    m_messages->leavePage(page);
    auto* editor = qobject_cast<EditorPage*>(page);
    if (editor != nullptr && editor->hasUnsaved() && std::ranges::count(m_drafts, editor) == 0) keepDraft(editor);
}

void MainWindow::keepDraft(EditorPage* editor) {
    m_drafts.push_back(editor);
    const bool isGoal = editor == m_goalEditor;
    if (isGoal)
        m_goalEditor = nullptr;
    else
        m_habitEditor = nullptr;
    const auto takeUp = [this, isGoal, record = editor->record()] {
        if (isGoal) return record ? editGoal(*record) : newGoal();
        record ? editHabit(*record) : newHabit();
    };
    m_messages->show(MessageTone::information,
                     tr("%1: what you typed is not saved yet. It is kept.").arg(editor->head().title), tr("Go on"),
                     takeUp);
}

template<class P>
bool MainWindow::takeUpDraft(P*& present, const std::optional<core::Uuid>& record, Place place) {
    const bool isShown = present != nullptr && m_pages->currentWidget() == present;
    if (isShown && present->record() == record && present->hasUnsaved()) return true;
    const auto isAbout = [&](EditorPage* draft) {
        return qobject_cast<P*>(draft) != nullptr && draft->record() == record;
    };
    const auto found = std::ranges::find_if(m_drafts, isAbout);
    if (found == m_drafts.end()) return false;
    auto* const draft = static_cast<P*>(*found);
    m_drafts.erase(found);
    if (present != nullptr && present->hasUnsaved()) keepDraft(present);
    P* const spare = std::exchange(present, draft);
    show(present, place);
    if (spare != nullptr) spare->deleteLater();
    m_messages->show(MessageTone::information, tr("This is what you typed before."), tr("Begin anew"),
                     [editor = QPointer<EditorPage>(present)] {
                         if (editor) editor->startOver();
                     });
    return true;
}
template bool MainWindow::takeUpDraft(HabitEditorPage*& present, const std::optional<core::Uuid>& record, Place place);
template bool MainWindow::takeUpDraft(GoalEditorPage*& present, const std::optional<core::Uuid>& record, Place place);

bool MainWindow::mayClose() {
    QStringList titles;
    for (const EditorPage* draft : m_drafts) titles << draft->head().title;
    const auto* shown = qobject_cast<EditorPage*>(m_pages->currentWidget());
    if (shown != nullptr && shown->hasUnsaved()) titles << shown->head().title;
    if (titles.isEmpty() || m_givesDraftsUp) return true;
    auto* box =
        new QMessageBox(QMessageBox::Question, QStringLiteral("Cairn"),
                        tr("What you typed is not saved yet: %1.").arg(titles.join(QStringLiteral(", "))), {}, this);
    box->setObjectName(QStringLiteral("unsavedQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QAbstractButton* quit = box->addButton(tr("Quit without saving"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("Go back"), QMessageBox::RejectRole));
    connect(box, &QMessageBox::buttonClicked, this, [this, quit](QAbstractButton* pressed) {
        m_givesDraftsUp = pressed == quit;
        if (m_givesDraftsUp) close();
    });
    box->open();
    return false;
}

} // namespace cairn::ui
