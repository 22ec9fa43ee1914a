#include "ui/window/store_trouble.h"

#include <QDateTime>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

#include "ui/models/error_text.h"
#include "ui/services/store_service.h"

namespace cairn::ui {

StoreTrouble::StoreTrouble(StoreService& store, QWidget* window) : QObject(window), m_store(store), m_window(window) {
    connect(&store, &StoreService::openFailed, this, &StoreTrouble::meet);
    connect(&store, &StoreService::backupsFound, this, &StoreTrouble::offer);
}

void StoreTrouble::meet(const core::Error& error) {
    if (error.code == core::ErrorCode::storeDamaged) return m_store.findBackups();
    sayAndLeave(errorText(error));
}

void StoreTrouble::sayAndLeave(const QString& text) {
    auto* box = new QMessageBox(QMessageBox::Warning, QStringLiteral("Cairn"), text, QMessageBox::Close, m_window);
    box->setObjectName(QStringLiteral("storeTrouble"));
    box->setInformativeText(QString::fromStdU16String(m_store.file().u16string()));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QDialog::finished, this, &StoreTrouble::givenUp);
    box->open();
}

void StoreTrouble::offer(const std::vector<core::Backup>& backups) {
    auto* box = new QMessageBox(QMessageBox::Warning, QStringLiteral("Cairn"),
                                tr("The database is damaged. It stays as it is, under another name."), {}, m_window);
    box->setObjectName(QStringLiteral("storeTrouble"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QAbstractButton* restore = nullptr;
    if (backups.empty()) {
        box->setInformativeText(tr("There is no whole backup beside it."));
    } else {
        const auto made = QDateTime::fromMSecsSinceEpoch(backups.front().madeAt.milliseconds);
        box->setInformativeText(
            tr("The latest whole backup was made on %1.").arg(QLocale().toString(made, QLocale::ShortFormat)));
        restore = box->addButton(tr("Restore that backup"), QMessageBox::AcceptRole);
    }
    const QAbstractButton* empty = box->addButton(tr("Begin with an empty file"), QMessageBox::DestructiveRole);
    box->addButton(QMessageBox::Close);
    connect(box, &QMessageBox::buttonClicked, this, [this, restore, empty, backups](QAbstractButton* pressed) {
        if (restore != nullptr && pressed == restore) return m_store.recover(backups.front().file);
        if (pressed == empty) return m_store.recover(std::nullopt);
        emit givenUp();
    });
    box->open();
}

} // namespace cairn::ui
