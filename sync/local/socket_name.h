#pragma once

#include <QString>
#include <QStringList>

namespace cairn::sync {

/// Where the owner of a store may listen, in the order in which it tries and in which callers look: a socket beside the
/// file, named after it; else one named by a hash of the file's path in the person's runtime folder (XDG_RUNTIME_DIR),
/// else in a folder of the person's own below the temporary one. A path that is too long for a socket, and a folder
/// that is not there or that others may enter, are left out. The same for every spelling of the file's path. Any
/// thread.
QStringList socketNamesFor(const QString& storeFile);

/// Makes the folder below the temporary one, where only the person may enter it; one that is there stays as it is.
void makeSocketFolder();

/// The first of the places, for which the folder is made where there is no other.
QString socketNameFor(const QString& storeFile);

} // namespace cairn::sync
