#pragma once

#include "core/store/store.h"
#include "tests/core/exchange/sources.h"
#include "tests/support/temporary_folder.h"

namespace cairn::support {

/// A store of its own into which files are imported.
class ImportStore {
public:
    ImportStore() : m_store(required(core::Store::open(m_folder / "store.db", {m_clock, m_random, importDay}))) {}

    [[nodiscard]] const core::Reader& reader() const { return m_store->reader(); }

    core::ImportPlan plan(const std::filesystem::path& file, core::ImportOptions options = {importDay}) {
        return required(core::planImport(file, reader(), options));
    }
    core::ErrorCode refusal(const std::filesystem::path& file) {
        const auto before = required(reader().changeNumber());
        const auto plan = core::planImport(file, reader(), {importDay});
        REQUIRE_FALSE(plan);
        CHECK(required(reader().changeNumber()) == before);
        return plan.error().code;
    }
    /// Imports a file that is there.
    core::ImportReport import(const std::filesystem::path& file, core::ImportOptions options = {importDay}) {
        m_clock.advance(1000);
        const core::ImportPlan made = plan(file, options);
        required(m_store->apply(made.edit));
        return made.report;
    }
    /// Imports a file with these bytes.
    core::ImportReport importBytes(const std::string& bytes, core::ImportOptions options = {importDay}) {
        return import(write(bytes), options);
    }
    std::filesystem::path write(const std::string& bytes, const std::string& name = "import.file") {
        writeFile(m_folder / name, bytes);
        return m_folder / name;
    }
    /// What a person does here.
    core::ChangeSet apply(const std::vector<core::Change>& changes, core::Action action = core::Action::edit) {
        m_clock.advance(1000);
        return required(m_store->apply(changes, {core::OriginKind::local, {action, "it"}}));
    }
    core::Store& store() { return *m_store; }
    [[nodiscard]] std::filesystem::path path(const std::string& name) const { return m_folder / name; }

    template<class R>
    std::vector<R> all(core::Rows rows = core::Rows::present) const {
        return required(reader().all<R>(rows));
    }
    [[nodiscard]] core::Habit habit(const std::string& name) const {
        for (const core::Habit& habit : all<core::Habit>(core::Rows::all))
            if (habit.name == name) return habit;
        FAIL("no habit " << name);
        return {};
    }
    [[nodiscard]] core::HabitLog log(const std::string& name, core::Date date) const {
        return required(reader().log(habit(name).id, date));
    }
    [[nodiscard]] std::vector<core::HabitLog> logs(const std::string& name) const {
        return required(reader().logs(habit(name).id, {core::earliestUse, core::latestUse}));
    }
    [[nodiscard]] std::vector<core::HabitRule> rules(const std::string& name) const {
        return required(reader().ownedBy<core::HabitRule>(habit(name).id));
    }

private:
    TemporaryFolder m_folder;
    core::FixedClock m_clock{{1'795'168'800'000}}; // 2026-11-20T10:00Z
    core::Random m_random{1};
    std::unique_ptr<core::Store> m_store;
};

} // namespace cairn::support
