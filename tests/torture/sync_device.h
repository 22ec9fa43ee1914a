#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/base/system_clock.h"
#include "core/store/store.h"
#include "sync/protocol/disagreement.h"
#include "sync/replica/replica.h"
#include "tests/torture/loopback.h"

namespace cairn::torture {

/// What a person does on a device, which the seed, the device's letter and the number of the act decide. Days and tags
/// are the device's own; the name of the one habit is everybody's.
struct Act {
    enum class What { note, noteAgain, rename, tag, untag };
    What what = What::note;
    core::Date day;      ///< of a note
    std::string text;    ///< the note, or the name
    std::int64_t of = 0; ///< the number of the act that made the tag

    static Act numbered(std::uint64_t seed, char letter, std::int64_t number);
};

/// The notes that must stand on the days of a device whose acts 1 … `count` were acknowledged.
std::map<core::Date, std::string> notesAfter(std::uint64_t seed, char letter, std::int64_t count);

/// One device of a person: the real store and the real replica, which talk to a real server over loopback. A failure
/// that nothing explains is thrown. One thread.
class SyncDevice {
public:
    SyncDevice(const std::filesystem::path& file, char letter, std::uint64_t seed);

    /// Makes the one habit.
    void makeHabit();
    /// Does an act; once it returns, the act is acknowledged. Doing it again does nothing.
    void act(std::int64_t number);

    enum class End { done, broken };
    /// Pushes and pulls until nothing is left; broken where an answer did not come.
    End sync(Loopback& server, const std::string& token);

    [[nodiscard]] std::vector<core::SyncedRow> rows();
    [[nodiscard]] std::vector<sync::Disagreement> disagreements();
    /// What is not at rest, in words; empty where all is.
    [[nodiscard]] std::string unrest();
    /// The days that have another note than the acts 1 … `count` say, and their tags that are not there; empty where
    /// nothing is lost.
    [[nodiscard]] std::string lost(std::int64_t count);
    [[nodiscard]] core::Store& store() { return *m_store; }
    [[nodiscard]] sync::Replica& replica() { return *m_replica; }

    /// Called before each call.
    std::function<void()> calling = [] {};
    /// The greatest clock of each register that the server has acknowledged, by the name of the register.
    std::map<core::RowName, std::map<std::string, core::HybridClock>> acknowledged;
    /// The names of the habit that this person saw before writing a name.
    std::map<std::string, std::set<std::string>> seenBefore;
    std::size_t pushRows = 3;

private:
    bool push(Loopback& server, const std::string& token);
    bool pull(Loopback& server, const std::string& token);
    void note(const sync::PushAnswer& answer);
    [[nodiscard]] core::Habit habit();
    [[nodiscard]] core::Change changeOf(const Act& act, std::int64_t number);

    char m_letter;
    std::uint64_t m_seed;
    core::SystemClock m_clock;
    core::Random m_random;
    std::unique_ptr<core::Store> m_store;
    std::unique_ptr<sync::Replica> m_replica;
    std::set<std::string> m_seen;
};

/// The value; anything else is thrown.
template<class T>
T sure(core::Result<T> result) {
    if (!result)
        throw std::runtime_error(std::string(core::codeName(result.error().code)) + " " + result.error().detail);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// All rows of an account as its server has them, by name, without disagreements.
std::vector<core::SyncedRow> rowsOnServer(Loopback& server, const std::string& token);

/// Where two ends differ, in words; empty where they are equal.
std::string difference(const std::vector<core::SyncedRow>& one, const std::vector<core::SyncedRow>& other);

} // namespace cairn::torture
