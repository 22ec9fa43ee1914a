#pragma once

#include <QObject>

#include "core/base/error.h"
#include "core/store/backup.h"

class QWidget;

namespace cairn::ui {

class StoreService;

/// What happens when the store can't be opened: says why, and where it is damaged lets the person choose between the
/// latest good backup, an empty file (the damaged one stays beside it), and leaving. GUI thread.
class StoreTrouble : public QObject {
    Q_OBJECT
public:
    StoreTrouble(StoreService& store, QWidget* window);

signals:
    /// Nothing can be done here; the program should end.
    void givenUp();

private:
    void meet(const core::Error& error);
    void offer(const std::vector<core::Backup>& backups);
    void sayAndLeave(const QString& text);

    StoreService& m_store;
    QWidget* m_window = nullptr;
};

} // namespace cairn::ui
