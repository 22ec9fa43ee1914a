#pragma once

#include <QAbstractListModel>
#include <QString>
#include <functional>
#include <vector>

namespace cairn::ui {

/// One line of the palette: a page, a habit, a goal or an action.
struct Command {
    QString text;
    QString kind; ///< "page", "habit", "goal", "action", in the person's language
    QString icon;
    QString shortcut; ///< as it is shown, or empty
    std::function<void()> run;
};

/// How well a text fits what was typed: 0 not at all; a beginning is better than the beginning of a word, that better
/// than letters in order.
int fitOf(const QString& text, const QString& typed);

/// The commands that fit what was typed, best first. GUI thread.
class CommandModel : public QAbstractListModel {
    Q_OBJECT
public:
    static constexpr int kindRole = Qt::UserRole;
    static constexpr int iconRole = Qt::UserRole + 1;
    static constexpr int shortcutRole = Qt::UserRole + 2;

    using QAbstractListModel::QAbstractListModel;

    void setCommands(std::vector<Command> commands);
    void search(const QString& typed);
    void run(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<Command> m_commands;
    std::vector<std::size_t> m_shown;
    QString m_typed;
};

} // namespace cairn::ui
