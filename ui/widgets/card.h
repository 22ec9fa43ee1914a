#pragma once

#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace cairn::ui {

/// A card: title at the left, a muted remark at the right, content below.
class Card : public QFrame {
public:
    explicit Card(const QString& title = {}, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setRemark(const QString& remark);
    /// Where content goes.
    [[nodiscard]] QVBoxLayout* content() const { return m_content; }
    /// Brings the content nearer to the edges by `pixels`, for rows that draw their own ground; the head stays.
    void setInset(int pixels);
    /// Puts a widget at the right end of the title line.
    void addToHead(QWidget* widget);

private:
    QLabel* m_title = nullptr;
    QLabel* m_remark = nullptr;
    QVBoxLayout* m_content = nullptr;
};

} // namespace cairn::ui
