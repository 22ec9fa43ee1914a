#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace cairn::ui {

class Theme;

/// The amber banner: one suggestion, why, the action that applies it, and "Not now".
class SuggestionBanner : public QFrame {
    Q_OBJECT
public:
    explicit SuggestionBanner(const Theme& theme, QWidget* parent = nullptr);

    void show(const QString& headline, const QString& reason, const QString& action);
    using QFrame::show;

signals:
    void accepted();
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void rewrite();

    const Theme& m_theme;
    QString m_headline;
    QString m_reason;
    QLabel* m_text = nullptr;
    QPushButton* m_apply = nullptr;
};

} // namespace cairn::ui
