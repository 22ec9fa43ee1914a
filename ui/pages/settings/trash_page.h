#pragma once

#include <vector>

#include "ui/models/trash_rows.h"
#include "ui/pages/page.h"

class QLabel;
class QVBoxLayout;

namespace cairn::ui {

class Card;
class EmptyState;
class StoreService;
class Theme;

/// What lies in the trash, the latest first, each with a button that brings it back.
class TrashPage : public Page {
    Q_OBJECT
public:
    TrashPage(const Theme& theme, StoreService& store, QWidget* parent = nullptr);

    /// Reads the trash; it is read again after each change while the page is seen.
    void open();
    [[nodiscard]] PageHead head() const override;
    void takeFocus() override;

signals:
    void problemFound(const QString& text);

private:
    void show(const std::vector<TrashRow>& rows);
    void showRows();
    QWidget* lineFor(const TrashRow& row);
    /// Gives the keyboard to the button that now stands where one was pressed.
    void focusButton(int place);

    const Theme& m_theme;
    StoreService& m_store;
    std::vector<TrashRow> m_rows;
    Card* m_card = nullptr;
    QVBoxLayout* m_list = nullptr;
    QLabel* m_more = nullptr;
    EmptyState* m_empty = nullptr;
};

} // namespace cairn::ui
