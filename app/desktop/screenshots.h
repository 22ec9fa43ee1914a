#pragma once

#include <QDir>
#include <QObject>
#include <QSize>
#include <functional>
#include <vector>

#include "ui/services/store_service.h"

namespace cairn::ui {
class MainWindow;
class Theme;
} // namespace cairn::ui

namespace cairn::app {

/// Draws every page, light and dark, into PNG files: takes one step after another, each after what it asked of the
/// store has come back. GUI thread.
class Screenshots : public QObject {
    Q_OBJECT
public:
    Screenshots(ui::MainWindow& window, ui::Theme& theme, ui::StoreService& store, const QString& folder, QSize size);
    void start();

signals:
    /// All written, or a file could not be written.
    void finished(bool allWritten);

private:
    struct Step {
        QString name;
        std::function<void()> arrange;
    };
    void plan();
    void next();
    void afterStore(int rounds, const std::function<void()>& then);
    bool save(const QString& name);

    ui::MainWindow& m_window;
    ui::Theme& m_theme;
    ui::StoreService& m_store;
    QDir m_folder;
    QSize m_size;
    std::vector<Step> m_steps;
    std::size_t m_at = 0;
    bool m_allWritten = true;
};

} // namespace cairn::app
