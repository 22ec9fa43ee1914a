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
    using QFrame::show;
    /// Stands at the foot of the parent, as wide as its text asks for.
    void place();
    [[nodiscard]] QString text() const;

private:
    QLabel* m_text = nullptr;
    QPushButton* m_action = nullptr;
    QTimer* m_timer = nullptr;
    std::function<void()> m_act;
};

} // namespace cairn::ui
