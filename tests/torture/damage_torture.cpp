#include <fstream>

#include "core/store/recovery.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"
#include "tests/torture/torture.h"
#include "tests/torture/workload.h"

using namespace cairn::core;
using namespace cairn::torture;
using cairn::support::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t changes = 30;
constexpr std::size_t page = 4096;

std::string contentsOf(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void writeTo(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

/// A closed store with some contents.
std::string wholeStore(const Workload& workload) {
    const TemporaryFolder folder;
    const auto file = folder / "store.cairn";
    {
        OpenedStore opened(file);
        for (std::int64_t number = 1; number <= changes; ++number)
            REQUIRE((*opened.store)->apply(workload.change(number), {}));
    }
    return contentsOf(file);
}

std::string harmed(std::string bytes, Random& random) {
    const std::size_t at = random.below(bytes.size());
    switch (random.below(5)) {
    case 0: bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8))); break;
    case 1: bytes.replace(at / page * page, page, std::string(page, '\0')); break;
    case 2: bytes.resize(at); break;
    case 3:
        for (std::size_t i = at; i < std::min(bytes.size(), at + 512); ++i) bytes[i] = static_cast<char>(random.next());
        break;
    default: bytes.assign(at, static_cast<char>(random.next())); break;
    }
    return bytes;
}

enum class End { refused, noticedLater, unnoticed };

/// Uses a store that may be damaged in every way; errors must be values, and no harm may come of any.
End use(const fs::path& file, const Workload& workload) {
    OpenedStore opened(file);
    if (!opened.store) return End::refused;
    Store& store = **opened.store;
    bool isWell = true;
    isWell &= store.reader().all<Habit>().has_value();
    isWell &= store.reader().all<HabitLog>().has_value();
    isWell &= store.reader().timelines().has_value();
    isWell &= store.apply(workload.change(changes + 1), {}).has_value();
    isWell &= store.undo().has_value();
    isWell &= store.undo().has_value();
    isWell &= store.redo().has_value();
    return isWell ? End::unnoticed : End::noticedLater;
}

} // namespace

TEST_CASE("no damage to the file crashes; what is refused stays as it was and can be moved aside",
          "[torture][damage]") {
    const std::uint64_t seed = firstSeed();
    const Workload workload(seed);
    const std::string whole = wholeStore(workload);
    std::array<int, 3> ends{};
    const int count = rounds(200);
    for (int i = 0; i < count; ++i) {
        Random random(seed + static_cast<std::uint64_t>(i));
        const TemporaryFolder folder;
        const auto file = folder / "store.cairn";
        const std::string bytes = harmed(whole, random);
        writeTo(file, bytes);
        const End end = use(file, workload);
        ++ends[static_cast<std::size_t>(end)];
        if (end != End::refused) continue;
        CHECK(contentsOf(file) == bytes);
        const auto aside = moveAside(file, Instant{1});
        REQUIRE(aside);
        CHECK(contentsOf(*aside) == bytes);
    }
    tell(std::to_string(count) + " damaged files, seeds from " + std::to_string(seed) + ": " + std::to_string(ends[0]) +
         " refused, " + std::to_string(ends[1]) + " noticed in use, " + std::to_string(ends[2]) +
         " not noticed, 0 crashes; " + replayLine("damage_torture", "no damage to the file crashes*", seed));
    CHECK(ends[0] > 0);
}

TEST_CASE("another store's log beside the file is refused or without effect", "[torture][damage]") {
    const Workload workload(firstSeed());
    const Workload stranger(firstSeed() + 1);
    const TemporaryFolder folder;
    const TemporaryFolder other;
    const auto file = folder / "store.cairn";
    writeTo(file, wholeStore(workload));
    {
        OpenedStore opened(other / "store.cairn");
        for (std::int64_t number = 1; number <= 5; ++number)
            REQUIRE((*opened.store)->apply(stranger.change(number), {}));
        writeTo(folder / "store.cairn-wal", contentsOf(other / "store.cairn-wal"));
    }
    const std::string before = contentsOf(file);
    OpenedStore opened(file);
    if (!opened.store) {
        CHECK(opened.store.error().code == ErrorCode::storeDamaged);
        CHECK(contentsOf(file) == before);
    } else {
        CHECK((*opened.store)->reader().all<Habit>().value().front().id == workload.habit().id);
    }
    tell(std::string("a foreign log: ") + (opened.store ? "without effect" : "refused"));
}
