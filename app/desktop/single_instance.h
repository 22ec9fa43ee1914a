#pragma once

#include <QLocalServer>
#include <QLocalSocket>
#include <QObject>

namespace cairn::app {

/// One window a store: the first start listens where the owner of the store may (sync/local/socket_name.h), a second
/// one looks in each of these places, asks the first to come to the front and ends. Nothing waits: `claim` ends in
/// `claimed` or in `alreadyRunning`. GUI thread.
class SingleInstance : public QObject {
    Q_OBJECT
public:
    explicit SingleInstance(const QString& storeFile);
    void claim();

signals:
    void claimed();
    void alreadyRunning();
    /// Another start asked for this window.
    void raiseWished();

private:
    [[nodiscard]] QStringList places() const;
    void lookInNext();
    void listen();
    bool listenAtOneOf(const QStringList& places);

    QString m_file;
    QStringList m_unseen; ///< places in which no other window was looked for yet
    QLocalSocket m_socket;
    QLocalServer m_server;
};

} // namespace cairn::app
