#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain/synced_row.h"

namespace cairn::sync {

/// One row of a push: the registers that waited, each with its value and clock, the clocks they were made over, which
/// of them the client sends because the server has lost them, and whether the row is to be buried.
struct PushedRow {
    core::SyncedRow row;
    std::vector<std::pair<std::string, core::HybridClock>> over; ///< by register; none: made over nothing
    std::vector<std::string> repaired;                           ///< names of registers
    core::Burial burial = core::Burial::none;

    [[nodiscard]] std::optional<core::HybridClock> overOf(std::string_view name) const;
    [[nodiscard]] bool isRepaired(std::string_view name) const;
    friend bool operator==(const PushedRow&, const PushedRow&) = default;
};

/// A push: all that is sent at once is applied in one transaction, or not at all.
struct Push {
    core::Uuid id;                   ///< random
    std::optional<core::Uuid> after; ///< the push before it that this file knows to be answered
    core::Uuid replica;
    std::int64_t witness = 0; ///< the greatest stamp that this file ever had from the server
    std::vector<PushedRow> rows;

    friend bool operator==(const Push&, const Push&) = default;
};

/// A register that the server does not take, or a row (no register named).
struct Refusal {
    core::RowName row;
    std::string registerName;
    std::string code;   ///< a public name such as INVALID_VALUE
    std::string detail; ///< English, for the log

    friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// What became of one pushed row: the registers that stand there now, of those that were pushed; or the grave that it
/// is in or belongs to.
struct PushedResult {
    core::SyncedRow row;
    std::optional<core::RowName> goneWith;
    std::int64_t number = 0; ///< the row's number in the stream

    friend bool operator==(const PushedResult&, const PushedResult&) = default;
};

struct PushAnswer {
    enum class Outcome : std::uint8_t {
        applied, ///< now, or when the same push came before
        forked,  ///< neither the last push again nor one after it: the file was copied or put back, or the server was
        refused, ///< nothing was applied and the push's id is not kept
    };
    Outcome outcome = Outcome::applied;
    core::Uuid epoch;
    std::int64_t time = 0; ///< of the server, ms
    std::vector<PushedResult> rows;
    std::vector<Refusal> refused;
    core::Uuid push = {}; ///< which push this answers

    friend bool operator==(const PushAnswer&, const PushAnswer&) = default;
};

/// The body of POST /api/sync/push and of its answer. Reading errors: invalidSyntax, tooLarge; of a push also
/// invalidValue (a version that is too old is told apart before).
std::string write(const Push& push);
std::string write(const PushAnswer& answer);
core::Result<Push> readPush(std::string_view text);
core::Result<PushAnswer> readPushAnswer(std::string_view text);

} // namespace cairn::sync
