#pragma once

#include <QFrame>
#include <functional>

class QLabel;
class QPushButton;
class QTimer;

namespace cairn::ui {

class Theme;

enum class MessageTone { information, error };

/// One message over the foot of the page: what happened, what was kept, and one thing to do. An information leaves by
/// itself after a while, an error stays until it is closed. A screen reader is told of it.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(const Theme& theme, QWidget* parent);

    void show(MessageTone tone, const QString& text);
    /// With a button that does something and closes the bar.
    void show(MessageTone tone, const QString& text, const QString& actionText, std::function<void()> action);
    /// What is wrong on a page; it leaves with the page.
    void showProblem(const QWidget* page, const QString& text);
    /// The page is left: what was wrong on it is not shown any more.
    void leavePage(const QWidget* page);
    using QFrame::show;
    /// Stands at the foot of the parent, as wide as its text asks for.
    void place();
    [[nodiscard]] QString text() const;

private:
    QLabel* m_text = nullptr;
    QPushButton* m_action = nullptr;
    QTimer* m_timer = nullptr;
    std::function<void()> m_act;
    const QWidget* m_page = nullptr; ///< the page that the message is about
};

} // namespace cairn::ui
