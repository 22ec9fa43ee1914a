#include "sync/client/shared_store.h"

#include "sync/client/replica_desk.h"
#include "sync/local/owner_call.h"

namespace cairn::sync {

namespace {

constexpr std::chrono::milliseconds longestWait{5'000}; ///< for a store that is neither free nor answers
constexpr std::chrono::milliseconds retryEvery{100};
constexpr int patience = 30'000; ///< ms: the owner may have a large answer to take

struct PerformOn {
    core::Store& store;
    Replica& replica;

    LocalReply operator()(const core::Edit& edit) const { return store.apply(edit); }
    LocalReply operator()(UndoRequest) const { return store.undo(); }
    LocalReply operator()(RedoRequest) const { return store.redo(); }
    LocalReply operator()(BackUpRequest) const {
        return core::backupOf(store.backUp()).map([](const core::Backup&) { return core::ChangeSet{}; });
    }
    LocalReply operator()(const SyncRequest& question) const { return answer(replica, question); }
};

/// Nobody listens yet or any more; or the owner went away before it answered. Every question may be asked twice.
std::chrono::milliseconds pauseAfter(const core::Result<SyncReply>& reply) {
    if (reply) return {};
    if (reply.error().code == core::ErrorCode::storeBusy) return retryEvery;
    return reply.error().code == core::ErrorCode::ioFailure ? longestWait / 2 : std::chrono::milliseconds(0);
}

} // namespace

/// A question that has not been answered yet.
struct SharedStore::Asking {
    SyncRequest question;
    Then then;
    std::chrono::milliseconds waited{0};
};

SharedStore::SharedStore(std::filesystem::path file, const core::Clock& clock, core::Random& random)
    : m_file(std::move(file)), m_clock(clock), m_random(random) {}

SharedStore::~SharedStore() {
    SharedStore::release();
}

void SharedStore::release() {
    m_server.reset();
    m_replica.reset();
    m_store.reset();
}

core::Result<void> SharedStore::own() {
    if (m_store) return {};
    auto store = core::Store::open(m_file, {m_clock, m_random});
    if (!store) return tl::unexpected(store.error());
    m_store = std::move(*store);
    m_replica = std::make_unique<Replica>(*m_store, m_clock, m_random);
    m_server = std::make_unique<OwnerServer>([this](const LocalRequest& request, const OwnerServer::Answer& answered) {
        answered(perform(request));
        if (changed && !std::holds_alternative<SyncRequest>(request)) changed();
    });
    m_server->listen(QString::fromStdU16String(m_file.u16string()));
    return {};
}

LocalReply SharedStore::perform(const LocalRequest& request) {
    if (!m_store) return core::failure(core::ErrorCode::storeBusy, "the store is being closed");
    return std::visit(PerformOn{*m_store, *m_replica}, request);
}

void SharedStore::ask(SyncRequest question, Then then) {
    tryToAsk(std::make_shared<Asking>(Asking{std::move(question), std::move(then)}));
}

void SharedStore::tryToAsk(const std::shared_ptr<Asking>& asking) {
    const auto owned = own();
    if (owned) return later(asking, answer(*m_replica, asking->question));
    if (owned.error().code != core::ErrorCode::storeBusy) return later(asking, tl::unexpected(owned.error()));
    callOwner(asking);
}

void SharedStore::callOwner(const std::shared_ptr<Asking>& asking) {
    auto* const call = new OwnerCall(this);
    connect(call, &OwnerCall::finished, this, [this, call, asking] {
        call->deleteLater();
        auto reply = syncReplyOf(call->reply());
        const auto pause = pauseAfter(reply);
        if (pause.count() == 0 || asking->waited >= longestWait) return later(asking, std::move(reply));
        asking->waited += pause;
        QTimer::singleShot(retryEvery, this, [this, asking] { tryToAsk(asking); });
    });
    call->start(QString::fromStdU16String(m_file.u16string()), asking->question, patience);
}

void SharedStore::later(const std::shared_ptr<Asking>& asking, core::Result<SyncReply> reply) {
    const auto tell = [asking, told = std::move(reply)] { asking->then(told); };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

} // namespace cairn::sync
