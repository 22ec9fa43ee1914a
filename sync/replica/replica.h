#pragma once

#include <functional>
#include <optional>

#include "core/store/store.h"
#include "sync/protocol/pull.h"
#include "sync/protocol/push.h"
#include "sync/protocol/socket_message.h"
#include "sync/replica/disagreements.h"
#include "sync/replica/pull_taker.h"

namespace cairn::sync {

/// The client's side of the rules, over one store: what is sent, and what an answer does. It knows no network and no
/// time of its own, and keeps everything that must outlive a crash in the store. One request is in flight at a time; an
/// answer counts only for the request that it answers. Belongs to the thread of the store.
class Replica {
public:
    /// All must outlive it.
    Replica(core::Store& store, const core::Clock& clock, core::Random& random);

    /// Names one request in flight.
    using Ticket = std::uint64_t;
    struct PushRequest {
        Ticket ticket = 0;
        Push push;
    };
    struct PullRequest {
        Ticket ticket = 0;
        std::int64_t since = 0;
    };

    /// What is to be pushed next, of at most `rows` rows; nothing where nothing waits, or while everything is pulled.
    /// The same push as before until it is answered. Another request in flight is given up. Errors: storeDamaged and
    /// those of Store::replicate.
    core::Result<std::optional<PushRequest>> nextPush(std::size_t rows);
    /// Where to pull from next. Another request in flight is given up.
    core::Result<PullRequest> nextPull();

    struct Taken {
        bool isCurrent = false; ///< false: an answer to no request in flight, which did nothing
        std::size_t rows = 0;   ///< rows that the store took over, or that were pushed
        std::size_t refused = 0;
        bool hasMore = false; ///< the stream goes on beyond this answer, or everything is pulled again
    };
    core::Result<Taken> take(Ticket ticket, const PushAnswer& answer);
    core::Result<Taken> take(Ticket ticket, const PullAnswer& answer);
    /// A row that came over the socket. It moves no cursor, and is not taken while a request is in flight.
    core::Result<Taken> take(const SocketMessage& message);

    struct Status {
        std::size_t waiting = 0; ///< rows, those of a push under way among them
        std::size_t refused = 0;
        std::size_t held = 0; ///< removals that wait for the person
        std::int64_t cursor = 0;
        std::optional<core::Uuid> epoch;
        std::int64_t noticed = 0; ///< how often the digests differed
        bool isPullingAll = false;
    };
    core::Result<Status> status();

    /// What many removals in one pull would take away, and the person's answer: they are applied, and where they are to
    /// be kept the rows are restored as one change, which undo takes back.
    enum class Held : std::uint8_t { remove, keep };
    core::Result<std::vector<core::RowName>> held();
    core::Result<core::ChangeSet> decideHeld(Held decision);

    /// What the server refused. Dropping takes the registers back and pulls the stream anew.
    core::Result<std::vector<core::WaitingRow>> refused();
    core::Result<void> dropRefused(const core::RowName& row);
    core::Result<void> sendRefusedAgain();

    core::Result<std::vector<std::pair<core::RowName, Disagreement>>> disagreements();
    /// Writes the value that lost as a change of the person. Errors: notFound, those of Store::apply.
    core::Result<core::ChangeSet> takeLoser(const core::RowName& disagreement);

    /// Compares everything with the server again from the beginning.
    core::Result<void> pullAll();
    /// The next digest is counted from the rows instead of kept: daily, to notice damage.
    void recount() { m_counting = core::Replication::Counting::anew; }
    /// Binds the file to an account, or takes what binds it away.
    core::Result<void> setAccount(const std::optional<std::string>& account);
    core::Result<std::optional<std::string>> account();
    /// Gives the file to another account, with all that it holds: everything is pulled, and what that account lacks is
    /// pushed.
    core::Result<void> changeAccount(const std::string& account);

private:
    /// Runs `work` in one transaction and gives its result.
    template<class T>
    core::Result<T> within(const std::function<core::Result<T>(core::Replication&)>& work);
    core::Result<bool> meets(core::Replication& store, const core::Uuid& epoch);
    core::Result<void> takeApplied(core::Replication& store, const PushAnswer& answer, const core::Uuid& push);
    void setDifference(core::Replication& store, std::int64_t serverTime);

    core::Store& m_store;
    const core::Clock& m_clock;
    core::Random& m_random;
    Ticket m_lastTicket = 0;
    std::optional<Ticket> m_inFlight;
    std::int64_t m_since = 0; ///< of the pull in flight
    std::optional<ShownRows> m_shown;
    core::Replication::Counting m_counting = core::Replication::Counting::kept;
};

} // namespace cairn::sync
