#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/error.h"
#include "core/domain/change.h"

namespace cairn::sync {

// What a second process of the same person and the owner of the store say to each other over the local socket:
// each one message of CBOR behind its length (4 bytes, little endian). No Qt, no sockets.

struct UndoRequest {};
struct RedoRequest {};
/// Asks for a backup; the reply is a change set without rows.
struct BackUpRequest {};

/// A question to the sync of the store, for a caller that only carries messages to the server and back: an operation,
/// what it takes as JSON, and the text of a message where it has one. sync/client knows the operations.
struct SyncRequest {
    std::string operation;
    std::string facts;
    std::string body;

    friend bool operator==(const SyncRequest&, const SyncRequest&) = default;
};
struct SyncReply {
    std::string facts;
    std::string body;

    friend bool operator==(const SyncReply&, const SyncReply&) = default;
};

/// What the owner is asked to do.
using LocalRequest = std::variant<core::Edit, UndoRequest, RedoRequest, BackUpRequest, SyncRequest>;
/// A request as it is sent: not to be begun after `beginUntil` (in ms of the computer's monotonic clock; whenever where
/// it is missing), when the caller gives up.
struct LocalCall {
    LocalRequest request;
    std::optional<std::int64_t> beginUntil;
};
/// What it answers: a SyncReply to a SyncRequest, a change set to everything else.
using LocalReply = core::Result<std::variant<core::ChangeSet, SyncReply>>;

/// The one or the other. Errors: the reply's; damagedFile where it is not of this kind.
core::Result<core::ChangeSet> changesOf(const LocalReply& reply);
core::Result<SyncReply> syncReplyOf(const LocalReply& reply);

/// The greatest message that is taken: room for an import of some million days.
inline constexpr std::size_t messageLimit = 512U << 20;

std::string encode(const LocalRequest& request);
std::string encode(const LocalCall& call);
std::string encode(const LocalReply& reply);

/// Errors: damagedFile for what encode never wrote; invalidValue for a field that breaks its description.
core::Result<LocalRequest> decodeRequest(std::string_view message);
core::Result<LocalCall> decodeCall(std::string_view message);
/// The reply as the owner gave it; damagedFile when the message makes no sense.
LocalReply decodeReply(std::string_view message);

/// Puts the length before a message.
std::string framed(std::string_view message);

/// Gathers bytes as they arrive and gives whole messages. A value; one thread.
class Deframer {
public:
    void add(std::string_view bytes) { m_bytes.append(bytes); }
    /// The next whole message; an empty optional while it is not all there. Errors: tooLarge.
    core::Result<std::optional<std::string>> next();

private:
    std::string m_bytes;
};

} // namespace cairn::sync
