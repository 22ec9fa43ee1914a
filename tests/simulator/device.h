#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "core/store/store.h"
#include "sync/replica/replica.h"
#include "tests/simulator/oracle.h"

namespace cairn::simulator {

/// A computer of the person: the real store in a file, the real replica over it, a clock that may be wrong, and what
/// the oracle knows that its person has been shown.
class Device {
public:
    Device(std::filesystem::path file, std::string name, std::uint64_t seed, Oracle& oracle);
    ~Device();
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    /// What one step of undo wrote.
    struct Step {
        std::map<Place, std::pair<std::string, WriteId>> writes;
        std::set<core::RowName> made; ///< rows that it made
    };
    /// Everything of it that is on disk, and what its person has seen.
    struct Snapshot {
        std::map<std::string, std::string> files; ///< contents by the end of the name
        Oracle::Seen seen;
        std::vector<Step> steps;
    };
    [[nodiscard]] Snapshot snapshot();
    /// The file is put back, while the program is not running.
    void load(const Snapshot& snapshot);
    /// The process dies; it starts again from its file.
    void kill();

    [[nodiscard]] core::Store& store() { return *m_store; }
    [[nodiscard]] sync::Replica& replica() { return *m_replica; }
    [[nodiscard]] core::Random& random() { return m_random; }
    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }
    void setClock(core::Instant now) { m_clock.set(now); }
    [[nodiscard]] core::Instant now() const { return m_clock.now(); }

    /// All rows and graves.
    [[nodiscard]] std::vector<core::SyncedRow> rows();
    [[nodiscard]] std::optional<core::SyncedRow> find(const core::RowName& row);

    /// A change of the person; what it wrote is told to the oracle. Failures that a person can cause are none.
    core::Result<core::ChangeSet> change(const std::vector<core::Change>& changes, Oracle::Why why);
    core::Result<core::ChangeSet> undo();
    /// A change that the replica made for the person.
    void changed(const core::ChangeSet& set, Oracle::Why why);
    void seeHeld();
    /// After an answer was taken: what the person is shown now.
    void look();

    std::int64_t offset = 0;            ///< of the clock, ms
    std::optional<std::int64_t> frozen; ///< the clock stands
    bool isTrue = false;                ///< the server's time was seen since the clock was set, and fresh
    bool isGone = false;
    std::size_t vanished = 0; ///< rows that one pull took away unasked, until it is at the head
    bool mayVanish = false;   ///< a page of this pull brought removals
    int process = 0;          ///< how often it was started
    std::vector<Snapshot> backups;

private:
    void open();
    void close();
    void tellOracle(const core::ChangeSet& set, Oracle::Why why);
    using Rows = std::map<core::RowName, core::SyncedRow>;
    [[nodiscard]] Rows rowsByName();
    void checkUndone(const Step& step, const Rows& before, const core::ChangeSet& set);
    void checkUnmade(const Step& step, const Rows& before, const core::RowName& name) const;
    void dropGoneSteps(const Rows& present);
    void checkAllUndone(const Step& step, const Rows& before);
    [[nodiscard]] core::RowName nameOf(const core::RecordRef& row);

    std::filesystem::path m_file;
    std::string m_name;
    Oracle& m_oracle;
    core::FixedClock m_clock{core::Instant{}};
    core::Random m_random;
    std::unique_ptr<core::Store> m_store;
    std::unique_ptr<sync::Replica> m_replica;
    std::shared_ptr<void> m_subscription;
    std::set<core::RowName> m_changed;
    std::map<core::RowName, core::SyncedRow> m_shown; ///< as it was looked at last
    Oracle::Seen m_seen;
    std::vector<Step> m_steps;
};

[[noreturn]] void fail(const std::string& what);
/// The value, or the end of the run.
template<class T>
T sure(core::Result<T> result, std::string_view doing) {
    if (!result)
        fail(std::string(doing) + ": " + std::string(core::codeName(result.error().code)) + " " +
             result.error().detail);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

} // namespace cairn::simulator
