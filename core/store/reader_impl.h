#pragma once

#include <memory>

#include "core/store/histories.h"
#include "core/store/reader.h"
#include "core/store/rows_of_kind.h"

namespace cairn::core {

/// What a Reader reads from: a connection of its own, or the owner's.
struct Reader::Impl {
    explicit Impl(std::shared_ptr<Database> connection)
        : database(std::move(connection)), rows(*database), histories(*database) {}

    std::shared_ptr<Database> database;
    RowsOfKind rows;
    Histories histories;
};

} // namespace cairn::core
