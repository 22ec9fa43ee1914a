#include "core/base/clock.h"

#include <charconv>
#include <fmt/format.h>

namespace cairn::core {

namespace {

constexpr std::int64_t millisecondsADay = 86'400'000;

bool readNumber(std::string_view text, int& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() && number >= 0;
}

} // namespace

Result<Instant> parseInstant(std::string_view text) {
    const auto invalid = [] { return failure(ErrorCode::invalidSyntax, "an instant is written YYYY-MM-DDTHH:MM:SSZ"); };
    if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text.back() != 'Z')
        return invalid();
    const auto date = parseDate(text.substr(0, 10));
    int hour = 0, minute = 0, second = 0, fraction = 0;
    if (!date || !readNumber(text.substr(11, 2), hour) || !readNumber(text.substr(14, 2), minute) ||
        !readNumber(text.substr(17, 2), second) || hour > 23 || minute > 59 || second > 59)
        return invalid();
    if (text.size() != 20 && (text.size() != 24 || text[19] != '.' || !readNumber(text.substr(20, 3), fraction)))
        return invalid();
    return Instant{date->days * millisecondsADay + ((hour * 60 + minute) * 60 + second) * 1000LL + fraction};
}

std::string formatInstant(Instant instant) {
    std::int64_t day = instant.milliseconds / millisecondsADay;
    std::int64_t rest = instant.milliseconds % millisecondsADay;
    if (rest < 0) {
        rest += millisecondsADay;
        --day;
    }
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", formatDate(Date{static_cast<std::int32_t>(day)}),
                       rest / 3'600'000, rest / 60'000 % 60, rest / 1000 % 60, rest % 1000);
}

} // namespace cairn::core
