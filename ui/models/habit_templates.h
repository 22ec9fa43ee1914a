#pragma once

#include <QString>
#include <vector>

#include "core/actions/habit_actions.h"

namespace cairn::ui {

/// A habit to begin with, whole: with its loop and its two-minute version.
struct HabitTemplate {
    QString name;
    QString hint; ///< one short line: what it asks for
    core::HabitDraft draft;
};

/// Some twenty templates, in the person's language.
std::vector<HabitTemplate> habitTemplates();

} // namespace cairn::ui
