#include "core/domain/profile.h"

#include <array>
#include <charconv>

#include "core/base/calendar_day.h"
#include "core/domain/weekdays.h"

namespace cairn::core {

namespace {

tl::unexpected<Error> invalid(std::string detail) {
    return failure(ErrorCode::invalidValue, std::move(detail));
}

Result<void> applyZone(Profile& profile, const std::string& value) {
    if (!value.empty() && !isKnownZone(value)) return invalid("zone is the name of a time zone, such as Europe/Berlin");
    profile.zone = value;
    return {};
}

Result<void> applyFirstWeekday(Profile& profile, const std::string& value) {
    const auto day = enumNamed<Weekday>(value);
    if (!day) return invalid("first-weekday is one of mon, tue, wed, thu, fri, sat, sun");
    profile.firstWeekday = *day;
    return {};
}

Result<void> applyDayBegin(Profile& profile, const std::string& value) {
    int hour = -1;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), hour);
    if (error != std::errc{} || end != value.data() + value.size() || hour < 0 || hour > 23)
        return invalid("day-begin is an hour from 0 to 23");
    profile.dayBegin = hour;
    return {};
}

Result<void> applyTheme(Profile& profile, const std::string& value) {
    const auto theme = enumNamed<Theme>(value);
    if (!theme) return invalid("theme is one of system, light, dark");
    profile.theme = *theme;
    return {};
}

template<std::string Profile::*Member>
Result<void> applyText(Profile& profile, const std::string& value) {
    profile.*Member = value;
    return {};
}

constexpr auto account = SettingScope::account;
constexpr auto device = SettingScope::device;

constexpr std::array settings{
    SettingDescription{"name", account, applyText<&Profile::displayName>,
                       [](const Profile& p) { return p.displayName; }},
    SettingDescription{"zone", account, applyZone, [](const Profile& p) { return p.zone; }},
    SettingDescription{"first-weekday", account, applyFirstWeekday,
                       [](const Profile& p) { return std::string(nameOf(p.firstWeekday)); }},
    SettingDescription{"day-begin", account, applyDayBegin,
                       [](const Profile& p) { return std::to_string(p.dayBegin); }},
    SettingDescription{"language", device, applyText<&Profile::language>, [](const Profile& p) { return p.language; }},
    SettingDescription{"theme", device, applyTheme, [](const Profile& p) { return std::string(nameOf(p.theme)); }},
};

} // namespace

std::span<const SettingDescription> knownSettings() {
    return settings;
}

const SettingDescription* settingNamed(std::string_view key) {
    for (const SettingDescription& setting : settings)
        if (setting.key == key) return &setting;
    return nullptr;
}

Profile profileOf(std::span<const Setting> records) {
    Profile profile;
    for (const Setting& record : records) {
        const SettingDescription* const known = settingNamed(record.key);
        if (known == nullptr || record.removed) continue;
        Profile changed = profile;
        if (known->apply(changed, record.value)) profile = changed;
    }
    return profile;
}

} // namespace cairn::core
