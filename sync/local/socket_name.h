#pragma once

#include <QString>
#include <QStringList>

namespace cairn::sync {

/// Who asks for the places of a socket: who listens makes the last folder where it is missing.
enum class SocketUse : std::uint8_t { listen, call };

/// Where the owner of a store may listen, in the order in which it tries and in which callers look: a socket beside the
/// file, named after it; else one named by a hash of the file's path in the person's runtime folder (XDG_RUNTIME_DIR),
/// else in a folder of the person's own below the temporary one. A path that is too long for a socket, and a folder
/// that others may enter, are left out. The same for every spelling of the file's path. Any thread.
QStringList socketNamesFor(const QString& storeFile, SocketUse use);

/// The first of them for who listens; the place beside the file where there is none.
QString socketNameFor(const QString& storeFile);

} // namespace cairn::sync
