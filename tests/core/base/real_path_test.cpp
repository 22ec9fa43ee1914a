#include "core/base/real_path.h"

#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

using namespace cairn;
namespace fs = std::filesystem;

TEST_CASE("every spelling of a path means one file", "[core][base][path]") {
    const support::TemporaryFolder folder;
    const fs::path file = fs::canonical(folder.path()) / "real.db";
    std::ofstream(file) << "x";
    fs::create_directories(folder / "sub");
    fs::create_symlink("../real.db", folder / "sub/link.db");
    fs::create_symlink("sub/link.db", folder / "link.db");
    fs::create_directory_symlink(folder / "sub", folder / "folder");
    CHECK(core::realPath(file) == file);
    CHECK(core::realPath(folder / "./absent/../real.db") == file);
    CHECK(core::realPath(folder / "sub/link.db") == file);
    CHECK(core::realPath(folder / "link.db") == file);
    CHECK(core::realPath(folder / "folder/link.db") == file);
}

TEST_CASE("a link whose file is not there yet means that file", "[core][base][path]") {
    const support::TemporaryFolder folder;
    fs::create_symlink("new/cairn.db", folder / "link.db");
    CHECK(core::realPath(folder / "link.db") == fs::canonical(folder.path()) / "new/cairn.db");
}

TEST_CASE("a link that leads nowhere but to itself is followed to an end", "[core][base][path]") {
    const support::TemporaryFolder folder;
    fs::create_symlink("a", folder / "b");
    fs::create_symlink("b", folder / "a");
    CHECK(core::realPath(folder / "a").parent_path() == fs::canonical(folder.path()));
}
