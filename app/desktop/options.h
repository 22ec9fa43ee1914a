#pragma once

#include <QSize>
#include <QString>
#include <QStringList>
#include <filesystem>
#include <optional>

#include "core/base/date.h"
#include "core/base/error.h"

namespace cairn::app {

/// What the desktop program was started with.
struct DesktopOptions {
    std::optional<std::filesystem::path> store; ///< nothing: the person's own
    bool isDemo = false;
    std::optional<core::Date> today;
    std::optional<QString> screenshots; ///< a folder
    QSize pictureSize{1280, 820};       ///< of the window, for screenshots
    bool wantsHelp = false;
};

/// Reads the arguments, without the program's name. Errors: invalidValue with a sentence for standard error.
core::Result<DesktopOptions> parseOptions(const QStringList& arguments);

/// What --help prints.
QString usage();

} // namespace cairn::app
