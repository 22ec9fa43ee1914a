#include "tests/fuzz/targets.h"

#include <array>
#include <cstdlib>

#include "tests/fuzz/grammars.h"
#include "tests/fuzz/importers.h"
#ifdef CAIRN_FUZZ_SERVER
#include "tests/fuzz/server_inputs.h"
#endif

namespace cairn::fuzz {

namespace {

constexpr std::array table{
    Target{"loop_db", parseLoopDatabase, loopDatabaseSeeds},
    Target{"loop_csv", parseTables, loopCsvSeeds},
    Target{"cairn_csv", parseTables, cairnCsvSeeds},
    Target{"cairn_json", parseFile, cairnJsonSeeds},
    Target{"zip", parseZip, zipSeeds},
    Target{"schedule", parseSchedules, scheduleSeeds},
    Target{"date_time", parseDatesAndTimes, dateTimeSeeds},
#ifdef CAIRN_FUZZ_SERVER
    Target{"request_head", parseRequestHead, requestHeadSeeds},
    Target{"packed_body", unpackBody, packedBodySeeds},
    Target{"access_token", verifyToken, tokenSeeds},
    Target{"server_config", parseServerConfig, serverConfigSeeds},
#endif
};

} // namespace

std::span<const Target> targets() {
    return table;
}

const Target& targetNamed(std::string_view name) {
    for (const Target& target : table)
        if (target.name == name) return target;
    std::abort();
}

void expect(bool isKept) {
    if (!isKept) std::abort();
}

} // namespace cairn::fuzz
