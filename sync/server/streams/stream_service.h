#pragma once

#include <functional>
#include <mutex>
#include <set>
#include <span>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "sync/protocol/push.h"
#include "sync/protocol/socket_message.h"
#include "sync/protocol/version.h"
#include "sync/server/streams/open_stream.h"
#include "sync/server/streams/stream_storage.h"

namespace cairn::sync {

/// An answer to a pull, ready to be sent.
struct PulledPage {
    std::string text; ///< as readPullAnswer reads it
    std::size_t rows = 0;
    std::int64_t next = 0;
    std::int64_t head = 0;
};

/// A write of the server itself, for a person who uses no replica: registers of one row, each whole.
struct RowWrite {
    enum class Act : std::uint8_t {
        create, ///< a new row, with every register; by a natural key also one that is there, which returns from the
                ///< trash
        edit,   ///< of a row that is there
    };
    Act act = Act::edit;
    core::RowName row;
    std::vector<std::pair<std::string, std::string>> values; ///< by register, as JSON
    std::optional<std::int64_t> ifNumber;                    ///< only where the row still has this number
};

/// What a look through one stream found.
struct StreamReport {
    std::string stream;
    std::size_t rows = 0;
    std::vector<std::string> problems; ///< English, without anything that people wrote
};

/// What counting digests anew has found.
struct Recounted {
    std::vector<std::string> corrected;                      ///< streams whose digest had been wrong
    std::vector<std::pair<std::string, core::Error>> failed; ///< streams that could not be counted
};

/// The streams of a server: what pushes, pulls, REST writes and jobs do to them. A stream is named user:{id},
/// group:{id} or public; whether the caller may use it has been decided before. Threads as its storage allows; storage
/// and clock outlive it.
class StreamService {
public:
    /// Called after each commit for what it changed, in the order of numbers; a larger change is announced by its last
    /// number alone. Must not throw; on the thread that writes.
    using Listener = std::function<void(const SocketMessage&)>;

    StreamService(StreamStorage& storage, const core::Clock& clock, std::uint64_t seed);

    /// Set before the first push.
    void onCommit(Listener listener) { m_listener = std::move(listener); }

    /// Applies a push in one transaction and answers once that is durable. Outcomes forked and refused are answers, not
    /// errors. Errors: of the storage; nothing is applied then.
    core::Result<PushAnswer> push(const std::string& stream, Push push);

    /// The rows after a number, in order, as of one snapshot: at most `limit` of them and about maxPageBytes.
    core::Result<PulledPage> pull(const std::string& stream, std::int64_t since, std::size_t limit);

    /// Writes rows with one clock of the server, all or none. The last number. Errors: invalidValue, tooLarge, notFound
    /// (also of what lies in a grave, or for an edit in the trash unless it restores), conflict (exists, or ifNumber).
    core::Result<std::int64_t> write(const std::string& stream, std::span<const RowWrite> rows);

    /// A row as it is, with its number; nothing where there is none, or a grave.
    core::Result<std::optional<KeptRow>> find(const std::string& stream, const core::RowName& row);

    /// Drops disagreements that were noted 30 days before `now` or earlier. How many.
    core::Result<std::size_t> dropDisagreements(core::Instant now);
    /// Buries rows whose removal arrived 180 days before `now` or earlier. How many.
    core::Result<std::size_t> buryRemoved(core::Instant now);
    /// Counts the digest anew from the rows and keeps it. Whether it had been wrong.
    enum class Recount : std::uint8_t { same, corrected };
    core::Result<Recount> recount(const std::string& stream);
    /// The same for the streams that were pulled from their beginning since the last call.
    Recounted recountPulled();
    /// The same for those that were not counted for about a day, longest ago first, a twenty-fourth of all streams at
    /// most: called every hour, it counts each once a day. Errors: of the storage.
    core::Result<Recounted> recountDue(core::Instant now);
    /// Reads every row of every stream, and compares digests, numbers, owners and clocks with what is kept of them.
    core::Result<std::vector<StreamReport>> verify();
    /// After a restore: clients notice and send again what this server has lost.
    core::Result<void> renewEpoch();

private:
    core::Result<void> change(const std::string& stream,
                              const std::function<core::Result<StreamStorage::Ending>(OpenStream&)>& action);
    core::Result<std::size_t> forDue(StreamTransaction::Due which, std::int64_t time,
                                     const std::function<void(OpenStream&, const KeptRow&)>& action);
    Recounted recountAll(const std::vector<std::string>& streams);
    StreamStorage::Ending answerPush(OpenStream& stream, Push& push, PushAnswer& answer);
    void notePulledWhole(const std::string& stream);

    StreamStorage& m_storage;
    const core::Clock& m_clock;
    std::mutex m_mutex;
    core::Random m_random;               ///< under the mutex
    std::set<std::string> m_pulledWhole; ///< under the mutex
    Listener m_listener;
    LoosenedNumbers m_loosened;
};

/// The most bytes of rows in one page, unless one row alone is larger.
inline constexpr std::size_t maxPageBytes = std::size_t{8} << 20;

} // namespace cairn::sync
