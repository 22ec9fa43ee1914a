#pragma once

#include <CLI/App.hpp>
#include <string>

namespace cairn::app {

/// What follows `cairn-server listen`.
struct ListenArguments {
    std::string url;
    std::string email;
    std::string fingerprint;
    int count = 0;
    bool once = false;
};

/// Adds the command; `arguments` are filled when it is parsed.
CLI::App* addListenCommand(CLI::App& app, ListenArguments& arguments);

/// Prints a person's events until enough have come or a signal ends it. The exit code: 0, 1 where something is refused
/// or unreachable, 2 for wrong usage.
int listen(const ListenArguments& arguments);

} // namespace cairn::app
