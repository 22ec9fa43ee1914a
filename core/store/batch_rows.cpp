#include "core/store/batch_rows.h"

#include <algorithm>

#include "core/store/packing.h"

namespace cairn::core {

void BatchRows::addRun(Runs& runs, std::int64_t first, std::int64_t end) {
    auto next = runs.upper_bound(first);
    if (next != runs.begin() && std::prev(next)->second >= first) {
        --next;
        first = next->first;
    }
    while (next != runs.end() && next->first <= end) {
        end = std::max(end, next->second);
        next = runs.erase(next);
    }
    runs.emplace_hint(next, first, end);
}

void BatchRows::add(Kind kind, std::int64_t key) {
    Runs& runs = m_runs[kind];
    if (!runs.empty() && runs.rbegin()->second == key)
        ++runs.rbegin()->second;
    else
        addRun(runs, key, key + 1);
}

void BatchRows::add(const BatchRows& others) {
    for (const auto& [kind, runs] : others.m_runs)
        for (const auto& [first, end] : runs) addRun(m_runs[kind], first, end);
}

void BatchRows::erase(Kind kind, std::int64_t key) {
    if (!contains(kind, key)) return;
    Runs& runs = m_runs[kind];
    const auto run = std::prev(runs.upper_bound(key));
    const auto [first, end] = *run;
    runs.erase(run);
    if (first < key) runs.emplace(first, key);
    if (key + 1 < end) runs.emplace(key + 1, end);
    if (runs.empty()) m_runs.erase(kind);
}

bool BatchRows::contains(Kind kind, std::int64_t key) const {
    const auto runs = m_runs.find(kind);
    if (runs == m_runs.end()) return false;
    const auto next = runs->second.upper_bound(key);
    return next != runs->second.begin() && std::prev(next)->second > key;
}

std::size_t BatchRows::count() const {
    std::int64_t count = 0;
    for (const auto& [kind, runs] : m_runs)
        for (const auto& [first, end] : runs) count += end - first;
    return static_cast<std::size_t>(count);
}

std::string BatchRows::toBytes() const {
    Packer packer;
    for (const auto& [kind, runs] : m_runs) {
        packer.text(nameOf(kind)).number(runs.size());
        std::int64_t last = 0;
        for (const auto& [first, end] : runs) {
            packer.signedNumber(first - last).signedNumber(end - first);
            last = end;
        }
    }
    return packer.bytes();
}

Result<BatchRows> BatchRows::fromBytes(std::string_view bytes) {
    BatchRows rows;
    Unpacker unpacker(bytes);
    while (!unpacker.atEnd()) {
        const auto kind = enumNamed<Kind>(unpacker.text());
        std::int64_t last = 0;
        for (std::uint64_t left = unpacker.number(); left > 0 && !unpacker.isDamaged(); --left) {
            const std::int64_t first = last + unpacker.signedNumber();
            last = first + unpacker.signedNumber();
            if (kind && last > first) addRun(rows.m_runs[*kind], first, last);
        }
    }
    if (unpacker.isDamaged()) return failure(ErrorCode::storeDamaged, "a batch's rows do not add up");
    return rows;
}

} // namespace cairn::core
