#include "sync/server/streams/push_check.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>
#include <tuple>

#include "core/domain/document.h"
#include "sync/protocol/disagreement.h"
#include "sync/server/streams/ownership.h"

namespace cairn::sync {

namespace {

using core::ErrorCode;
using core::FieldDescription;
using core::FieldType;
using core::RecordDescription;
using core::Register;
using nlohmann::json;

constexpr std::size_t longestName = 64;
constexpr std::size_t mostRemembered = 256;

std::optional<core::Stream> carrierOf(std::string_view stream) {
    if (stream.starts_with("user:")) return core::Stream::user;
    return std::nullopt;
}

/// A choice that a newer program may have added.
bool mayBeNewChoice(const FieldDescription& field, const json& value) {
    if (field.type != FieldType::choice || !value.is_string()) return false;
    const auto& text = value.get_ref<const std::string&>();
    return !text.empty() && text.size() <= longestName &&
           std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

/// The member of a register's JSON that is this field's; null where it has none.
const json* memberOf(const RecordDescription& record, const Register& which, std::size_t field, const json& value) {
    const bool isAlone = which.fields == std::uint64_t{1} << field && record.fields[field].name == which.name;
    if (isAlone) return &value;
    const auto found = value.find(record.fields[field].name);
    return found == value.end() ? nullptr : &*found;
}

/// Whether nothing but choices of a newer program keeps a register from being read.
bool isOfNewerProgram(const RecordDescription& record, const Register& which, std::string_view text) {
    const json value = json::parse(text, nullptr, false);
    if (which.isRemoval() || value.is_discarded()) return false;
    std::size_t members = 0;
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        if ((which.fields >> i & 1) == 0) continue;
        const json* const member = memberOf(record, which, i, value);
        if (member == nullptr) return false;
        if (!core::fromJson(record.fields[i], *member) && !mayBeNewChoice(record.fields[i], *member)) return false;
        ++members;
    }
    return !value.is_object() || value.size() == members;
}

class RowCheck {
public:
    RowCheck(std::string_view stream, std::vector<Refusal>& refused) : m_stream(stream), m_refused(refused) {}

    void run(PushedRow& pushed) {
        const core::RowName& name = pushed.row.row;
        if (!carries(m_stream, name.kind)) return refuse(name, {}, refusal::foreignKind, "the stream has no such kind");
        if (!isName(name)) return refuse(name, {}, refusal::invalidKey, "the key names no row of its kind");
        if (pushed.burial != core::Burial::none && !name.key.starts_with('"'))
            return refuse(name, {}, refusal::invalidKey, "a row that is named by its natural key has no grave");
        if (pushed.row.registers.size() > maxRowRegisters || bytesOf(pushed.row) > maxRowBytes)
            return refuse(name, {}, refusal::tooLarge, "the row is too large");
        for (core::SyncedRegister& one : pushed.row.registers) check(name, one);
    }

private:
    static bool isName(const core::RowName& name) {
        const auto resolved = core::resolve(name);
        if (!resolved) return resolved.error().code == ErrorCode::notFound;
        return core::rowName(core::describe(resolved->kind), resolved->id, resolved->values) == name;
    }

    void check(const core::RowName& name, core::SyncedRegister& one) {
        if (one.name.empty() || one.name.size() > longestName)
            return refuse(name, one.name, refusal::tooLarge, "a register's name is too long");
        if (isKnownGood(name.kind, one)) return;
        auto text = acceptedText(name.kind, one.name, one.value);
        if (!text) return refuse(name, one.name, core::codeName(text.error().code), text.error().detail);
        if (*text == one.value && text->size() <= longestName && m_good.size() < mostRemembered)
            m_good.insert({name.kind, one.name, one.value});
        one.value = std::move(*text);
    }

    /// Short values come again and again in a push, such as marks.
    [[nodiscard]] bool isKnownGood(const std::string& kind, const core::SyncedRegister& one) const {
        return one.value.size() <= longestName && m_good.contains(std::tie(kind, one.name, one.value));
    }

    void refuse(const core::RowName& row, std::string_view registerName, std::string_view code, std::string detail) {
        m_refused.push_back({row, std::string(registerName), std::string(code), std::move(detail)});
    }

    std::string_view m_stream;
    std::vector<Refusal>& m_refused;
    std::set<std::tuple<std::string, std::string, std::string>, std::less<>> m_good; ///< kind, register, value
};

} // namespace

bool carries(std::string_view stream, std::string_view kind) {
    if (kind == disagreementKind) return false;
    const RecordDescription* const record = descriptionOf(kind);
    return record == nullptr || record->stream == carrierOf(stream);
}

core::Result<std::string> acceptedText(std::string_view kind, std::string_view registerName, std::string_view text) {
    if (text.size() > maxRegisterBytes) return core::failure(ErrorCode::tooLarge, "a register is too large");
    const RecordDescription* const record = descriptionOf(kind);
    if (record == nullptr) return std::string(text);
    const auto place = core::registerNamed(record->kind, registerName);
    if (!place) return std::string(text);
    const Register& which = core::registersOf(record->kind)[*place];
    std::vector<core::Value> values(record->fields.size());
    core::TrashState trash;
    const auto read = core::readRegister(*record, which, text, values, trash);
    if (read) return core::registerText(*record, which, values, trash);
    if (isOfNewerProgram(*record, which, text)) return std::string(text);
    return tl::unexpected(read.error());
}

std::vector<Refusal> normalise(std::string_view stream, std::vector<PushedRow>& rows) {
    std::vector<Refusal> refused;
    RowCheck check(stream, refused);
    for (PushedRow& pushed : rows) check.run(pushed);
    return refused;
}

std::size_t bytesOf(const core::SyncedRow& row) {
    return std::accumulate(row.registers.begin(), row.registers.end(), row.row.key.size(),
                           [](std::size_t sum, const core::SyncedRegister& one) {
                               return sum + one.name.size() + one.value.size() + sizeof(core::SyncedRegister);
                           });
}

} // namespace cairn::sync
