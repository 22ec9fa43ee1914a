#include "core/domain/weekdays.h"

#include <algorithm>
#include <cctype>

namespace cairn::core {

Result<Weekdays> parseWeekdays(std::string_view text) {
    Weekdays days;
    while (true) {
        const std::size_t comma = text.find(',');
        std::string name(text.substr(0, comma));
        std::erase(name, ' ');
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
        const auto day = enumNamed<Weekday>(name);
        if (!day) return failure(ErrorCode::invalidSyntax, "weekdays are mon, tue, wed, thu, fri, sat, sun");
        if (days.contains(*day)) return failure(ErrorCode::invalidSyntax, "a weekday stands there twice");
        days.insert(*day);
        if (comma == std::string_view::npos) return days;
        text.remove_prefix(comma + 1);
    }
}

std::string formatWeekdays(Weekdays days) {
    std::string text;
    for (int i = 0; i < 7; ++i) {
        if (!days.contains(static_cast<Weekday>(i))) continue;
        if (!text.empty()) text += ',';
        text += nameOf(static_cast<Weekday>(i));
    }
    return text;
}

} // namespace cairn::core
