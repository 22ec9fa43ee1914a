#include "tests/sync/server/service/running_program.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace cairn::sync::testing {

namespace {

enum class Errors { joined, dropped };

struct Started {
    pid_t process;
    int output;
};

Started start(const std::vector<std::string>& arguments, const Variables& variables, Errors errors) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    if (errors == Errors::joined) posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    if (errors == Errors::dropped) posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    std::vector<std::string> words{CAIRN_SERVER_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> settings;
    for (const auto& [name, value] : variables) settings.push_back(name + "=" + value);
    std::vector<char*> argv, environment;
    for (std::string& word : words) argv.push_back(word.data());
    for (std::string& setting : settings) environment.push_back(setting.data());
    argv.push_back(nullptr);
    environment.push_back(nullptr);
    pid_t process = -1;
    const int failed = posix_spawn(&process, CAIRN_SERVER_PROGRAM, &actions, nullptr, argv.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (failed != 0) throw std::runtime_error("the program can't be started");
    return {process, ends[0]};
}

int awaitStatus(pid_t process) {
    int status = 0;
    if (waitpid(process, &status, 0) != process) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

} // namespace

Said runToEnd(const std::vector<std::string>& arguments, const Variables& variables) {
    const Started started = start(arguments, variables, Errors::joined);
    Said said;
    std::array<char, 4'096> block{};
    for (ssize_t size = 0; (size = ::read(started.output, block.data(), block.size())) > 0;)
        said.text.append(block.data(), static_cast<std::size_t>(size));
    ::close(started.output);
    said.status = awaitStatus(started.process);
    return said;
}

RunningProgram::RunningProgram(const Variables& variables) {
    Variables all = variables;
    all["CAIRN_LISTEN"] = "127.0.0.1:0";
    const Started started = start({}, all, Errors::dropped);
    m_process = started.process;
    m_output = started.output;
    std::string line;
    for (char c = 0; ::read(m_output, &c, 1) == 1 && c != '\n';) line += c;
    const std::string begin = "listening on http://127.0.0.1:";
    if (!line.starts_with(begin)) throw std::runtime_error("the program does not listen: " + line);
    m_port = std::stoi(line.substr(begin.size()));
}

RunningProgram::~RunningProgram() {
    if (m_process > 0) end(SIGKILL);
    if (m_output >= 0) ::close(m_output);
}

int RunningProgram::end(int signal) {
    kill(m_process, signal);
    return awaitEnd();
}

int RunningProgram::awaitEnd() {
    return awaitStatus(std::exchange(m_process, -1));
}

} // namespace cairn::sync::testing
