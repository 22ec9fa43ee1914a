#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/store/store.h"

namespace cairn::torture {

/// A run of changes that a seed decides: change number 1 makes a habit, every other one records a day that none did
/// before, with a note that tells its number. So the number of changes that a store holds says what must be in it.
class Workload {
public:
    explicit Workload(std::uint64_t seed);

    [[nodiscard]] const core::Habit& habit() const { return m_habit; }
    [[nodiscard]] std::vector<core::Change> change(std::int64_t number) const;
    [[nodiscard]] std::string note(std::int64_t number) const;
    [[nodiscard]] core::Date day(std::int64_t number) const;

private:
    std::uint64_t m_seed;
    core::Habit m_habit;
};

/// A store with its surroundings, in any folder.
struct OpenedStore {
    explicit OpenedStore(const std::filesystem::path& file);

    core::FixedClock clock;
    core::Random random;
    core::Result<std::unique_ptr<core::Store>> store;
};

/// What is wrong with the store at `file`, of which changes 1 … `acknowledged` of `workload` were acknowledged and the
/// one after these may be there: lost, half there or damaged. Nothing when all is well.
std::optional<std::string> whatIsWrong(const std::filesystem::path& file, const Workload& workload,
                                       std::int64_t acknowledged);

} // namespace cairn::torture
