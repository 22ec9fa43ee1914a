#pragma once

#include <QWidget>

class QHBoxLayout;

namespace cairn::ui {

/// What a page shows while it has nothing: a title, a sentence that says what to do, and buttons.
class EmptyState : public QWidget {
public:
    EmptyState(const QString& title, const QString& text, QWidget* parent = nullptr);
    void addAction(QWidget* button);

private:
    QHBoxLayout* m_actions = nullptr;
};

} // namespace cairn::ui
