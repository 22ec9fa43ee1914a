#include "core/store/outbox.h"

#include "core/store/packing.h"
#include "core/domain/registers.h"

namespace cairn::core {

namespace {

struct Waiting {
    std::string name;
    RegisterClock clock;
    RegisterClock madeOver;
};

Result<std::vector<Waiting>> unpackWaiting(std::string_view bytes) {
    std::vector<Waiting> all;
    Unpacker unpacker(bytes);
    while (!unpacker.atEnd()) {
        Waiting waiting{unpacker.text(), {}, {}};
        waiting.clock = {unpacker.signedNumber(), unpacker.signedNumber()};
        waiting.madeOver = {unpacker.signedNumber(), unpacker.signedNumber()};
        all.push_back(std::move(waiting));
    }
    if (unpacker.isDamaged()) return failure(ErrorCode::storeDamaged, "what waits to be sent does not add up");
    return all;
}

std::string packWaiting(const std::vector<Waiting>& all) {
    Packer packer;
    for (const Waiting& waiting : all) {
        packer.text(waiting.name).signedNumber(waiting.clock.stamp).signedNumber(waiting.clock.replica);
        packer.signedNumber(waiting.madeOver.stamp).signedNumber(waiting.madeOver.replica);
    }
    return packer.bytes();
}

void merge(std::vector<Waiting>& all, std::string_view name, const WrittenRegister& written) {
    for (Waiting& waiting : all) {
        if (waiting.name != name) continue;
        if (waiting.clock != written.before) waiting.madeOver = written.before;
        waiting.clock = written.after;
        return;
    }
    all.push_back({std::string(name), written.after, written.before});
}

} // namespace

Result<void> Outbox::add(Kind kind, std::int64_t key, std::span<const WrittenRegister> registers) {
    Result<std::vector<Waiting>> all;
    {
        Query known = m_database.query("SELECT registers FROM outbox WHERE kind = ? AND row = ?");
        if (known.with(nameOf(kind), key).step()) all = unpackWaiting(known.bytes(0));
    }
    if (!all) return tl::unexpected(all.error());
    for (const WrittenRegister& written : registers) merge(*all, registersOf(kind)[written.place].name, written);
    m_database
        .query("INSERT INTO outbox (kind, row, registers) VALUES (?, ?, ?)"
               " ON CONFLICT (kind, row) DO UPDATE SET registers = excluded.registers")
        .with(nameOf(kind), key)
        .withBytes(packWaiting(*all))
        .run();
    return {};
}

void Outbox::addBatch(std::int64_t batch) {
    m_database.query("INSERT INTO outbox (batch) VALUES (?)").with(batch).run();
}

void BatchRows::add(Kind kind, std::int64_t key) {
    std::vector<Run>& runs = m_runs[kind];
    if (!runs.empty() && runs.back().first + runs.back().length == key)
        ++runs.back().length;
    else
        runs.push_back({key, 1});
}

std::string BatchRows::toBytes() const {
    Packer packer;
    for (const auto& [kind, runs] : m_runs) {
        packer.text(nameOf(kind)).number(runs.size());
        std::int64_t last = 0;
        for (const Run run : runs) {
            packer.signedNumber(run.first - last).signedNumber(run.length);
            last = run.first + run.length;
        }
    }
    return packer.bytes();
}

Result<std::vector<std::pair<Kind, std::int64_t>>> BatchRows::fromBytes(std::string_view bytes) {
    std::vector<std::pair<Kind, std::int64_t>> rows;
    Unpacker unpacker(bytes);
    while (!unpacker.atEnd()) {
        const auto kind = enumNamed<Kind>(unpacker.text());
        std::int64_t last = 0;
        for (std::uint64_t left = unpacker.number(); left > 0 && !unpacker.isDamaged(); --left) {
            const std::int64_t first = last + unpacker.signedNumber();
            last = first + unpacker.signedNumber();
            for (std::int64_t key = first; kind && key < last; ++key) rows.emplace_back(*kind, key);
        }
    }
    if (unpacker.isDamaged()) return failure(ErrorCode::storeDamaged, "a batch's rows do not add up");
    return rows;
}

} // namespace cairn::core
