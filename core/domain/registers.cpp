#include "core/domain/registers.h"

#include <array>
#include <vector>

#include "core/domain/record_description.h"

namespace cairn::core {

namespace {

using Registers = std::vector<Register>;

Registers makeRegisters(const RecordDescription& record) {
    Registers registers;
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        const FieldDescription& field = record.fields[i];
        if (field.isKey) continue;
        auto known = registers.begin();
        while (known != registers.end() && known->name != field.registerName) ++known;
        if (known == registers.end()) known = registers.insert(known, Register{field.registerName, 0});
        known->fields |= std::uint64_t{1} << i;
    }
    if (record.kind != Kind::habitLog) registers.push_back({removalName, 0});
    return registers;
}

std::array<Registers, kindCount> makeAllRegisters() {
    std::array<Registers, kindCount> all;
    for (const RecordDescription& record : allDescriptions())
        all[static_cast<std::size_t>(record.kind)] = makeRegisters(record);
    return all;
}

} // namespace

std::span<const Register> registersOf(Kind kind) {
    static const std::array<Registers, kindCount> all = makeAllRegisters();
    return all[static_cast<std::size_t>(kind)];
}

std::optional<std::size_t> registerNamed(Kind kind, std::string_view name) {
    const auto registers = registersOf(kind);
    for (std::size_t i = 0; i < registers.size(); ++i)
        if (registers[i].name == name) return i;
    return std::nullopt;
}

std::optional<std::size_t> removalOf(Kind kind) {
    const auto registers = registersOf(kind);
    if (kind == Kind::habitLog) return std::nullopt;
    return registers.size() - 1;
}

} // namespace cairn::core
