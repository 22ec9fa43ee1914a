#include "ui/pages/editor_page.h"

#include <utility>

namespace cairn::ui {

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

void EditorPage::saveBy(StoreService::Make make, std::shared_ptr<const core::Uuid> id) {
    m_store.act(std::move(make), this, [this, id = std::move(id)](const core::Result<core::ChangeSet>& result) {
        if (!result) return emit problemFound(errorText(result.error()));
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
