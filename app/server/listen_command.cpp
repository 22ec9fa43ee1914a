#include "app/server/listen_command.h"

#include <cstdlib>
#include <fmt/format.h>
#include <iostream>

#include "core/base/system_clock.h"
#include "sync/server/listen/listener.h"

namespace cairn::app {

namespace {

using core::ErrorCode;
using core::failure;
using core::Result;

constexpr int refused = 1;
constexpr int wrongUsage = 2;

void say(const std::string& sentence) {
    fmt::print(stderr, "cairn-server: {}\n", sentence);
}

Result<std::string> readPassword() {
    std::string password;
    if (!std::getline(std::cin, password) || password.empty())
        return failure(ErrorCode::invalidValue, "the password is read from standard input, and none came");
    if (password.ends_with('\r')) password.pop_back();
    return password;
}

/// The access token from the environment, in which nothing may stand that ends a header.
Result<std::string> tokenOfEnvironment() {
    const char* const value = std::getenv("CAIRN_TOKEN");
    const std::string token = value == nullptr ? "" : value;
    if (token.empty()) return failure(ErrorCode::invalidSyntax, "either --email or the variable CAIRN_TOKEN is needed");
    if (token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=") !=
        std::string::npos)
        return failure(ErrorCode::invalidValue, "CAIRN_TOKEN holds no token");
    return token;
}

/// Errors: invalidSyntax where an argument is missing; invalidValue.
Result<sync::ListenOptions> optionsOf(const ListenArguments& arguments) {
    const auto url = sync::parseServerUrl(arguments.url);
    if (!url) return tl::unexpected(url.error());
    sync::ListenOptions options{*url, {}, arguments.email, {}, {}, arguments.once ? 1 : arguments.count};
    if (!arguments.fingerprint.empty()) {
        const auto fingerprint = sync::parseFingerprint(arguments.fingerprint);
        if (!fingerprint)
            return failure(ErrorCode::invalidValue, "a fingerprint is the 64 hexadecimal digits of a SHA-256");
        options.fingerprint = *fingerprint;
    }
    const auto secret = options.email.empty() ? tokenOfEnvironment() : readPassword();
    if (!secret) return tl::unexpected(secret.error());
    (options.email.empty() ? options.token : options.password) = *secret;
    return options;
}

void printEvent(const std::string& line) {
    fmt::print("{}\n", line);
    if (std::fflush(stdout) != 0) std::exit(refused); // nobody reads any more
}

} // namespace

CLI::App* addListenCommand(CLI::App& app, ListenArguments& arguments) {
    auto* const command =
        app.add_subcommand("listen", "Print the events of a person's streams, each as a line of JSON");
    command->add_option("URL", arguments.url, "The server, such as https://example.org")->required();
    command->add_option("--email", arguments.email,
                        "Sign in, with the password on standard input; without it CAIRN_TOKEN is the access token");
    command->add_option("--fingerprint", arguments.fingerprint, "SHA-256 of the one certificate to trust");
    auto* const count = command->add_option("--count", arguments.count, "End after so many events")
                            ->check(CLI::Range(1, 1'000'000'000));
    command->add_flag("--once", arguments.once, "End after the first event")->excludes(count);
    return command;
}

int listen(const ListenArguments& arguments) {
    const auto options = optionsOf(arguments);
    if (!options) {
        say(options.error().detail);
        return options.error().code == ErrorCode::invalidSyntax ? wrongUsage : refused;
    }
    core::Random random(core::entropySeed());
    const auto heard = sync::listen(*options, random, {printEvent, say});
    if (heard) return 0;
    say(heard.error().detail);
    return refused;
}

} // namespace cairn::app
