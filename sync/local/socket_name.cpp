#include "sync/local/socket_name.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include "core/base/sha256.h"

namespace cairn::sync {

namespace {

constexpr int longestSocketPath = 100;

QString canonicalFile(const QString& storeFile) {
    const QFileInfo info(QDir::cleanPath(QFileInfo(storeFile).absoluteFilePath()));
    const QString folder = QFileInfo(info.absolutePath()).canonicalFilePath();
    return folder.isEmpty() ? info.absoluteFilePath() : folder + '/' + info.fileName();
}

QString hashedName(const QString& file) {
    return "cairn-" + QString::fromStdString(core::toHex(core::sha256(file.toStdString())).substr(0, 32));
}

} // namespace

QString socketNameFor(const QString& storeFile) {
    const QString file = canonicalFile(storeFile);
#ifdef Q_OS_WIN
    return hashedName(file);
#else
    QString beside = file + ".socket";
    if (beside.toUtf8().size() <= longestSocketPath) return beside;
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + '/' + hashedName(file);
#endif
}

} // namespace cairn::sync
