#pragma once

#include "core/domain/profile.h"
#include "core/exchange/exchange.h"
#include "ui/models/snapshot.h"
#include "ui/pages/page.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace cairn::ui {

class Card;
class StoreService;
class Theme;

/// Settings: how it looks, how days are counted, and the data: import, export, backup.
class SettingsPage : public Page {
    Q_OBJECT
public:
    SettingsPage(const Theme& theme, StoreService& store, QWidget* parent = nullptr);

    [[nodiscard]] PageHead head() const override;
    void takeFocus() override;
    void take(const SnapshotPtr& snapshot);

signals:
    void importWished();
    void exportWished(cairn::core::ExportFormat format);
    void backupWished();
    void trashWished();

private:
    Card* buildLook();
    Card* buildDays();
    Card* buildData();
    void set(std::string_view key, const std::string& value);

    StoreService& m_store;
    QComboBox* m_theme = nullptr;
    QComboBox* m_firstWeekday = nullptr;
    QComboBox* m_dayBegin = nullptr;
    QComboBox* m_zone = nullptr;
    QLabel* m_file = nullptr;
};

} // namespace cairn::ui
