#include "core/store/register_clock.h"

#include <algorithm>

#include "core/base/tenet.h"
#include "core/domain/registers.h"
#include "core/store/packing.h"

namespace cairn::core {

std::int64_t nextStamp(std::int64_t greatest, Instant wall) {
    const std::int64_t least = std::max(firstPersonalStamp, wall.milliseconds << RegisterClock::counterBits);
    constexpr std::int64_t counter = (std::int64_t{1} << RegisterClock::counterBits) - 1;
    if (!holds("carry") && least <= greatest) return (greatest & ~counter) | ((greatest + 1) & counter);
    return std::max(least, greatest + 1);
}

RowClocks::RowClocks(Kind kind, RegisterClock clock) : m_kind(kind), m_clocks(registersOf(kind).size(), clock) {}

RowClocks::RowClocks(Kind kind, RegisterClock row, std::string_view blob) : RowClocks(kind, row) {
    Unpacker unpacker(blob);
    while (!unpacker.atEnd()) {
        const std::string name = unpacker.text();
        const RegisterClock clock{unpacker.signedNumber(), unpacker.signedNumber()};
        if (unpacker.isDamaged()) return;
        if (const auto place = registerNamed(kind, name))
            m_clocks[*place] = clock;
        else
            m_unknown.emplace_back(name, clock);
    }
}

void RowClocks::setUnknown(std::string_view name, RegisterClock clock) {
    for (auto& [known, its] : m_unknown)
        if (known == name) {
            its = clock;
            return;
        }
    m_unknown.emplace_back(name, clock);
}

void RowClocks::eraseUnknown(std::string_view name) {
    std::erase_if(m_unknown, [&](const auto& each) { return each.first == name; });
}

RegisterClock RowClocks::row() const {
    const auto countOf = [this](RegisterClock clock) { return std::count(m_clocks.begin(), m_clocks.end(), clock); };
    RegisterClock most;
    for (const RegisterClock clock : m_clocks)
        if (clock != most && clock.stamp != 0 && (most.stamp == 0 || countOf(clock) > countOf(most))) most = clock;
    if (most.stamp == 0 && !m_unknown.empty()) return m_unknown.front().second;
    return most;
}

std::string RowClocks::blob() const {
    const RegisterClock most = row();
    Packer packer;
    const auto add = [&](std::string_view name, RegisterClock clock) {
        packer.text(name).signedNumber(clock.stamp).signedNumber(clock.replica);
    };
    const auto registers = registersOf(m_kind);
    for (std::size_t i = 0; i < m_clocks.size(); ++i)
        if (m_clocks[i] != most) add(registers[i].name, m_clocks[i]);
    for (const auto& [name, clock] : m_unknown) add(name, clock);
    return packer.bytes();
}

} // namespace cairn::core
