#pragma once

#include <QString>

#include "ui/models/snapshot.h"

namespace cairn::ui {

/// A suggestion in words: what happened, why in numbers and what to try, and the label of the button that does it.
struct SuggestionText {
    QString headline;
    QString reason;
    QString button;
};

SuggestionText suggestionText(const SuggestionRow& row);

} // namespace cairn::ui
