#pragma once

#include <map>

#include "sync/protocol/push.h"
#include "sync/server/streams/open_stream.h"

namespace cairn::sync {

/// A clock further ahead of the server's than this is replaced, and one further than that is refused; in ms.
inline constexpr std::int64_t mostAhead = 5 * 60 * 1000;
inline constexpr std::int64_t mostAheadAtAll = std::int64_t{50} * 366 * 24 * 60 * 60 * 1000;

/// Applies a push, whose rows were checked, to the stream that is open for it: clocks, merge, disagreements, graves.
/// Throws as StreamTransaction.
class PushApplication {
public:
    /// The push outlives this.
    PushApplication(OpenStream& stream, const Push& push) : m_stream(stream), m_push(push) {}

    /// The registers whose clocks are too far ahead to be taken, and rows that would become too large.
    [[nodiscard]] std::vector<Refusal> refusals() const;
    /// Applies all rows. Afterwards `tooLarge` may name rows: then all of it must be taken back.
    [[nodiscard]] std::vector<PushedResult> apply();
    [[nodiscard]] const std::vector<Refusal>& tooLarge() const { return m_tooLarge; }

    /// What stands there now of what was pushed, without applying anything.
    [[nodiscard]] std::vector<PushedResult> present();

private:
    void admitClocks();
    [[nodiscard]] PushedResult applyRow(const PushedRow& pushed);
    [[nodiscard]] std::optional<PushedResult> buryUnderGrave(const PushedRow& pushed, const core::SyncedRow& merged,
                                                             std::optional<KeptRow>& kept);
    struct Merged {
        core::SyncedRow row;
        std::vector<Disagreement> disagreements;
        bool isChanged = false;
    };
    [[nodiscard]] Merged merged(const PushedRow& pushed, const std::optional<KeptRow>& kept) const;
    void compare(const PushedRow& pushed, const core::SyncedRegister& arriving, const core::SyncedRegister& present,
                 Merged& into) const;
    [[nodiscard]] core::HybridClock admitted(const core::HybridClock& clock) const;

    OpenStream& m_stream;
    const Push& m_push;
    std::map<core::HybridClock, core::HybridClock> m_replaced;
    std::vector<Refusal> m_tooLarge;
};

} // namespace cairn::sync
