#pragma once

#include "sync/local/messages.h"
#include "sync/replica/replica.h"

namespace cairn::sync {

/// Answers questions about a store's sync (store_questions.h asks them) from its Replica, on the thread of the store.
/// Errors: the Replica's; invalidSyntax for a message of the server that is none; damagedFile for a question that makes
/// no sense.
core::Result<SyncReply> answer(Replica& replica, const SyncRequest& question);

} // namespace cairn::sync
