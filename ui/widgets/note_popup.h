#pragma once

#include <QFrame>

class QPlainTextEdit;

namespace cairn::ui {

/// A small field for the note of one day, shown below its cell. Enter keeps the text, Shift+Enter breaks the line,
/// Escape leaves the note as it was. Deletes itself when it closes.
class NotePopup : public QFrame {
    Q_OBJECT
public:
    NotePopup(const QString& title, const QString& note, QWidget* parent);

    /// Shows it below `cell` of `area`, within the window.
    void showBelow(const QWidget* area, const QRect& cell);

signals:
    void accepted(const QString& note);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void accept();

    QPlainTextEdit* m_text = nullptr;
};

} // namespace cairn::ui
