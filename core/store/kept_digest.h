#pragma once

#include <optional>

#include "core/domain/row_digest.h"
#include "core/store/row_texts.h"

namespace cairn::core {

/// The digest of what the file holds, kept up to date with each change once the file belongs to an account. Written
/// with `store`, inside the change's transaction. The owner's connection; functions throw SQLite::Exception.
class KeptDigest {
public:
    KeptDigest(Database& database, RowTexts& texts) : m_database(database), m_texts(texts) {}

    /// Whether it is kept; nothing below does anything where it is not.
    bool isKept();
    void add(const SyncedRow& row);
    void remove(const SyncedRow& row);
    void add(Kind kind, const StoredRow& row);
    void remove(Kind kind, const StoredRow& row);

    [[nodiscard]] const RowDigest& digest();
    /// Begins to keep it, from what was counted.
    void begin(RowDigest counted);
    void end();

    void store();
    /// Forgets what is remembered of the last transaction.
    void forget();

private:
    void load();

    Database& m_database;
    RowTexts& m_texts;
    std::optional<bool> m_isKept;
    std::optional<RowDigest> m_digest;
    bool m_isChanged = false;
};

/// What stays on this device and is no row for anybody else.
bool isOfThisDevice(Kind kind, std::span<const Value> values);

} // namespace cairn::core
