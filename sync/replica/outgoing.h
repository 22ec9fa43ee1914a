#pragma once

#include "sync/protocol/push.h"
#include "sync/replica/row_taker.h"

namespace cairn::sync {

/// The push that waits to be answered, or a new one: what waits, the lowest clocks first, all of a row at once.
class Outgoing {
public:
    Outgoing(core::Replication& store, core::Random& random, core::Instant now);

    /// The body that is to be sent, the same until it is answered; nothing where nothing waits. A new one has at most
    /// `limit` rows. Errors: storeDamaged.
    core::Result<std::optional<Push>> push(std::size_t limit);
    /// What the push under way carries goes back to what waits, where nothing newer waits in its place.
    core::Result<void> takeBack(const std::vector<Refusal>& refused);

private:
    core::Result<std::optional<Push>> compose(std::size_t limit);

    core::Replication& m_store;
    core::Random& m_random;
    core::Instant m_now;
};

} // namespace cairn::sync
