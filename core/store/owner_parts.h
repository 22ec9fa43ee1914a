#pragma once

#include "core/store/graves.h"
#include "core/store/histories.h"
#include "core/store/kept_digest.h"
#include "core/store/outbox.h"
#include "core/store/rows_of_kind.h"
#include "core/store/undo_steps.h"
#include "core/store/unplaced_rows.h"

namespace cairn::core {

/// All that a write of the owner touches, on its one connection.
struct OwnerParts {
    explicit OwnerParts(Database& connection)
        : database(connection), rows(connection), histories(connection), steps(connection), replicas(connection),
          texts(replicas), digest(connection, texts), outbox(connection, replicas), unplaced(connection, replicas),
          graves(connection) {}

    /// Writes what was gathered, at the end of a transaction.
    void store() {
        histories.store();
        steps.store();
        digest.store();
        outbox.store();
    }
    /// Forgets what was remembered, after the transaction: it may have been rolled back.
    void forget() {
        histories.forget();
        rows.forget();
        steps.forget();
        replicas.forget();
        digest.forget();
        outbox.forget();
        unplaced.forget();
        graves.forget();
    }

    Database& database;
    RowsOfKind rows;
    Histories histories;
    UndoSteps steps;
    Replicas replicas;
    RowTexts texts;
    KeptDigest digest;
    Outbox outbox;
    UnplacedRows unplaced;
    Graves graves;
};

} // namespace cairn::core
