#pragma once

#include "core/domain/synced_row.h"

namespace cairn::sync {

/// The kind under which a stream carries disagreements. Only servers write it.
inline constexpr std::string_view disagreementKind = "disagreement";
/// How long every end keeps one, in ms.
inline constexpr std::int64_t disagreementLifetime = std::int64_t{30} * 24 * 60 * 60 * 1000;

/// Two replicas wrote one register without having seen each other's value. The greater clock won; this keeps the loser,
/// so that every device can show both and a way back.
struct Disagreement {
    struct Side {
        core::HybridClock clock;
        std::string value; ///< canonical JSON

        friend bool operator==(const Side&, const Side&) = default;
    };
    core::RowName row;
    std::string registerName;
    Side loser;
    Side winner;
    std::int64_t at = 0; ///< when the server took the later of them, in its own ms

    friend bool operator==(const Disagreement&, const Disagreement&) = default;
};

/// Its name follows from row, register and losing clock, so that the same disagreement is noted once.
core::RowName nameOf(const Disagreement& disagreement);

/// The row that carries it, with one register `facts`, written with `clock`.
core::SyncedRow toRow(const Disagreement& disagreement, const core::HybridClock& clock);
/// Errors: invalidSyntax, invalidValue where the row is none.
core::Result<Disagreement> readDisagreement(const core::SyncedRow& row);

} // namespace cairn::sync
