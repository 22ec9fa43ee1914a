#include "tests/end_to_end/command_line.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <sys/wait.h>

#include "tests/support/catch.h"

namespace cairn::test {

namespace {

std::string contentsOf(const std::filesystem::path& file) {
    std::stringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

} // namespace

Run CommandLine::run(const std::string& arguments, const std::string& input, const std::string& environment) {
    const auto typed = m_folder / "input";
    std::ofstream(typed, std::ios::binary) << input;
    const auto output = m_folder / "output";
    const auto errors = m_folder / "errors";
    const std::string command = environment + " " + std::string(CAIRN_PROGRAM) + " --db '" + store() + "' " +
                                arguments + " >'" + output.string() + "' 2>'" + errors.string() + "' <'" +
                                typed.string() + "'";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, contentsOf(output), contentsOf(errors)};
}

nlohmann::json CommandLine::json(const std::string& arguments) {
    const Run result = run("--json " + arguments);
    INFO(arguments);
    INFO(result.errors);
    REQUIRE(result.exitCode == 0);
    return result.json();
}

} // namespace cairn::test
