#include "ui/pages/editor_page.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <utility>

namespace cairn::ui {
namespace {

/// What stands in the page's fields, in their order. Calendars and lists that drop down are no fields.
QStringList contentsOf(const QWidget& page) {
    QStringList all;
    for (const QWidget* field : page.findChildren<QWidget*>()) {
        if (field->window() != page.window()) continue;
        if (const auto* line = qobject_cast<const QLineEdit*>(field)) all << line->text();
        if (const auto* text = qobject_cast<const QPlainTextEdit*>(field)) all << text->toPlainText();
        if (const auto* list = qobject_cast<const QComboBox*>(field)) all << QString::number(list->currentIndex());
        const auto* button = qobject_cast<const QAbstractButton*>(field);
        if (button != nullptr && button->isCheckable()) all << QString::number(button->isChecked());
    }
    return all;
}

} // namespace

EditorPage::EditorPage(StoreService& store, EditorWords words, QWidget* parent)
    : Page(parent), m_store(store), m_words(std::move(words)) {}

PageHead EditorPage::head() const {
    PageHead head;
    head.crumb = m_words.crumb;
    head.title = m_record ? tr("Edit %1").arg(m_name) : m_words.newOne;
    head.secondary = tr("Cancel");
    head.primary = m_words.saveOne;
    return head;
}

void EditorPage::setRecordName(const std::string& name) {
    m_name = QString::fromStdString(name);
    emit headChanged();
}

void EditorPage::setRecord(std::optional<core::Uuid> record) {
    m_record = record;
    m_stored.reset();
}

void EditorPage::keepAsStored() {
    m_stored = contentsOf(*this);
}

bool EditorPage::hasUnsaved() const {
    return m_stored && *m_stored != contentsOf(*this);
}

void EditorPage::startOver() {
    if (m_record)
        open(*m_record);
    else
        openNew();
}

void EditorPage::saveBy(StoreService::Make make, std::shared_ptr<const core::Uuid> id) {
    m_store.act(std::move(make), this, [this, id = std::move(id)](const core::Result<core::ChangeSet>& result) {
        if (!result) return emit problemFound(errorText(result.error()));
        keepAsStored();
        emit saved(*id);
    });
}

void EditorPage::act(Act act) {
    m_store.act([act = std::move(act), id = *m_record](const core::ActionContext& at) { return act(at, id); }, this,
                [this](const core::Result<core::ChangeSet>& result) {
                    if (!result) return emit problemFound(errorText(result.error()));
                    emit left();
                });
}

} // namespace cairn::ui
