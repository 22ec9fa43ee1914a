#pragma once

#include <QString>
#include <QWidget>

namespace cairn::ui {

/// What the frame's header shows for a page. Empty texts show nothing.
struct PageHead {
    QString crumb; ///< the page that it lies under; pressing it goes back
    QString title;
    QString chip;
    QString chipTone;  ///< accent, amber, blue, red
    QString secondary; ///< label of the plain button
    QString primary;   ///< label of the primary button
};

/// A page of the frame. It says what stands in the header and is told when the header's buttons are pressed.
class Page : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    [[nodiscard]] virtual PageHead head() const = 0;
    virtual void pressPrimary() {}
    virtual void pressSecondary() {}
    /// Where the keyboard goes when the page is shown.
    virtual void takeFocus() {}

signals:
    void headChanged();
};

} // namespace cairn::ui
