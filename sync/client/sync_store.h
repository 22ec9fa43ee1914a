#pragma once

#include <functional>

#include "sync/local/messages.h"

namespace cairn::sync {

/// The store as sync sees it, here or in another process: questions as texts, answered by a ReplicaDesk where the store
/// is. `then` is called once, later, on the same thread. Errors: those of the Replica; storeBusy and ioFailure where
/// the store is another process's and that does not answer.
class SyncStore {
public:
    using Then = std::function<void(core::Result<SyncReply>)>;

    virtual ~SyncStore() = default;
    virtual void ask(SyncRequest question, Then then) = 0;
};

} // namespace cairn::sync
