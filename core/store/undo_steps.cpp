#include "core/store/undo_steps.h"

#include "core/store/packing.h"

namespace cairn::core {

namespace {

const char* nameOfSide(UndoSteps::Side side) {
    return side == UndoSteps::Side::undo ? "undo" : "redo";
}

ActionName actionName(std::string_view action, std::string_view subject) {
    return {enumNamed<Action>(action).value_or(Action::edit), std::string(subject)};
}

void packRegister(Packer& packer, const UndoRegister& written) {
    packer.word(written.name);
    packer.signedNumber(written.made.stamp).signedNumber(written.made.replica);
    packer.signedNumber(written.replaced.stamp).signedNumber(written.replaced.replica);
    packer.number(written.values.size());
    for (const auto& [field, value] : written.values) packer.word(field).value(value);
}

std::string pack(const std::vector<UndoItem>& items) {
    Packer packer;
    for (const UndoItem& item : items) {
        packer.word(nameOf(item.kind)).signedNumber(item.key).number(static_cast<std::uint64_t>(item.what));
        packer.number(item.registers.size());
        for (const UndoRegister& written : item.registers) packRegister(packer, written);
    }
    return packer.bytes();
}

UndoRegister unpackRegister(Unpacker& unpacker) {
    UndoRegister written;
    written.name = unpacker.word();
    written.made = {unpacker.signedNumber(), unpacker.signedNumber()};
    written.replaced = {unpacker.signedNumber(), unpacker.signedNumber()};
    for (std::uint64_t left = unpacker.number(); left > 0 && !unpacker.isDamaged(); --left) {
        std::string field = unpacker.word();
        written.values.emplace_back(std::move(field), unpacker.value());
    }
    return written;
}

Result<std::vector<UndoItem>> unpack(std::string_view bytes) {
    std::vector<UndoItem> items;
    Unpacker unpacker(bytes);
    while (!unpacker.atEnd()) {
        UndoItem item;
        const auto kind = enumNamed<Kind>(unpacker.word());
        item.kind = kind.value_or(Kind{});
        item.key = unpacker.signedNumber();
        item.what = static_cast<UndoItem::What>(unpacker.number());
        for (std::uint64_t left = unpacker.number(); left > 0 && !unpacker.isDamaged(); --left)
            item.registers.push_back(unpackRegister(unpacker));
        if (kind) items.push_back(std::move(item));
    }
    if (unpacker.isDamaged()) return failure(ErrorCode::storeDamaged, "a step of undo does not add up");
    return items;
}

} // namespace

std::optional<ActionName> UndoSteps::top(Side side) {
    Query query = m_database.query("SELECT action, subject FROM steps WHERE side = ? ORDER BY rowid DESC LIMIT 1");
    if (!query.with(nameOfSide(side)).step()) return std::nullopt;
    return actionName(query.bytes(0), query.bytes(1));
}

Result<std::optional<UndoStep>> UndoSteps::pop(Side side) {
    std::int64_t number = 0;
    UndoStep step;
    {
        Query query = m_database.query(
            "SELECT rowid, action, subject, batch, items FROM steps WHERE side = ? ORDER BY rowid DESC LIMIT 1");
        if (!query.with(nameOfSide(side)).step()) return std::optional<UndoStep>{};
        number = query.integer(0);
        step.name = actionName(query.bytes(1), query.bytes(2));
        if (!query.isNull(3)) step.batch = query.integer(3);
        auto items = unpack(query.bytes(4));
        if (!items) return tl::unexpected(items.error());
        step.items = std::move(*items);
    }
    m_database.query("DELETE FROM steps WHERE rowid = ?").with(number).run();
    return std::optional(std::move(step));
}

void UndoSteps::push(Side side, const UndoStep& step) {
    m_database.query("INSERT INTO steps (side, action, subject, batch, items) VALUES (?, ?, ?, ?, ?)")
        .with(nameOfSide(side), nameOf(step.name.action), step.name.subject, step.batch)
        .withBytes(pack(step.items))
        .run();
}

void UndoSteps::clearRedo() {
    m_database.query("DELETE FROM steps WHERE side = 'redo'").run();
}

void UndoSteps::forgetRow(Kind kind, std::int64_t key) {
    m_database.query("DELETE FROM stand_ins WHERE kind = ? AND row = ?").with(nameOf(kind), key).run();
    m_gone.emplace(kind, key);
}

void UndoSteps::rename(Kind kind, std::int64_t key, std::string_view registerName, RegisterClock from,
                       RegisterClock to) {
    constexpr const char* where = " WHERE kind = ? AND row = ? AND register = ?";
    m_database
        .query(std::string("UPDATE stand_ins SET stamp = ?, replica = ?") + where + " AND stamp = ? AND replica = ?")
        .with(to.stamp, to.replica, nameOf(kind), key, registerName, from.stamp, from.replica)
        .run();
    m_database
        .query(std::string("UPDATE stand_ins SET original_stamp = ?, original_replica = ?") + where +
               " AND original_stamp = ? AND original_replica = ?")
        .with(to.stamp, to.replica, nameOf(kind), key, registerName, from.stamp, from.replica)
        .run();
    m_renamed[{kind, key, std::string(registerName)}].emplace_back(from, to);
}

/// Whether anything in the items changed.
bool UndoSteps::edit(std::vector<UndoItem>& items) const {
    bool isChanged = std::erase_if(items, [&](const UndoItem& item) {
                         return m_gone.contains({item.kind, item.key});
                     }) > 0;
    if (m_renamed.empty()) return isChanged;
    for (UndoItem& item : items)
        for (UndoRegister& one : item.registers) {
            const auto renamed = m_renamed.find({item.kind, item.key, one.name});
            if (renamed == m_renamed.end()) continue;
            for (const auto& [from, to] : renamed->second) {
                isChanged = isChanged || one.made == from || one.replaced == from;
                if (one.made == from) one.made = to;
                if (one.replaced == from) one.replaced = to;
            }
        }
    return isChanged;
}

void UndoSteps::store() {
    if (m_gone.empty() && m_renamed.empty()) return;
    std::vector<std::pair<std::int64_t, std::vector<UndoItem>>> changed;
    {
        Query query = m_database.query("SELECT rowid, items FROM steps");
        while (query.step()) {
            auto items = unpack(query.bytes(1));
            if (items && edit(*items)) changed.emplace_back(query.integer(0), std::move(*items));
        }
    }
    for (const auto& [number, items] : changed)
        if (items.empty())
            m_database.query("DELETE FROM steps WHERE rowid = ?").with(number).run();
        else
            m_database.query("UPDATE steps SET items = ?1 WHERE rowid = ?2").withBytes(pack(items)).with(number).run();
    forget();
}

void UndoSteps::forget() {
    m_gone.clear();
    m_renamed.clear();
}

RegisterClock UndoSteps::stateOf(Kind kind, std::int64_t key, std::string_view registerName, RegisterClock clock) {
    if (clock.stamp < firstPersonalStamp) return clock;
    Query query = m_database.query("SELECT original_stamp, original_replica FROM stand_ins"
                                   " WHERE kind = ? AND row = ? AND register = ? AND stamp = ? AND replica = ?");
    if (!query.with(nameOf(kind), key, registerName, clock.stamp, clock.replica).step()) return clock;
    return {query.integer(0), query.integer(1)};
}

void UndoSteps::standIn(Kind kind, std::int64_t key, std::string_view registerName, RegisterClock clock,
                        RegisterClock state) {
    m_database
        .query(
            "INSERT OR REPLACE INTO stand_ins (kind, row, register, stamp, replica, original_stamp, original_replica)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)")
        .with(nameOf(kind), key, registerName, clock.stamp, clock.replica, state.stamp, state.replica)
        .run();
}

} // namespace cairn::core
