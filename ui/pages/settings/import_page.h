#pragma once

#include <filesystem>
#include <memory>

#include "core/exchange/exchange.h"
#include "ui/pages/page.h"

class QCheckBox;
class QLabel;
class QListWidget;
class QProgressBar;

namespace cairn::ui {

class Card;
class ExchangeService;
class StoreService;
class Theme;

/// An import before it happens: what it will do, what it could not take, row by row; then one undoable change.
class ImportPage : public Page {
    Q_OBJECT
public:
    ImportPage(const Theme& theme, StoreService& store, ExchangeService& exchange, QWidget* parent = nullptr);

    /// Reads a file and shows what its import would do.
    void open(const std::filesystem::path& file);
    [[nodiscard]] PageHead head() const override;
    void pressPrimary() override;
    void pressSecondary() override;

signals:
    void left();
    void imported(std::size_t created, std::size_t updated);
    void problemFound(const QString& text);

private:
    void read();
    void show(const std::shared_ptr<const core::ImportPlan>& plan);

    StoreService& m_store;
    ExchangeService& m_exchange;
    std::filesystem::path m_file;
    std::shared_ptr<const core::ImportPlan> m_plan;
    bool m_isBusy = false;
    Card* m_summary = nullptr;
    QLabel* m_counts = nullptr;
    QProgressBar* m_progress = nullptr;
    QCheckBox* m_restore = nullptr;
    Card* m_problems = nullptr;
    QListWidget* m_list = nullptr;
};

} // namespace cairn::ui
