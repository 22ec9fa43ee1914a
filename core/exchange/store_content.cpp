#include "core/exchange/store_content.h"

#include <algorithm>

#include "core/domain/profile.h"

namespace cairn::core {

template<class R>
void StoreContent::indexBy(Uuid R::*owner) {
    for (const R& row : all<R>()) std::get<Index<R>>(m_indexes).rows[row.*owner].push_back(&row);
}

Result<StoreContent> StoreContent::read(const Reader& reader) {
    StoreContent content(reader);
    Result<void> result;
    const auto readNext = [&]<class R>(std::vector<R>& rows) {
        if (!result) return;
        auto all = reader.all<R>(Rows::all);
        if (all)
            rows = std::move(*all);
        else
            result = tl::unexpected(all.error());
    };
    std::apply([&](auto&... lists) { (readNext(lists), ...); }, content.m_rows);
    if (!result) return tl::unexpected(result.error());
    std::ranges::sort(std::get<std::vector<HabitRule>>(content.m_rows), {}, &HabitRule::validFrom);
    content.indexBy(&HabitRule::habit);
    content.indexBy(&HabitTag::habit);
    content.indexBy(&Reminder::habit);
    content.indexBy(&Dismissal::habit);
    content.indexBy(&GoalLink::goal);
    content.indexBy(&GoalEntry::goal);
    content.indexBy(&Milestone::goal);
    for (const Pause& pause : content.all<Pause>())
        std::get<Index<Pause>>(content.m_indexes).rows[pause.habit.value_or(Uuid{})].push_back(&pause);
    return content;
}

Result<std::vector<HabitLog>> StoreContent::logs(const Uuid& habit) const {
    return m_reader->logs(habit, {earliestUse, latestUse});
}

bool isExported(const Setting& setting) {
    const SettingDescription* const known = settingNamed(setting.key);
    return known == nullptr || known->scope == SettingScope::account;
}

} // namespace cairn::core
