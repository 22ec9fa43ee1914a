#include "app/common/default_store.h"

#include <QStandardPaths>

namespace cairn::app {

std::filesystem::path defaultStoreFile() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return std::filesystem::path(folder.toStdU16String()) / "cairn" / "cairn.db";
}

} // namespace cairn::app
