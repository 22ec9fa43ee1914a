#pragma once

#include <unordered_map>

#include "core/store/replicas.h"
#include "core/store/table.h"

namespace cairn::core {

/// Rows of the tables in the form that every device has: what a column holds as canonical JSON and back. Texts that
/// this program can't read, or would write otherwise, are kept beside the row, so that they come out as they came in.
/// One thread.
class RowTexts {
public:
    explicit RowTexts(Replicas& replicas) : m_replicas(replicas) {}

    /// The row with the registers that were ever written.
    SyncedRow synced(Kind kind, const StoredRow& row);
    /// The value of one register.
    [[nodiscard]] static std::string textOf(Kind kind, const StoredRow& row, std::size_t place);
    [[nodiscard]] static RowName nameOf(Kind kind, const StoredRow& row) {
        return rowName(describe(kind), row.id, row.values);
    }

    /// Puts a value into the row; where it can't be read the columns stay as they are, and the text is kept.
    void read(Kind kind, std::size_t place, std::string_view text, StoredRow& row);

private:
    /// What a text says, and whether this program writes it just so.
    struct Meaning {
        std::vector<Value> values;
        TrashState trash;
        bool isReadable = false;
        bool isExact = false;
    };
    static Meaning meaningOf(Kind kind, std::size_t place, std::string_view text);
    const Meaning& remembered(Kind kind, std::size_t place, std::string_view text);

    Replicas& m_replicas;
    std::unordered_map<std::string, Meaning> m_ofLogs; ///< short texts of logs, the register's place before each
    std::string m_wanted;
};

/// The values of a record of this kind in which nobody chose anything.
std::vector<Value> plainValues(Kind kind);

} // namespace cairn::core
