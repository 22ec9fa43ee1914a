#include "core/domain/profile.h"

#include "tests/support/catch.h"

using namespace cairn::core;

TEST_CASE("settings make a profile; what can't be read keeps its default", "[core][profile]") {
    const std::vector<Setting> settings{{{}, "first-weekday", "sun", {}},    {{}, "day-begin", "4", {}},
                                        {{}, "zone", "Europe/Berlin", {}},   {{}, "theme", "plaid", {}},
                                        {{}, "of-a-newer-program", "x", {}}, {{}, "language", "de", Instant{5}}};
    const Profile profile = profileOf(settings);
    CHECK(profile.firstWeekday == Weekday::sunday);
    CHECK(profile.dayBegin == 4);
    CHECK(profile.zone == "Europe/Berlin");
    CHECK(profile.theme == Theme::system);
    CHECK(profile.language.empty());
}

TEST_CASE("a setting refuses what it can't mean", "[core][profile]") {
    const auto [key, value] = GENERATE(table<std::string, std::string>({{"first-weekday", "sunday"},
                                                                        {"first-weekday", ""},
                                                                        {"day-begin", "24"},
                                                                        {"day-begin", "-1"},
                                                                        {"day-begin", "4h"},
                                                                        {"zone", "Nowhere/Land"},
                                                                        {"theme", "blue"}}));
    Profile profile;
    CHECK(settingNamed(key)->apply(profile, value).error().code == ErrorCode::invalidValue);
    CHECK(profile == Profile{});
}

TEST_CASE("every known setting reads back what it was given", "[core][profile]") {
    Profile profile;
    for (const SettingDescription& setting : knownSettings()) {
        const std::string before = setting.read(profile);
        REQUIRE(setting.apply(profile, before));
        CHECK(setting.read(profile) == before);
    }
    CHECK(settingNamed("nothing") == nullptr);
}
