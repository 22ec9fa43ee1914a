#pragma once

#include <map>

#include "core/domain/synced_row.h"

namespace cairn::core {

/// What two ends compare to learn whether they hold the same: for each kind, and as "kind grave" for graves, how many
/// rows there are and the sum of their hashes, modulo 2^64. Rows in the trash count; disagreements do not. Rows are
/// added and taken out in any order, so that it can be kept up to date with each change.
class RowDigest {
public:
    struct Sum {
        std::uint64_t count = 0;
        std::uint64_t hash = 0;
        friend bool operator==(const Sum&, const Sum&) = default;
    };

    void add(const SyncedRow& row) { account(row, 1); }
    void remove(const SyncedRow& row) { account(row, ~std::uint64_t{0}); }

    [[nodiscard]] const std::map<std::string, Sum>& sums() const { return m_sums; }
    /// Puts a kind's sum as another end told it, or as it was kept.
    void set(const std::string& kind, Sum sum);

    friend bool operator==(const RowDigest&, const RowDigest&) = default;

private:
    void account(const SyncedRow& row, std::uint64_t sign);

    std::map<std::string, Sum> m_sums; ///< none with a count of 0
};

/// The hash of one register of a row: SipHash of kind, key, name, stamp in decimal, replica and value, each followed by
/// a byte 0x1F. The hash of a row is the sum of those of its registers; a grave's is that of its kind and key.
std::uint64_t hashOf(const RowName& row, const SyncedRegister& value);
std::uint64_t hashOfGrave(const RowName& row);

} // namespace cairn::core
