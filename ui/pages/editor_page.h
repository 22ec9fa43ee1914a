#pragma once

#include <QStringList>
#include <functional>
#include <optional>

#include "core/actions/context.h"
#include "ui/models/error_text.h"
#include "ui/pages/page.h"
#include "ui/services/store_service.h"

namespace cairn::ui {

/// What an editor's header says.
struct EditorWords {
    QString crumb;   ///< the list that its records stand in
    QString newOne;  ///< the title while a record is made
    QString saveOne; ///< the primary button
};

/// A page that makes a record or edits one: its head, its two buttons, and what becomes of an act. A page of its own
/// has the fields, and says how they are saved.
class EditorPage : public Page {
    Q_OBJECT
public:
    /// The store must outlive the page.
    EditorPage(StoreService& store, EditorWords words, QWidget* parent);

    [[nodiscard]] PageHead head() const override;
    void pressPrimary() override { save(); }
    void pressSecondary() override { emit left(); }

    /// Begins to make a record, or shows one.
    virtual void openNew() = 0;
    virtual void open(const core::Uuid& record) = 0;
    /// Begins anew with what is stored; what was typed is gone.
    void startOver();
    /// The record that is edited; nothing while one is made.
    [[nodiscard]] const std::optional<core::Uuid>& record() const { return m_record; }
    /// Whether something was typed or chosen that is not saved.
    [[nodiscard]] bool hasUnsaved() const;

signals:
    /// Nothing more to do here: done with, or cancelled.
    void left();
    void saved(const core::Uuid& record);
    void problemFound(const QString& text);
    /// The record was read and stands in the fields.
    void shown();

protected:
    using Act = std::function<core::Result<core::Edit>(const core::ActionContext&, const core::Uuid&)>;

    virtual void save() = 0;

    [[nodiscard]] StoreService& store() const { return m_store; }
    /// From now on the editor is about this record, or about a new one; its fields are not filled yet.
    void setRecord(std::optional<core::Uuid> record);
    /// What stands in the fields now is what is stored.
    void keepAsStored();
    /// The record's name, for the head.
    void setRecordName(const std::string& name);

    /// Reads the record that is edited; `take` gets it unless the editor was opened for another meanwhile. Without it
    /// the editor is left.
    template<class T>
    void read(core::Result<T> (*question)(const core::ActionContext&, const core::Uuid&),
              std::function<void(const T&)> take) {
        m_store.ask<T>([question, id = *m_record](const core::ActionContext& at) { return question(at, id); }, this,
                       [this, id = *m_record, take = std::move(take)](const core::Result<T>& found) {
                           if (m_record != id) return;
                           if (!found) return emit left();
                           take(*found);
                           keepAsStored();
                           emit shown();
                       });
    }

    /// Writes an edit and says that the record that `id` names by then is saved, or what is wrong.
    void saveBy(StoreService::Make make, std::shared_ptr<const core::Uuid> id);
    /// Does something to the record that is edited, and leaves it.
    void act(Act act);

private:
    StoreService& m_store;
    EditorWords m_words;
    std::optional<core::Uuid> m_record;
    QString m_name;
    std::optional<QStringList> m_stored; ///< what the fields held when they were filled or saved
};

} // namespace cairn::ui
