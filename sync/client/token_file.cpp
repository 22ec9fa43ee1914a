#include "sync/client/token_file.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace cairn::sync {

namespace {

constexpr qint64 longestFile = 64 * 1024;
constexpr auto mine = QFile::ReadOwner | QFile::WriteOwner;

QString textOf(const std::filesystem::path& path) {
    return QString::fromStdU16String(path.u16string());
}

} // namespace

Asked<void> TokenFile::check() const {
    const QFileInfo info(textOf(m_file));
    if (!info.exists()) return {};
    if (!info.isFile()) return troubled(Trouble::tokenFile, "it is no file");
#ifndef Q_OS_WIN
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    if (info.permissions() & others) return troubled(Trouble::tokenFile, "others can read it; its mode must be 0600");
#endif
    return {};
}

Asked<SignIn> TokenFile::read() const {
    QFile file(textOf(m_file));
    if (!file.exists()) return troubled(Trouble::signedOut);
    if (const auto good = check(); !good) return tl::unexpected(good.error());
    if (!file.open(QIODevice::ReadOnly)) return troubled(Trouble::tokenFile, "it can't be read");
    const auto signIn = readSignIn(file.read(longestFile).toStdString());
    if (!signIn) return troubled(Trouble::tokenFile, "it holds no sign-in");
    return *signIn;
}

Asked<void> TokenFile::write(const SignIn& signIn) const {
    if (auto good = check(); !good) return good;
    QSaveFile file(textOf(m_file));
    const std::string text = cairn::sync::write(signIn) + "\n";
    const bool isOpen = file.open(QIODevice::WriteOnly) && file.setPermissions(mine);
    if (!isOpen || file.write(text.data(), static_cast<qint64>(text.size())) < 0 || !file.commit())
        return troubled(Trouble::tokenFile, "it can't be written");
    return {};
}

Asked<void> TokenFile::remove() const {
    QFile file(textOf(m_file));
    if (file.exists() && !file.remove()) return troubled(Trouble::tokenFile, "it can't be removed");
    return {};
}

} // namespace cairn::sync
