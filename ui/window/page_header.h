#pragma once

#include <QWidget>

#include "ui/pages/page.h"

class QLabel;
class QPushButton;

namespace cairn::ui {

class Theme;

/// The line above a page: where one is, the search field that opens the palette, and the page's buttons.
class PageHeader : public QWidget {
    Q_OBJECT
public:
    explicit PageHeader(const Theme& theme, QWidget* parent = nullptr);
    void show(const PageHead& head);
    using QWidget::show;

signals:
    void searchPressed();
    void crumbPressed();
    void secondaryPressed();
    void primaryPressed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QPushButton* m_crumb = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_chip = nullptr;
    QPushButton* m_search = nullptr;
    QPushButton* m_secondary = nullptr;
    QPushButton* m_primary = nullptr;
};

} // namespace cairn::ui
