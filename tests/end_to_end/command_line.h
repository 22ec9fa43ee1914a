#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/temporary_folder.h"

namespace cairn::test {

/// What a run of the command line gave.
struct Run {
    int exitCode = 0;
    std::string output;
    std::string errors;

    [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(output); }
};

/// The real `cairn` on a store of its own, each command a process.
class CommandLine {
public:
    /// Runs `cairn --db STORE ARGUMENTS`, the arguments as a shell would read them, with `input` as standard input.
    /// `environment`: such as "NAME=VALUE".
    Run run(const std::string& arguments, const std::string& input = {}, const std::string& environment = {});
    /// The same with --json; the command must succeed.
    nlohmann::json json(const std::string& arguments);
    [[nodiscard]] const support::TemporaryFolder& folder() const { return m_folder; }
    [[nodiscard]] std::string store() const { return (m_folder / "cairn.db").string(); }

private:
    support::TemporaryFolder m_folder;
};

} // namespace cairn::test
