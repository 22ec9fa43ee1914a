#include "sync/local/socket_name.h"

#include <QDir>
#include <QFileInfo>

#include "core/base/real_path.h"
#include "core/base/sha256.h"

#ifndef Q_OS_WIN
#include <unistd.h>
#endif

namespace cairn::sync {

namespace {

QString canonicalFile(const QString& storeFile) {
    return QString::fromStdU16String(core::realPath(storeFile.toStdU16String()).u16string());
}

QString hashedName(const QString& file) {
    return "cairn-" + QString::fromStdString(core::toHex(core::sha256(file.toStdString())).substr(0, 32));
}

#ifndef Q_OS_WIN

constexpr int longestSocketPath = 100;

bool isShortEnough(const QString& name) {
    return name.toUtf8().size() <= longestSocketPath;
}

/// Whether the folder is the person's own and nobody else may enter it.
bool isPrivate(const QString& folder) {
    const QFileInfo info(folder);
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    return info.isDir() && !info.isSymLink() && info.ownerId() == geteuid() && !(info.permissions() & others);
}

QString runtimeFolder() {
    const QString told = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return told.isEmpty() ? QStringLiteral("/run/user/%1").arg(geteuid()) : QDir::cleanPath(told);
}

QString temporaryFolder() {
    return QStringLiteral("%1/cairn-%2").arg(QDir::tempPath()).arg(geteuid());
}

#endif

} // namespace

QStringList socketNamesFor(const QString& storeFile) {
    const QString file = canonicalFile(storeFile);
#ifdef Q_OS_WIN
    return {hashedName(file)};
#else
    QStringList names;
    if (const QString beside = file + ".socket"; isShortEnough(beside)) names << beside;
    for (const QString& folder : {runtimeFolder(), temporaryFolder()}) {
        const QString name = folder + '/' + hashedName(file);
        if (isShortEnough(name) && isPrivate(folder)) names << name;
    }
    return names;
#endif
}

void makeSocketFolder() {
#ifndef Q_OS_WIN
    QDir().mkdir(temporaryFolder(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
#endif
}

QString socketNameFor(const QString& storeFile) {
    QStringList names = socketNamesFor(storeFile);
    if (names.isEmpty()) {
        makeSocketFolder();
        names = socketNamesFor(storeFile);
    }
    return names.isEmpty() ? canonicalFile(storeFile) + ".socket" : names.front();
}

} // namespace cairn::sync
