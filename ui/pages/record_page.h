#pragma once

#include <optional>

#include "core/actions/context.h"
#include "ui/models/error_text.h"
#include "ui/pages/page.h"
#include "ui/services/store_service.h"

namespace cairn::ui {

/// What pages about one record say, whatever its type.
class RecordPageBase : public Page {
    Q_OBJECT
public:
    using Page::Page;

signals:
    void editWished(const core::Uuid& record);
    void problemFound(const QString& text);
    /// The record is not there any more.
    void gone();
    /// The record was read and stands on the page.
    void shown();
};

/// A page about one record: reads all that it shows as one value of type Detail on the store's thread, when it is
/// opened and after each change while it is seen. A page of its own says how a Detail is read and shown.
template<class Detail>
class RecordPage : public RecordPageBase {
public:
    using Read = core::Result<Detail> (*)(const core::ActionContext&, const core::Uuid&);

    /// The store must outlive the page.
    RecordPage(StoreService& store, Read question, QWidget* parent)
        : RecordPageBase(parent), m_store(store), m_question(question) {
        connect(&store, &StoreService::snapshotChanged, this, [this] {
            if (isVisible()) read();
        });
    }

    void open(const core::Uuid& record) {
        if (record != m_record) m_detail.reset();
        m_record = record;
        read();
    }
    void pressSecondary() override { emit editWished(m_record); }

protected:
    virtual void show(const Detail& detail) = 0;

    [[nodiscard]] StoreService& store() const { return m_store; }
    [[nodiscard]] const core::Uuid& record() const { return m_record; }
    /// What was read last; nothing before the first time.
    [[nodiscard]] const std::optional<Detail>& detail() const { return m_detail; }

private:
    void read() {
        m_store.ask<Detail>(
            [id = m_record, question = m_question](const core::ActionContext& at) { return question(at, id); }, this,
            [this, id = m_record](const core::Result<Detail>& detail) { take(id, detail); });
    }

    void take(const core::Uuid& record, const core::Result<Detail>& detail) {
        if (record != m_record) return;
        if (!detail && detail.error().code == core::ErrorCode::notFound) return emit gone();
        if (!detail) return emit problemFound(errorText(detail.error()));
        m_detail = *detail;
        show(*m_detail);
        emit headChanged();
        emit shown();
    }

    StoreService& m_store;
    Read m_question;
    core::Uuid m_record;
    std::optional<Detail> m_detail;
};

} // namespace cairn::ui
