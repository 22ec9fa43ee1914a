#include "core/domain/row_digest.h"

#include "core/base/sip_hash.h"
#include "core/base/tenet.h"
#include "core/domain/canonical_json.h"

namespace cairn::core {

namespace {

constexpr char separator = '\x1F';
constexpr std::string_view disagreementKind = "disagreement";

std::string beginning(const RowName& row) {
    constexpr std::size_t usual = 256;
    std::string bytes;
    bytes.reserve(usual);
    return bytes.append(row.kind).append(1, separator).append(row.key).append(1, separator);
}

} // namespace

std::uint64_t hashOf(const RowName& row, const SyncedRegister& value) {
    std::string bytes = beginning(row);
    if (!holds("digest_values")) return sipHash(bytes);
    bytes.append(value.name).append(1, separator);
    appendNumber(bytes, static_cast<long long>(value.clock.stamp));
    bytes.append(1, separator).append(formatUuid(value.clock.replica)).append(1, separator);
    bytes.append(value.value).append(1, separator);
    return sipHash(bytes);
}

std::uint64_t hashOfGrave(const RowName& row) {
    return sipHash(beginning(row));
}

void RowDigest::set(const std::string& kind, Sum sum) {
    if (sum == Sum{})
        m_sums.erase(kind);
    else
        m_sums[kind] = sum;
}

void RowDigest::account(const SyncedRow& row, std::uint64_t sign) {
    const bool isLeftOut = (row.row.kind == disagreementKind && holds("digest_dis")) ||
                           (row.isGrave && !holds("digest_graves")) ||
                           (!row.isGrave && !isPresent(row) && !holds("digest_dead"));
    if (isLeftOut) return;
    const std::string kind = row.isGrave ? row.row.kind + " grave" : row.row.kind;
    Sum sum = m_sums[kind];
    sum.count += sign;
    if (row.isGrave) sum.hash += sign * hashOfGrave(row.row);
    for (const SyncedRegister& one : row.registers) sum.hash += sign * hashOf(row.row, one);
    set(kind, sum);
}

} // namespace cairn::core
