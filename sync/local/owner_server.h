#pragma once

#include <QLocalServer>
#include <QObject>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "sync/local/messages.h"

class QLocalSocket;

namespace cairn::sync {

/// Lets other processes of the same person have their changes made by the owner of the store. Only the person can
/// connect (0600). Lives on one thread with an event loop; the handler is called there, in the order of arrival, and
/// may answer later, from the same thread. A request that is wanted no more never reaches it.
class OwnerServer : public QObject {
    Q_OBJECT

public:
    /// How one request is answered, once, on the server's thread.
    class Answer {
    public:
        void operator()(const LocalReply& reply) const;
        /// Whether the request may still be begun: the caller has neither hung up nor lost its patience. Any thread; to
        /// be asked once more by who begins it later.
        [[nodiscard]] bool isWanted() const;

    private:
        friend class OwnerServer;
        struct Caller;
        Answer(std::shared_ptr<Caller> caller, std::optional<std::int64_t> beginUntil);
        std::shared_ptr<Caller> m_caller;
        std::optional<std::int64_t> m_beginUntil;
    };
    using Handler = std::function<void(const LocalRequest&, const Answer&)>;

    explicit OwnerServer(Handler handler, QObject* parent = nullptr);
    ~OwnerServer() override;

    /// Starts to listen for the store's file, beside it or where else a socket can be made (socket_name.h); a socket
    /// that a killed owner left is replaced, so call this only as the owner. False when the system refuses all places.
    bool listen(const QString& storeFile);

private:
    bool listenAtOneOf(const QStringList& places);
    void greet(QLocalSocket* socket);
    void serve(QLocalSocket* socket, Deframer& deframer, const std::shared_ptr<Answer::Caller>& caller);
    void begin(const LocalRequest& request, const Answer& answer);

    Handler m_handler;
    QLocalServer m_server;
};

} // namespace cairn::sync
