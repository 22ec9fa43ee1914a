#pragma once

#include "core/actions/context.h"
#include "core/store/store.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

namespace cairn::test {

/// A store of its own, a clock that stands on a day, and what it takes to act on it.
class Acting {
public:
    explicit Acting(core::Date today) { setToday(today); }

    void setToday(core::Date today) {
        m_today = today;
        m_clock.set(core::Instant{std::int64_t{today.days} * 86'400'000 + 43'200'000});
    }
    core::ActionContext context() { return {m_store->reader(), m_random, m_clock.now(), m_today}; }
    const core::Reader& reader() { return m_store->reader(); }
    core::Store& store() { return *m_store; }

    core::ChangeSet apply(const core::Result<core::Edit>& edit) {
        REQUIRE(edit);
        const auto changes = m_store->apply(*edit);
        REQUIRE(changes);
        return *changes;
    }

private:
    support::TemporaryFolder m_folder;
    core::FixedClock m_clock{core::Instant{0}};
    core::Random m_random{7};
    core::Date m_today;
    std::unique_ptr<core::Store> m_store = core::Store::open(m_folder / "cairn.db", {m_clock, m_random}).value();
};

} // namespace cairn::test
