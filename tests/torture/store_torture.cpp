// A process that is made to be killed:
//   store_torture write FILE SEED [UNTIL]   applies the changes of the workload, and prints the number of each that was
//                                           acknowledged as a line
//   store_torture import FILE SEED          imports the first 200 changes as one
//   store_torture backup FILE               makes a backup
//   store_torture open FILE                 tries to open, read and write; prints the code of each
#include <cstdlib>
#include <iostream>
#include <limits>

#include "tests/torture/workload.h"

using namespace cairn::core;
using namespace cairn::torture;

namespace {

int writeChanges(const char* file, const Workload& workload, std::int64_t until) {
    OpenedStore opened(file);
    if (!opened.store) return 1;
    std::int64_t number = (*opened.store)->reader().changeNumber().value_or(0);
    while (++number <= until) {
        if (!(*opened.store)->apply(workload.change(number), {})) return 1;
        std::cout << number << std::endl;
    }
    return 0;
}

int importChanges(const char* file, const Workload& workload) {
    OpenedStore opened(file);
    std::vector<Change> all;
    for (int number = 1; number <= 200; ++number)
        for (Change& change : workload.change(number)) all.push_back(std::move(change));
    return opened.store && (*opened.store)->apply(all, {OriginKind::import, {Action::import, "file"}}) ? 0 : 1;
}

int makeBackup(const char* file) {
    OpenedStore opened(file);
    return opened.store && (*opened.store)->backUp().kind == BackupOutcome::Kind::made ? 0 : 1;
}

template<class T>
std::string codeOf(const Result<T>& result) {
    return result ? "OK" : std::string(codeName(result.error().code));
}

int tryAll(const char* file) {
    const auto reader = Reader::open(file);
    std::cout << "read " << (reader ? codeOf(reader->all<Habit>()) : codeOf(reader)) << std::endl;
    OpenedStore opened(file);
    std::cout << "open " << codeOf(opened.store) << std::endl;
    return 0;
}

} // namespace

int main(int argc, char* argv[]) {
    if (argc < 3) return 2;
    const std::string what = argv[1];
    const Workload workload(argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1);
    const std::int64_t until = argc > 4 ? std::atoll(argv[4]) : std::numeric_limits<std::int64_t>::max() - 1;
    if (what == "write") return writeChanges(argv[2], workload, until);
    if (what == "import") return importChanges(argv[2], workload);
    if (what == "backup") return makeBackup(argv[2]);
    if (what == "open") return tryAll(argv[2]);
    return 2;
}
