#include "ui/models/command_model.h"

#include <algorithm>

namespace cairn::ui {
namespace {

bool holdsInOrder(const QString& text, const QString& typed) {
    qsizetype at = 0;
    for (const QChar c : typed) {
        at = text.indexOf(c, at, Qt::CaseInsensitive);
        if (at < 0) return false;
        ++at;
    }
    return true;
}

} // namespace

int fitOf(const QString& text, const QString& typed) {
    if (typed.isEmpty()) return 1;
    if (text.startsWith(typed, Qt::CaseInsensitive)) return 4;
    if (text.contains(QLatin1Char(' ') + typed, Qt::CaseInsensitive)) return 3;
    if (text.contains(typed, Qt::CaseInsensitive)) return 2;
    return holdsInOrder(text, typed) ? 1 : 0;
}

void CommandModel::setCommands(std::vector<Command> commands) {
    m_commands = std::move(commands);
    search(m_typed);
}

void CommandModel::search(const QString& typed) {
    beginResetModel();
    m_typed = typed.trimmed();
    m_shown.clear();
    for (std::size_t i = 0; i < m_commands.size(); ++i)
        if (fitOf(m_commands[i].text, m_typed) > 0) m_shown.push_back(i);
    std::ranges::stable_sort(m_shown, [this](std::size_t a, std::size_t b) {
        return fitOf(m_commands[a].text, m_typed) > fitOf(m_commands[b].text, m_typed);
    });
    endResetModel();
}

void CommandModel::run(int row) const {
    if (row < 0 || row >= rowCount()) return;
    const auto act = m_commands[m_shown[static_cast<std::size_t>(row)]].run;
    act();
}

int CommandModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant CommandModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Command& command = m_commands[m_shown[static_cast<std::size_t>(index.row())]];
    switch (role) {
    case Qt::DisplayRole: return command.text;
    case Qt::AccessibleTextRole: return QString(command.text + QStringLiteral(", ") + command.kind);
    case kindRole: return command.kind;
    case iconRole: return command.icon;
    case shortcutRole: return command.shortcut;
    default: return {};
    }
}

} // namespace cairn::ui
