#pragma once

#include <functional>
#include <set>
#include <span>

#include "core/analytics/timeline.h"
#include "core/store/reader.h"

namespace cairn::core {

/// What follows from a change by itself and is written with it: a goal whose value the change brings to its target is
/// completed. Looks only at goals that the change touches; reads inside the change's own transaction.
class Consequences {
public:
    /// `asOf` tells the day that the change is about; it is asked only where a goal is touched.
    using Day = std::function<Result<AsOf>()>;
    Consequences(const Reader& reader, Day asOf) : m_reader(reader), m_day(std::move(asOf)) {}

    /// Before anything is written: notes the goals that the changes touch and that are not at their target yet.
    Result<void> prepare(std::span<const Change> changes);
    /// After all is written: the changes that follow.
    Result<std::vector<Change>> follow(Instant now) const;

private:
    enum class Standing : std::uint8_t { belowTarget, atTarget, closed };

    Result<void> addTouched(const Change& change, std::set<Uuid>& habits);
    Result<void> addLinked(const Uuid& habit);
    [[nodiscard]] Result<Standing> standingOf(const Uuid& goal) const;

    const Reader& m_reader;
    Day m_day;
    AsOf m_asOf{};
    std::set<Uuid> m_goals;
};

} // namespace cairn::core
