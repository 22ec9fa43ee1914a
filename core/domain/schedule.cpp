#include "core/domain/schedule.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <fmt/format.h>
#include <optional>

namespace cairn::core {

namespace {

std::string squeezed(std::string_view text) {
    std::string result;
    for (const char c : text)
        if (c != ' ') result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

/// Takes the number at the front of `text` away; nothing without digits, with a leading zero or over the limit.
std::optional<int> takeNumber(std::string_view& text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || text.front() < '1' || text.front() > '9' || number > longestInterval)
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

bool takeWord(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
}

Result<Schedule> refused() {
    return failure(ErrorCode::invalidSyntax,
                   "a schedule is: daily, mon,wed,fri, every 3 days, 3/week, 2/month or 3 in 10 days");
}

Result<Schedule> parseInterval(std::string_view text) {
    const auto interval = takeNumber(text);
    if (!interval || (text != "days" && text != "day")) return refused();
    return EveryNDays{*interval};
}

Result<Schedule> parseWindow(int times, std::string_view text) {
    const auto days = takeNumber(text);
    if (!days || (text != "days" && text != "day") || times > *days) return refused();
    if (times == *days) return TimesInDays{1, 1};
    return TimesInDays{times, *days};
}

Result<Schedule> parseCounted(std::string_view text) {
    const auto times = takeNumber(text);
    if (!times) return refused();
    if (text == "/week" && *times <= 7) return TimesAWeek{*times};
    if (text == "/month" && *times <= 31) return TimesAMonth{*times};
    if (takeWord(text, "in")) return parseWindow(*times, text);
    return refused();
}

struct Format {
    std::string operator()(Daily) const { return "daily"; }
    std::string operator()(OnWeekdays s) const { return formatWeekdays(s.days); }
    std::string operator()(EveryNDays s) const { return fmt::format("every {} days", s.interval); }
    std::string operator()(TimesAWeek s) const { return fmt::format("{}/week", s.times); }
    std::string operator()(TimesAMonth s) const { return fmt::format("{}/month", s.times); }
    std::string operator()(TimesInDays s) const { return fmt::format("{} in {} days", s.times, s.days); }
};

struct KindOf {
    ScheduleKind operator()(Daily) const { return ScheduleKind::day; }
    ScheduleKind operator()(OnWeekdays) const { return ScheduleKind::day; }
    ScheduleKind operator()(EveryNDays) const { return ScheduleKind::day; }
    ScheduleKind operator()(TimesAWeek) const { return ScheduleKind::week; }
    ScheduleKind operator()(TimesAMonth) const { return ScheduleKind::month; }
    ScheduleKind operator()(TimesInDays) const { return ScheduleKind::rolling; }
};

} // namespace

Result<Schedule> parseSchedule(std::string_view text) {
    const std::string words = squeezed(text);
    std::string_view rest = words;
    if (rest == "daily") return Daily{};
    if (takeWord(rest, "every")) return parseInterval(rest);
    if (!rest.empty() && std::isdigit(static_cast<unsigned char>(rest.front())) != 0) return parseCounted(rest);
    const auto days = parseWeekdays(rest);
    if (!days) return refused();
    return OnWeekdays{*days};
}

std::string formatSchedule(const Schedule& schedule) {
    return std::visit(Format{}, schedule);
}

ScheduleKind kindOf(const Schedule& schedule) {
    return std::visit(KindOf{}, schedule);
}

} // namespace cairn::core
