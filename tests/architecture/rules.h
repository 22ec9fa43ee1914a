#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cairn::architecture {

/// How much of Qt a folder may name.
enum class Qt { none, noWidgets, all };

/// What one folder may include. It always may include itself; of its siblings and the layers below only what stands
/// here.
struct FolderRule {
    std::string_view folder;
    std::vector<std::string_view> mayInclude;
    Qt qt = Qt::none;
};

/// The arrows: app → ui → core and app → sync → core, and the finer ones inside. The longest folder that fits a file
/// decides. A source file that no row covers is an error, so that a new folder takes its place in the map.
inline const std::vector<FolderRule> folderRules = {
    {"core/base", {}},
    {"core/domain", {"core/base"}},
    {"core/analytics", {"core/base", "core/domain"}},
    {"core/coach", {"core/base", "core/domain", "core/analytics"}},
    {"core/store", {"core/base", "core/domain", "core/analytics"}},
    {"core/actions", {"core/base", "core/domain", "core/analytics", "core/store"}},
    {"core/exchange", {"core/base", "core/domain", "core/analytics", "core/store"}},

    {"sync/protocol", {"core/base", "core/domain"}},
    {"sync/replica", {"core", "sync/protocol"}},
    {"sync/local", {"core", "sync/protocol"}, Qt::noWidgets},
    {"sync/client", {"core", "sync/protocol", "sync/replica", "sync/local"}, Qt::noWidgets},
    {"sync/server/config", {"core/base"}},
    {"sync/server/http", {"core/base", "sync/protocol"}},
    {"sync/server/net", {"core/base", "sync/server/http"}},
    {"sync/server/listen", {"core/base"}},
    {"sync/server/storage", {"core/base", "core/store"}},
    {"sync/server/auth", {"core/base", "core/store", "sync/server/http", "sync/server/storage"}},
    {"sync/server", {"core", "sync/protocol"}},

    {"ui/models", {"core"}, Qt::noWidgets},
    {"ui/services", {"core", "ui/models"}, Qt::noWidgets},
    {"ui/widgets", {"core", "ui/models"}, Qt::all},
    {"ui/pages", {"core", "ui/services", "ui/models", "ui/widgets"}, Qt::all},
    {"ui/window", {"core", "ui/services", "ui/models", "ui/widgets", "ui/pages"}, Qt::all},

    {"app/common", {"core", "sync"}, Qt::noWidgets},
    {"app/cli", {"core", "sync", "app/common"}, Qt::noWidgets},
    {"app/server", {"core", "sync/protocol", "sync/server"}},
    {"app", {"core", "sync", "ui"}, Qt::all},

    {"tests/architecture", {"tests/support"}},
    {"tests/support", {"core"}},
    {"tests/fuzz", {"core", "sync/protocol", "sync/server", "tests/support"}},
    {"tests/bench", {"core", "sync", "tests/end_to_end", "tests/support"}, Qt::all},
    {"tests/simulator", {"core", "sync"}},
    {"tests/torture", {"core", "sync", "tests/support"}, Qt::noWidgets},
    {"tests/threads", {"core", "tests/support"}},
    {"tests/end_to_end", {"core", "sync", "ui", "tests/support"}, Qt::all},
};

/// A built library or program, by the beginning of its target's name, and what it must not use: `symbols` of its own
/// object code (libraries) and `libraries` that it loads (programs), each by a part of the name.
struct LinkRule {
    enum class Of { library, program };
    Of of;
    std::string_view target;
    Qt symbols = Qt::all;
    std::vector<std::string_view> mustNotLoad = {};
};

inline const std::vector<LinkRule> linkRules = {
    {LinkRule::Of::library, "cairn_core_", Qt::none},
    {LinkRule::Of::library, "cairn_sync_protocol", Qt::none},
    {LinkRule::Of::library, "cairn_sync_server_", Qt::none},
    {LinkRule::Of::library, "cairn_sync_", Qt::noWidgets},
    {LinkRule::Of::library, "cairn_ui_models", Qt::noWidgets},
    {LinkRule::Of::library, "cairn_ui_services", Qt::noWidgets},
    {LinkRule::Of::program, "cairn", Qt::all, {"Qt6Gui", "Qt6Widgets"}},
    {LinkRule::Of::program, "cairn-server", Qt::all, {"Qt6"}},
    {LinkRule::Of::program, "core_", Qt::all, {"Qt6"}},
    {LinkRule::Of::program, "sync_server_", Qt::all, {"Qt6"}},
    {LinkRule::Of::program, "ui_models_tests", Qt::all, {"Qt6Widgets"}},
};

/// A pattern (ECMAScript) that no line may hold, in which files, and the seams where it is at home.
struct TextRule {
    enum class In { code, everything };
    In in; ///< code: C++ without comments and without what stands in quotes; everything: each text file as it is
    std::string_view pattern;
    std::vector<std::string_view> folders; ///< where the rule holds; empty: everywhere
    std::vector<std::string_view> seams;   ///< folders or files that are excepted
    std::string_view reason;
};

inline const std::vector<TextRule> textRules = {
    {TextRule::In::code,
     R"(system_clock::now|gettimeofday|clock_gettime|\bstd::time\(|currentDateTime|QDate::currentDate|QTime::currentTime)"
     R"(|currentMSecsSinceEpoch|currentSecsSinceEpoch|\blocaltime(_r)?\()",
     {},
     {"core/base/system_clock.cpp"},
     "the time comes from the clock that is passed in"},
    {TextRule::In::code, R"(steady_clock::now)", {"core"}, {}, "core has no clock of its own"},
    {TextRule::In::code,
     R"(random_device|\bs?rand\(|randombytes_|QRandomGenerator|\bmt19937|\barc4random)",
     {"app", "core", "sync", "ui"},
     {"core/base/system_clock.cpp", "core/base/random.h", "sync/server/auth/secrets.cpp"},
     "randomness comes from the one seeded source"},
    {TextRule::In::code,
     R"(processEvents|QEventLoop|\bwaitFor[A-Z]\w*\()",
     {"app", "ui"},
     {},
     "the window never waits: no nested event loop"},
    {TextRule::In::code,
     R"(\bboost::|include <boost/)",
     {},
     {"sync/server/net", "sync/server/listen/server_line.cpp"},
     "Boost stays in the transport, and in the line of the client beside it"},
    {TextRule::In::code, R"(\bsleep_for|\busleep\(|\bqSleep\(|\bqWait\()", {}, {}, "nothing sleeps; wait for a fact"},
    {TextRule::In::everything,
     R"(\b(TO)DO\b|\bFIX(ME)\b|\bXXX\b|\bHACK\b)",
     {},
     {},
     "what is to be done stands in the tracker, not in the source"},
    {TextRule::In::everything,
     R"((^|[\s"'=(])/(home|root|work|Users|tmp/[a-z])(/|\b))",
     {},
     {},
     "no path of one machine"},
};

inline constexpr int longestFile = 600;
inline constexpr int longestRootCMake = 150;

/// The longest function of a folder, in lines, from its head to its closing brace; the first row that fits decides.
struct FunctionRule {
    std::string_view folder;
    std::string_view name; ///< pattern (ECMAScript) for the head of the function
    int lines;
};

inline const std::vector<FunctionRule> functionRules = {
    {"core", "", 40},
    {"ui", R"(\b(build|setUp|lay)\w*\()", 100},
    {"", "", 60},
};

} // namespace cairn::architecture
