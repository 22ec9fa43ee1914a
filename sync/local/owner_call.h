#pragma once

#include <QLocalSocket>
#include <QObject>
#include <optional>

#include "sync/local/messages.h"

namespace cairn::sync {

/// One request to the owner of a store, from another process. Lives on a thread with an event loop; `finished` comes
/// once, with the reply, or with storeBusy when nobody listens and ioFailure when the owner goes away before it answers
/// (whether the change was made is then unknown).
class OwnerCall : public QObject {
    Q_OBJECT

public:
    explicit OwnerCall(QObject* parent = nullptr);
    ~OwnerCall() override;

    void start(const QString& storeFile, const LocalRequest& request);
    /// The reply, once `finished` has been emitted.
    [[nodiscard]] const LocalReply& reply() const { return *m_reply; }

signals:
    void finished();

private:
    void finish(LocalReply reply);
    void read();

    QLocalSocket m_socket;
    Deframer m_deframer;
    std::optional<LocalReply> m_reply;
};

} // namespace cairn::sync
