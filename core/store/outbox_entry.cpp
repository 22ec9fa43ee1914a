#include "core/store/outbox_entry.h"

#include <algorithm>

#include "core/store/packing.h"

namespace cairn::core {

bool OutboxEntry::holdsRefused() const {
    return std::ranges::any_of(registers, [](const Waiting& one) { return one.why == WaitingRegister::Why::refused; });
}

std::optional<std::int64_t> OutboxEntry::leastStamp() const {
    if (burial != Burial::none) return 0;
    std::optional<std::int64_t> least;
    for (const Waiting& one : registers)
        if (one.why != WaitingRegister::Why::refused)
            least = std::min(least.value_or(one.clock.stamp), one.clock.stamp);
    return least;
}

OutboxEntry::Waiting* OutboxEntry::find(std::string_view name) {
    const auto found = std::ranges::find(registers, name, &Waiting::name);
    return found == registers.end() ? nullptr : &*found;
}

void OutboxEntry::put(Waiting one) {
    if (Waiting* const known = find(one.name))
        *known = std::move(one);
    else
        registers.push_back(std::move(one));
}

std::string OutboxEntry::packedRegisters() const {
    Packer packer;
    for (const Waiting& one : registers) {
        packer.text(one.name).signedNumber(one.clock.stamp).signedNumber(one.clock.replica);
        packer.signedNumber(one.over.stamp).signedNumber(one.over.replica);
    }
    return packer.bytes();
}

std::string OutboxEntry::packedReasons() const {
    Packer packer;
    for (std::size_t i = 0; i < registers.size(); ++i) {
        const Waiting& one = registers[i];
        if (one.why == WaitingRegister::Why::edited && !one.text) continue;
        packer.number(i).number(static_cast<std::uint64_t>(one.why));
        packer.number(one.text ? 1 : 0).text(one.text.value_or(""));
    }
    return packer.bytes();
}

Result<OutboxEntry> OutboxEntry::unpack(std::string_view registers, std::string_view reasons, std::int64_t burial) {
    OutboxEntry entry;
    entry.burial = static_cast<Burial>(burial);
    Unpacker unpacker(registers);
    while (!unpacker.atEnd()) {
        Waiting one{unpacker.text(), {}, {}, {}, {}};
        one.clock = {unpacker.signedNumber(), unpacker.signedNumber()};
        one.over = {unpacker.signedNumber(), unpacker.signedNumber()};
        entry.registers.push_back(std::move(one));
    }
    Unpacker reason(reasons);
    while (!reason.atEnd()) {
        const std::uint64_t place = reason.number();
        const auto why = static_cast<WaitingRegister::Why>(reason.number());
        const bool hasText = reason.number() == 1;
        std::string text = reason.text();
        if (place >= entry.registers.size() || reason.isDamaged())
            return failure(ErrorCode::storeDamaged, "what waits to be sent does not add up");
        entry.registers[place].why = why;
        if (hasText) entry.registers[place].text = std::move(text);
    }
    if (unpacker.isDamaged()) return failure(ErrorCode::storeDamaged, "what waits to be sent does not add up");
    return entry;
}

} // namespace cairn::core
