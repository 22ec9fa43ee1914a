#include "core/store/row_texts.h"

#include "core/domain/registers.h"

namespace cairn::core {

namespace {

constexpr std::size_t mostRemembered = 4'096;
constexpr std::size_t longestRemembered = 64;

} // namespace

SyncedRow RowTexts::synced(Kind kind, const StoredRow& row) {
    SyncedRow synced{nameOf(kind, row), {}, false};
    const auto registers = registersOf(kind);
    for (std::size_t i = 0; i < registers.size(); ++i)
        if (row.clocks.of(i).stamp != 0)
            synced.put({std::string(registers[i].name), m_replicas.toPublic(row.clocks.of(i)), textOf(kind, row, i)});
    for (const auto& [name, clock] : row.clocks.unknown())
        if (const std::string* const text = row.kept.find(name)) synced.put({name, m_replicas.toPublic(clock), *text});
    return synced;
}

std::string RowTexts::textOf(Kind kind, const StoredRow& row, std::size_t place) {
    const Register& one = registersOf(kind)[place];
    if (const std::string* const kept = row.kept.find(one.name)) return *kept;
    return registerText(describe(kind), one, row.values, {row.removedAt, row.extent});
}

RowTexts::Meaning RowTexts::meaningOf(Kind kind, std::size_t place, std::string_view text) {
    const RecordDescription& record = describe(kind);
    const Register& one = registersOf(kind)[place];
    Meaning meaning{std::vector<Value>(record.fields.size()), {}, false, false};
    meaning.isReadable = readRegister(record, one, text, meaning.values, meaning.trash).has_value();
    meaning.isExact = meaning.isReadable && registerText(record, one, meaning.values, meaning.trash) == text;
    return meaning;
}

const RowTexts::Meaning& RowTexts::remembered(Kind kind, std::size_t place, std::string_view text) {
    m_wanted.assign(1, static_cast<char>('0' + place)).append(text);
    const auto known = m_ofLogs.find(m_wanted);
    if (known != m_ofLogs.end()) return known->second;
    if (m_ofLogs.size() >= mostRemembered) m_ofLogs.clear();
    return m_ofLogs.emplace(m_wanted, meaningOf(kind, place, text)).first->second;
}

void RowTexts::read(Kind kind, std::size_t place, std::string_view text, StoredRow& row) {
    const Register& one = registersOf(kind)[place];
    const bool isCommon = kind == Kind::habitLog && text.size() <= longestRemembered;
    const Meaning fresh = isCommon ? Meaning{} : meaningOf(kind, place, text);
    const Meaning& meaning = isCommon ? remembered(kind, place, text) : fresh;
    if (!row.kept.empty()) row.kept.erase(one.name);
    if (!meaning.isExact) row.kept.set(one.name, text);
    if (!meaning.isReadable) return;
    if (one.isRemoval()) {
        row.removedAt = meaning.trash.removedAt;
        row.extent = meaning.trash.extent;
    }
    for (std::size_t i = 0; i < row.values.size(); ++i)
        if ((one.fields >> i & 1) != 0) row.values[i] = meaning.values[i];
}

std::vector<Value> plainValues(Kind kind) {
    switch (kind) {
    case Kind::section: return valuesOf(Section{});
    case Kind::habit: return valuesOf(Habit{});
    case Kind::habitRule: return valuesOf(HabitRule{});
    case Kind::pause: return valuesOf(Pause{});
    case Kind::tag: return valuesOf(Tag{});
    case Kind::habitTag: return valuesOf(HabitTag{});
    case Kind::habitLog: return valuesOf(HabitLog{});
    case Kind::reminder: return valuesOf(Reminder{});
    case Kind::dismissal: return valuesOf(Dismissal{});
    case Kind::goal: return valuesOf(Goal{});
    case Kind::goalLink: return valuesOf(GoalLink{});
    case Kind::goalEntry: return valuesOf(GoalEntry{});
    case Kind::milestone: return valuesOf(Milestone{});
    case Kind::setting: return valuesOf(Setting{});
    }
    return {};
}

} // namespace cairn::core
