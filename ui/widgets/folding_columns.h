#pragma once

#include <QWidget>

class QBoxLayout;
class QLayout;

namespace cairn::ui {

/// Columns side by side; where the widget is narrower than a limit, below one another. GUI thread.
class FoldingColumns : public QWidget {
    Q_OBJECT
public:
    /// `narrowest`: the width in pixels from which on the columns stand side by side.
    explicit FoldingColumns(int narrowest, QWidget* parent = nullptr);

    void addColumn(QWidget* column, int stretch);
    void addColumn(QLayout* column, int stretch);
    [[nodiscard]] bool isFolded() const;

    /// As narrow as the widest column alone: the columns fold before they are cut.
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void folded(bool isFolded);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QBoxLayout* m_layout = nullptr;
    int m_narrowest = 0;
};

} // namespace cairn::ui
