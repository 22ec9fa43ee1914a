#pragma once

#include <QString>

namespace cairn::sync {

/// Where the owner of a store listens: a socket beside the file, named after it, or in the person's runtime folder
/// where that path would be too long for a socket. The same for every spelling of the file's path.
QString socketNameFor(const QString& storeFile);

} // namespace cairn::sync
