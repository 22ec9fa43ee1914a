#include "core/store/store_state.h"

#include "core/base/tenet.h"

namespace cairn::core {

namespace {

std::int64_t meta(Database& database, std::string_view name) {
    Query query = database.query("SELECT value FROM meta WHERE name = ?");
    return query.with(name).step() ? query.integer(0) : 0;
}

void setMeta(Database& database, std::string_view name, std::int64_t value) {
    database.query("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)").with(name, value).run();
}

} // namespace

StoreState StoreState::read(Database& database) {
    return {meta(database, "greatest_stamp"), meta(database, "change_number"), meta(database, "replica"),
            meta(database, "clock_difference")};
}

StoreState::Next StoreState::next(Instant now) const {
    const Instant corrected{now.milliseconds + (holds("corrected") ? clockDifference : 0)};
    return {{nextStamp(greatestStamp, corrected), replica}, changeNumber + 1};
}

void StoreState::write(Database& database, const StoreState& state) {
    setMeta(database, "greatest_stamp", state.greatestStamp);
    setMeta(database, "change_number", state.changeNumber);
    setMeta(database, "replica", state.replica);
    setMeta(database, "clock_difference", state.clockDifference);
}

void StoreState::write(Database& database, const Next& next) {
    setMeta(database, "greatest_stamp", next.clock.stamp);
    setMeta(database, "change_number", next.changeNumber);
}

void StoreState::make(Database& database, const StoreEnvironment& environment) {
    if (meta(database, "replica") != 0) return;
    Transaction transaction(database, Transaction::Purpose::write);
    database.query("INSERT INTO replicas (id) VALUES (?)")
        .with(newUuid(environment.clock.now(), environment.random))
        .run();
    setMeta(database, "replica", database.connection().getLastInsertRowid());
    database.query("INSERT INTO meta (name, value) VALUES ('store', ?)")
        .with(newUuid(environment.clock.now(), environment.random))
        .run();
    write(database, Next{});
    transaction.commit();
    database.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

} // namespace cairn::core
