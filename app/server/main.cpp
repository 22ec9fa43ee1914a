#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <malloc.h>
#include <pthread.h>
#include <sstream>
#include <sys/resource.h>

#include "app/server/listen_command.h"
#include "core/base/system_clock.h"
#include "sync/server/service/companion_server.h"
#include "sync/server/service/stream_extension.h"
#include "sync/server/storage/copies.h"

namespace {

using cairn::core::Result;
using cairn::sync::CompanionServer;
using cairn::sync::Config;

constexpr int refused = 1;
constexpr int wrongUsage = 2;

struct Arguments {
    std::string config;
    bool checkConfig = false;
    bool printConfig = false;
    std::string file; ///< of a backup
    cairn::app::ListenArguments listen;
};

int complain(const cairn::core::Error& error) {
    fmt::print(stderr, "cairn-server: {}\n", error.detail);
    return refused;
}

std::optional<std::string> environment(const std::string& name) {
    const char* const value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

Result<Config> configurationOf(const Arguments& arguments) {
    std::string text;
    if (!arguments.config.empty()) {
        std::ifstream in(arguments.config, std::ios::binary);
        if (!in) return cairn::core::failure(cairn::core::ErrorCode::notFound, "the configuration can't be read");
        std::ostringstream all;
        all << in.rdbuf();
        text = all.str();
    }
    return cairn::sync::readConfig(text, environment);
}

/// Every socket is a descriptor: as many as the system grants.
void raiseDescriptorLimit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/// Large blocks go back to the system once they are freed. By itself the C library comes to keep them, and for each
/// thread: every worker would hold on to the most that one page of a stream ever took.
void returnLargeBlocks() {
    mallopt(M_MMAP_THRESHOLD, 256 * 1'024);
    mallopt(M_TRIM_THRESHOLD, 512 * 1'024);
    mallopt(M_ARENA_MAX, 4);
}

/// The signals that this program waits for; blocked before any thread begins.
sigset_t blockedSignals() {
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

Result<cairn::sync::AccessLog::Sink> logOf(const Config& config) {
    if (config.log.empty()) return [](const std::string& line) { fmt::print(stderr, "{}\n", line); };
    const auto file = std::make_shared<std::ofstream>(config.log, std::ios::app);
    if (!*file) return cairn::core::failure(cairn::core::ErrorCode::storeReadOnly, "log: can't be written");
    return [file](const std::string& line) { *file << line << std::endl; };
}

int serve(const Config& config) {
    const sigset_t signals = blockedSignals();
    raiseDescriptorLimit();
    returnLargeBlocks();
    const auto sink = logOf(config);
    if (!sink) return complain(sink.error());
    const cairn::core::SystemClock clock;
    cairn::sync::ServerTuning tuning;
    tuning.extend = cairn::sync::addStreams;
    const auto server = CompanionServer::start(config, clock, *sink, tuning);
    if (!server) return complain(server.error());
    fmt::print("listening on {}\n", (*server)->url());
    std::fflush(stdout);
    for (int signal = 0; sigwait(&signals, &signal) == 0;) {
        if (signal != SIGHUP) break;
        (void)(*server)->reload();
    }
    (*server)->stop(std::chrono::seconds(config.drainSeconds));
    return 0;
}

int backUp(const Config& config, const std::string& file) {
    const auto done = cairn::sync::backUp(cairn::sync::databaseFile(config), file);
    if (!done) return complain(done.error());
    fmt::print("backed up to {}\n", file);
    return 0;
}

int restore(const Config& config, const std::string& file) {
    const auto kept = cairn::sync::restore(cairn::sync::databaseFile(config), file, cairn::core::SystemClock().now(),
                                           cairn::core::entropySeed());
    if (!kept) return complain(kept.error());
    fmt::print("restored from {}; all sessions have ended\n", file);
    if (!kept->empty()) fmt::print("what was there before is kept as {}\n", kept->string());
    return 0;
}

int verify(const Config& config, const std::string& file) {
    const auto done = cairn::sync::verify(file.empty() ? cairn::sync::databaseFile(config) : file);
    if (!done) return complain(done.error());
    fmt::print("ok\n");
    return 0;
}

int checkOrServe(const Arguments& arguments, const Config& config) {
    if (const auto good = CompanionServer::examine(config); !good) return complain(good.error());
    if (arguments.printConfig) fmt::print("{}", printConfig(config));
    if (arguments.checkConfig) fmt::print("{}the configuration is good\n", arguments.printConfig ? "# " : "");
    return arguments.printConfig || arguments.checkConfig ? 0 : serve(config);
}

} // namespace

int main(int argc, char* argv[]) {
    Arguments arguments;
    CLI::App app("The companion server of Cairn: keeps the devices of each person in step.");
    app.add_option("--config", arguments.config, "A TOML file; --print-config shows every setting");
    app.add_flag("--check-config", arguments.checkConfig, "Read the configuration, say whether it is good, and end");
    app.add_flag("--print-config", arguments.printConfig, "Print the configuration as TOML, secrets hidden, and end");
    app.require_subcommand(0, 1);
    app.fallthrough();
    auto* const backUpCommand = app.add_subcommand("backup", "Copy the database into a new file, also while serving");
    auto* const restoreCommand =
        app.add_subcommand("restore", "Put a backup in the database's place; ends all sessions");
    auto* const verifyCommand = app.add_subcommand("verify", "Examine every page of the database, or of a backup");
    backUpCommand->add_option("FILE", arguments.file, "Where to")->required();
    restoreCommand->add_option("FILE", arguments.file, "Where from")->required();
    verifyCommand->add_option("FILE", arguments.file, "A backup");
    auto* const listenCommand = cairn::app::addListenCommand(app, arguments.listen);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : wrongUsage;
    }
    if (listenCommand->parsed()) return cairn::app::listen(arguments.listen);
    const auto config = configurationOf(arguments);
    if (!config) return complain(config.error());
    if (backUpCommand->parsed()) return backUp(*config, arguments.file);
    if (restoreCommand->parsed()) return restore(*config, arguments.file);
    if (verifyCommand->parsed()) return verify(*config, arguments.file);
    return checkOrServe(arguments, *config);
}
