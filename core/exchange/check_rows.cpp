#include "core/exchange/check_rows.h"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_set>

#include "core/domain/profile.h"
#include "core/exchange/archive_document.h"

namespace cairn::core {

namespace {

/// The length of the UTF-8 character at the front of `text`, or 0 where none begins there.
std::size_t characterLength(std::string_view text) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto isTail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(0);
    if (lead == 0) return 0;
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return isTail(1) ? 2 : 0;
    const bool isThree = lead >= 0xE0 && lead < 0xF0 && isTail(1) && isTail(2);
    if (isThree) return (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F) ? 0 : 3;
    const bool isFour = lead >= 0xF0 && lead < 0xF5 && isTail(1) && isTail(2) && isTail(3);
    if (isFour) return (lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F) ? 0 : 4;
    return 0;
}

bool isLineBreak(char c) {
    return c == '\n' || c == '\r';
}

/// Follows one kind after the other and remembers what was taken out.
class RowCheck {
public:
    explicit RowCheck(std::vector<ImportProblem>& problems) : m_problems(problems) {}

    template<class List>
    void operator()(List& list) {
        using R = decltype(list.front().record);
        std::unordered_set<Uuid> seen;
        std::erase_if(list, [&](auto& row) {
            const bool isTwin = kindOfRecord<R> != Kind::habitLog && !seen.insert(row.record.id).second;
            if (isTwin) report(row.line, "id", "the row stands there already; the first was taken");
            const bool isOut = isTwin || isOrphan(row.record) || !isValid(row);
            if (isOut && !isTwin && kindOfRecord<R> != Kind::habitLog) m_out.insert(row.record.id);
            return isOut;
        });
    }

private:
    void report(std::size_t line, std::string_view field, std::string message) {
        m_problems.push_back({line, std::string(field), std::move(message)});
    }

    /// Whether what the record belongs to was taken out; that was reported there.
    template<class R>
    bool isOrphan(const R& record) const {
        if (m_out.empty()) return false;
        for (const FieldDescription& field : describe<R>().fields) {
            if (!field.isOwner) continue;
            const Value owner = field.read(&record);
            if (!isNull(owner) && m_out.contains(std::get<Uuid>(owner))) return true;
        }
        return false;
    }

    template<class Row>
    bool isValid(Row& row);
    template<class Row>
    void mend(Row& row, const FieldDescription& field, Value& value);
    bool isKept(const Imported<Setting>& row);

    std::vector<ImportProblem>& m_problems;
    std::unordered_set<Uuid> m_out;
};

template<class Row>
void RowCheck::mend(Row& row, const FieldDescription& field, Value& value) {
    const auto& text = std::get<std::string>(value);
    std::string mended = mendedText(text, field.maximumLength);
    std::string_view what = text.size() > field.maximumLength ? "was shortened" : "held what is no text";
    if (field.form == TextForm::line) std::ranges::replace_if(mended, isLineBreak, ' ');
    if (field.form == TextForm::color) mended.clear();
    if (mended == text) return;
    if (field.form == TextForm::line && std::ranges::any_of(text, isLineBreak)) what = "was brought into one line";
    if (field.form == TextForm::color) what = "was no #RRGGBB and was left out";
    report(row.line, field.name, std::string(what));
    value = std::move(mended);
    field.write(&row.record, value);
}

template<class Row>
bool RowCheck::isValid(Row& row) {
    using R = decltype(row.record);
    const RecordDescription& description = describe<R>();
    std::vector<Value> values = valuesOf(row.record);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const FieldDescription& field = description.fields[i];
        auto valid = validate(field, values[i]);
        if (!valid && field.type == FieldType::text) {
            mend(row, field, values[i]);
            valid = validate(field, values[i]);
        }
        if (valid) continue;
        std::string_view message = valid.error().detail;
        if (message.starts_with(field.name)) message.remove_prefix(std::min(message.size(), field.name.size() + 1));
        report(row.line, archiveName(description.kind, field), std::string(message));
        return false;
    }
    if (description.check != nullptr) {
        if (const auto valid = description.check(values); !valid) {
            report(row.line, description.name, valid.error().detail);
            return false;
        }
    }
    if constexpr (std::is_same_v<R, Setting>) return isKept(row);
    return true;
}

bool RowCheck::isKept(const Imported<Setting>& row) {
    const SettingDescription* const known = settingNamed(row.record.key);
    if (known == nullptr) return true;
    if (known->scope == SettingScope::device) {
        report(row.line, "key", "the setting belongs to one device");
        return false;
    }
    Profile profile;
    if (known->apply(profile, row.record.value)) return true;
    report(row.line, "value", "can't be the value of this setting");
    return false;
}

} // namespace

std::string mendedText(std::string_view text, std::size_t limit) {
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    std::string mended;
    while (!text.empty()) {
        const std::size_t length = characterLength(text);
        const bool isNul = text.front() == '\0';
        const std::string_view character = length > 0 ? text.substr(0, length) : isNul ? "" : replacement;
        if (mended.size() + character.size() > limit) break;
        mended += character;
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return mended;
}

void checkRows(ImportRows& rows, std::vector<ImportProblem>& problems) {
    RowCheck check(problems);
    std::apply([&](auto&... lists) { (check(lists), ...); }, rows);
}

} // namespace cairn::core
