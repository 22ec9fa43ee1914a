#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain/change.h"
#include "core/domain/registers.h"

namespace cairn::core {

/// A hybrid logical clock: 48 bits of milliseconds since 1970 and 16 of a counter in `stamp`, then who wrote it. The
/// greater wins, the replica breaks ties. A stamp of 0: never written.
struct HybridClock {
    std::int64_t stamp = 0;
    Uuid replica;

    friend auto operator<=>(const HybridClock&, const HybridClock&) = default;

    static constexpr int counterBits = 16;
    [[nodiscard]] std::int64_t milliseconds() const { return stamp >> counterBits; }
    [[nodiscard]] std::int64_t counter() const { return stamp & ((1 << counterBits) - 1); }
    /// Written by an import: below every clock of a person.
    [[nodiscard]] bool isOfImport() const { return milliseconds() == 1; }
};

/// What names a row on every device: the kind's name, and in canonical JSON its identifier, or where that follows from
/// the natural key, the list of the key fields' values: `"0190…"`, `["0190…","2026-11-21"]`. Kinds that this program
/// does not know are named alike.
struct RowName {
    std::string kind;
    std::string key;

    friend auto operator<=>(const RowName&, const RowName&) = default;
};

/// A register's value as every device has it: canonical JSON (canonical_json.h), the clock beside it.
struct SyncedRegister {
    std::string name;
    HybridClock clock;
    std::string value;

    friend bool operator==(const SyncedRegister&, const SyncedRegister&) = default;
};

/// Why a row is to be buried: its trash was emptied, or the server has lost its grave.
enum class Burial : std::uint8_t { none, asked, repaired };

/// A row as the stream carries it. A grave has no registers; whatever else was ever known of it is gone.
struct SyncedRow {
    RowName row;
    std::vector<SyncedRegister> registers; ///< in the order of their names, each once
    bool isGrave = false;

    [[nodiscard]] const SyncedRegister* find(std::string_view name) const;
    [[nodiscard]] SyncedRegister* find(std::string_view name);
    /// Adds or replaces a register.
    void put(SyncedRegister value);
    bool erase(std::string_view name);

    friend bool operator==(const SyncedRow&, const SyncedRow&) = default;
};

/// Since when a row lies in the trash, and whether it went there as part of something that was removed as a whole.
struct TrashState {
    enum class Extent : std::uint8_t { alone, whole };
    std::optional<std::int64_t> removedAt; ///< ms; nothing: it is not removed
    Extent extent = Extent::alone;

    friend bool operator==(const TrashState&, const TrashState&) = default;
};

/// A row's name, from its identifier and the values of its fields (only those of the key matter).
RowName rowName(const RecordDescription& record, const Uuid& id, std::span<const Value> values);

/// What a name says to this program: the identifier (a log's is its habit's), and the values of the key fields where
/// there is a natural key (in the order of the description; other fields are null).
struct ResolvedRow {
    Kind kind{};
    Uuid id;
    std::vector<Value> values;
};
/// Errors: notFound for a kind that this program does not know, invalidValue for a key that is none of the kind's.
Result<ResolvedRow> resolve(const RowName& row);
/// The same for the key of a log, the most frequent row; nothing where it is not spelled just so:
/// ["IDENTIFIER","YYYY-MM-DD"].
std::optional<ResolvedRow> resolveLog(std::string_view key);

/// A register's value in canonical JSON: that of its one field where both have one name, otherwise an object of its
/// fields; of the removal null or {"at":instant,"whole":boolean}.
std::string registerText(const RecordDescription& record, const Register& which, std::span<const Value> values,
                         const TrashState& trash);
/// Reads what registerText writes into `values` or `trash`, checking each field for itself.
/// Errors: invalidValue, also for a choice that a newer program added; then nothing is written.
Result<void> readRegister(const RecordDescription& record, const Register& which, std::string_view text,
                          std::span<Value> values, TrashState& trash);

/// The rows that a row belongs to, as its key and registers name them: none, one or two. Empty for unknown kinds.
std::vector<RowName> ownersOf(const SyncedRow& row);
/// All rows that it refers to, those that it belongs to among them.
std::vector<RowName> referencesOf(const SyncedRow& row);

/// Whether the row is there and not in the trash: no grave, no removal that says otherwise. A log always is.
bool isPresent(const SyncedRow& row);
/// Whether every register that the kind's description names has a value; true of unknown kinds.
bool isComplete(const SyncedRow& row);
/// Whether rows of this kind have an identifier of their own, not derived from a natural key. False for unknown kinds.
bool hasOwnIdentifier(std::string_view kind);

} // namespace cairn::core
