#pragma once

#include <QLocalSocket>
#include <QObject>
#include <QStringList>
#include <QTimer>
#include <optional>

#include "sync/local/messages.h"

namespace cairn::sync {

/// One request to the owner of a store, from another process. Lives on a thread with an event loop; `finished` comes
/// once, with the reply, or with storeBusy when nobody listens and ioFailure when the owner goes away or is silent
/// before it answers (whether the change was made is then unknown).
class OwnerCall : public QObject {
    Q_OBJECT

public:
    explicit OwnerCall(QObject* parent = nullptr);
    ~OwnerCall() override;

    /// `patience`: how long the owner may be silent, in ms; a second more for each 5,000 changes or megabyte of a text.
    /// The owner does not begin what it has not begun after four fifths of it, or once this object is gone.
    void start(const QString& storeFile, const LocalRequest& request, int patience = 5000);
    /// The reply, once `finished` has been emitted.
    [[nodiscard]] const LocalReply& reply() const { return *m_reply; }

signals:
    void finished();

private:
    void finish(LocalReply reply);
    void read();
    void tryNextPlace();

    QStringList m_places; ///< where the owner may listen, those not tried yet
    QLocalSocket m_socket;
    QTimer m_patience;
    Deframer m_deframer;
    std::optional<LocalReply> m_reply;
};

} // namespace cairn::sync
