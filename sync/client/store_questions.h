#pragma once

#include <optional>
#include <vector>

#include "core/domain/synced_row.h"
#include "sync/client/sync_store.h"

namespace cairn::sync {

/// The push that is to be sent.
struct WaitingPush {
    std::uint64_t ticket = 0;
    std::string body;
};
/// Where to pull from.
struct WaitingPull {
    std::uint64_t ticket = 0;
    std::int64_t since = 0;
};
/// What became of an answer: as Replica::Taken.
struct TakenAnswer {
    bool isCurrent = false;
    std::size_t rows = 0;
    std::size_t refused = 0;
    bool hasMore = false;
};
/// As Replica::Status, and the account that the store belongs to.
struct SyncStatus {
    std::size_t waiting = 0;
    std::size_t refused = 0;
    std::size_t held = 0;
    std::int64_t cursor = 0;
    std::string epoch; ///< empty before the first answer
    std::int64_t noticed = 0;
    std::optional<std::string> account;
};
/// Two values for one register.
struct KnownDisagreement {
    core::RowName name; ///< its own
    core::RowName row;
    std::string registerName;
    std::string loser; ///< canonical JSON
    std::string winner;
    std::int64_t at = 0; ///< ms
};
/// A row in which the server refused something, and the registers that it refused.
struct RefusedRow {
    core::RowName row;
    std::vector<std::string> registers;
};
enum class HeldDecision : std::uint8_t { remove, keep };

/// Everything that sync asks of a store, each question answered as the Replica's function of that name would. A value
/// over a SyncStore that outlives it.
class StoreQuestions {
public:
    template<class T>
    using Then = std::function<void(core::Result<T>)>;

    explicit StoreQuestions(SyncStore& store) : m_store(store) {}

    void nextPush(std::size_t rows, Then<std::optional<WaitingPush>> then) const;
    void nextPull(Then<WaitingPull> then) const;
    void takePush(std::uint64_t ticket, std::string answer, Then<TakenAnswer> then) const;
    void takePull(std::uint64_t ticket, std::string answer, Then<TakenAnswer> then) const;
    void takeMessage(std::string message, Then<TakenAnswer> then) const;
    void status(Then<SyncStatus> then) const;

    void held(Then<std::vector<core::RowName>> then) const;
    /// How many rows changed.
    void decideHeld(HeldDecision decision, Then<std::size_t> then) const;
    void refused(Then<std::vector<RefusedRow>> then) const;
    void dropRefused(const core::RowName& row, Then<std::size_t> then) const;
    void sendRefusedAgain(Then<std::size_t> then) const;
    void disagreements(Then<std::vector<KnownDisagreement>> then) const;
    void takeLoser(const core::RowName& disagreement, Then<std::size_t> then) const;

    /// Binds the store to an account; where it belongs to another, everything is pulled and what that one lacks pushed.
    void join(const std::string& account, Then<std::size_t> then) const;

private:
    SyncStore& m_store;
};

} // namespace cairn::sync
