#include "core/exchange/loop_facts.h"

#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace cairn::core {

namespace {

constexpr std::array<std::uint32_t, 20> palette{0xD32F2F, 0xE64A19, 0xF57C00, 0xFF8F00, 0xF9A825, 0xAFB42B, 0x7CB342,
                                                0x388E3C, 0x00897B, 0x00ACC1, 0x039BE5, 0x1976D2, 0x303F9F, 0x5E35B1,
                                                0x8E24AA, 0xD81B60, 0x5D4037, 0x303030, 0x757575, 0xAAAAAA};

/// Where the colors of the palette before version 21 stand in the later one.
constexpr std::array<int, 13> earlierPalette{0, 1, 4, 5, 7, 8, 9, 10, 13, 14, 15, 17, 19};

constexpr std::int64_t paletteVersion = 14;
constexpr std::int64_t longPaletteVersion = 21;
constexpr double thousandth = 1000;

struct Word {
    LoopValue value;
    std::string_view text;
};
constexpr std::array words{Word{LoopValue::unknown, "UNKNOWN"}, Word{LoopValue::no, "NO"},
                           Word{LoopValue::yesAuto, "YES_AUTO"}, Word{LoopValue::yesManual, "YES_MANUAL"},
                           Word{LoopValue::skip, "SKIP"}};

int indexOfArgb(std::int64_t color) {
    const auto rgb = static_cast<std::uint32_t>(color) & 0xFFFFFF;
    for (const int index : earlierPalette)
        if (palette[static_cast<std::size_t>(index)] == rgb) return index;
    return 0;
}

bool takeMark(HabitLog& log, std::int64_t value) {
    switch (static_cast<LoopValue>(value)) {
    case LoopValue::yesManual: log.mark = Mark::done; return true;
    case LoopValue::no: log.mark = Mark::missed; return true;
    case LoopValue::skip: log.mark = Mark::skipped; return true;
    case LoopValue::yesAuto:
    case LoopValue::unknown: return true;
    }
    return false;
}

bool takeAmount(HabitLog& log, std::int64_t value) {
    if (value == static_cast<std::int64_t>(LoopValue::skip))
        log.mark = Mark::skipped;
    else if (value >= 0)
        log.amount = static_cast<double>(value) / thousandth;
    return value >= static_cast<std::int64_t>(LoopValue::unknown);
}

} // namespace

bool takeLoopValue(HabitLog& log, Measure measure, std::int64_t value) {
    if (measure == Measure::measured) return takeAmount(log, value);
    const bool isCode = value >= -1 && value <= 3;
    return isCode && takeMark(log, value);
}

std::optional<std::int64_t> loopValueOf(const HabitLog& log, Measure measure) {
    const auto code = [](LoopValue value) { return static_cast<std::int64_t>(value); };
    if (log.mark == Mark::skipped) return code(LoopValue::skip);
    if (measure == Measure::measured) {
        if (log.mark == Mark::missed && !log.amount) return code(LoopValue::no);
        if (!log.amount || *log.amount > 9e12) return std::nullopt;
        return std::llround(*log.amount * thousandth);
    }
    if (log.mark == Mark::done) return code(LoopValue::yesManual);
    if (log.mark == Mark::missed) return code(LoopValue::no);
    return std::nullopt;
}

std::string loopWord(std::int64_t value) {
    for (const Word& word : words)
        if (static_cast<std::int64_t>(word.value) == value) return std::string(word.text);
    return std::to_string(value);
}

std::optional<std::int64_t> loopValueNamed(std::string_view text) {
    for (const Word& word : words)
        if (word.text == text) return static_cast<std::int64_t>(word.value);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<Schedule> loopSchedule(std::int64_t times, std::int64_t days) {
    if (times < 1 || days < 1 || days > longestInterval) return std::nullopt;
    if (times >= days) return TimesInDays{1, 1};
    return TimesInDays{static_cast<int>(times), static_cast<int>(days)};
}

std::string loopPaletteColor(int index) {
    return fmt::format("#{:06X}", palette[static_cast<std::size_t>(index)]);
}

std::string loopColor(std::int64_t color, std::int64_t userVersion) {
    if (userVersion < paletteVersion) return loopPaletteColor(indexOfArgb(color));
    const bool isEarlier = userVersion < longPaletteVersion;
    const auto size = static_cast<std::int64_t>(isEarlier ? earlierPalette.size() : palette.size());
    if (color < 0 || color >= size) return loopPaletteColor(0);
    return loopPaletteColor(isEarlier ? earlierPalette[static_cast<std::size_t>(color)] : static_cast<int>(color));
}

Weekdays loopWeekdays(std::int64_t bits) {
    constexpr int saturday = static_cast<int>(Weekday::saturday);
    Weekdays days;
    for (int bit = 0; bit < 7; ++bit)
        if ((bits >> bit & 1) != 0) days.insert(static_cast<Weekday>((saturday + bit) % 7));
    return days;
}

} // namespace cairn::core
