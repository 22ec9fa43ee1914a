#pragma once

#include <QLocalServer>
#include <QLocalSocket>
#include <QObject>

namespace cairn::app {

/// One window a store: the first start listens under a name made of the store's path, a second one asks it to come to
/// the front and ends. Nothing waits: `claim` ends in `claimed` or in `alreadyRunning`. GUI thread.
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
    void listen();

    QString m_name;
    QLocalSocket m_socket;
    QLocalServer m_server;
};

} // namespace cairn::app
