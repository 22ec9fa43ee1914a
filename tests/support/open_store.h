#pragma once

#include <memory>
#include <vector>

#include "core/store/store.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

namespace cairn::support {

/// The value of a result that has to be there.
template<class T>
T required(core::Result<T> result) {
    if (!result) FAIL(std::string(core::codeName(result.error().code)) << ": " << result.error().detail);
    return std::move(*result);
}

/// A store in a folder of its own, with a clock that stands on the morning of firstDay and moves on with each change.
class OpenStore {
public:
    OpenStore() { reopen(); }
    explicit OpenStore(std::filesystem::path file) : m_file(std::move(file)) { reopen(); }

    /// Closes the store and opens the file again, as after a restart.
    void reopen() {
        m_store.reset();
        m_store = required(core::Store::open(m_file, {m_clock, m_random, core::Date{firstDay}}));
    }
    void close() { m_store.reset(); }

    core::ChangeSet apply(const std::vector<core::Change>& changes, core::Action action = core::Action::edit) {
        m_clock.advance(1000);
        return required(m_store->apply(changes, {core::OriginKind::local, {action, "it"}}));
    }
    template<class R>
    R create(R record) {
        apply({core::creation(record)}, core::Action::create);
        return record;
    }
    core::ChangeSet import(const std::vector<core::Change>& changes) {
        m_clock.advance(1000);
        return required(m_store->apply(changes, {core::OriginKind::import, {core::Action::import, "file"}}));
    }
    core::ChangeSet undo() {
        m_clock.advance(1000);
        return required(m_store->undo());
    }
    core::ChangeSet redo() {
        m_clock.advance(1000);
        return required(m_store->redo());
    }

    template<class R>
    std::vector<R> all(core::Rows rows = core::Rows::present) const {
        return required(reader().all<R>(rows));
    }
    [[nodiscard]] core::Mark mark(const core::Habit& habit, core::Date day) const {
        return required(reader().log(habit.id, day)).mark;
    }

    [[nodiscard]] const core::Reader& reader() const { return m_store->reader(); }
    core::Store& operator*() { return *m_store; }
    core::Store* operator->() { return m_store.get(); }
    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }
    [[nodiscard]] const TemporaryFolder& folder() const { return m_folder; }
    core::FixedClock& clock() { return m_clock; }

private:
    TemporaryFolder m_folder;
    std::filesystem::path m_file = m_folder / "store.cairn";
    core::FixedClock m_clock{core::Instant{std::int64_t{firstDay.days} * 86'400'000 + 28'800'000}};
    core::Random m_random{7};
    std::unique_ptr<core::Store> m_store;
};

} // namespace cairn::support
