#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/date.h"
#include "core/domain/enum_names.h"
#include "core/domain/setting.h"

namespace cairn::core {

enum class Theme : std::uint8_t { system, light, dark };
template<>
inline constexpr std::array<std::string_view, 3> enumNames<Theme>{"system", "light", "dark"};

/// Whether a setting follows the person to every device or stays on this one.
enum class SettingScope : std::uint8_t { account, device };

/// The settings that Cairn knows, typed. Read from Setting records; what is missing or unreadable has its default.
struct Profile {
    std::string displayName;
    std::string zone; ///< an IANA name; empty: as the computer
    Weekday firstWeekday = Weekday::monday;
    int dayBegin = 0;     ///< the hour at which a day begins, 0–23
    std::string language; ///< empty: as the computer
    Theme theme = Theme::system;

    friend bool operator==(const Profile&, const Profile&) = default;
};

/// One known setting: its key, where it lives, and how a text is put into the profile and read back.
struct SettingDescription {
    std::string_view key;
    SettingScope scope;
    Result<void> (*apply)(Profile& profile, const std::string& value); ///< errors: invalidValue
    std::string (*read)(const Profile& profile);
};

/// All known settings: name, zone, first-weekday, day-begin, language, theme.
std::span<const SettingDescription> knownSettings();

/// The description of a key; nothing for an unknown one.
const SettingDescription* settingNamed(std::string_view key);

/// The profile that these settings make; unknown keys and values that can't be read are passed over.
Profile profileOf(std::span<const Setting> records);

} // namespace cairn::core
