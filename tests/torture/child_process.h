#pragma once

#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <string>
#include <sys/prctl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace cairn::torture {

/// A program with its standard output on a pipe. It is killed, if it still runs, and waited for at the end;
/// it also ends with the thread that started it.
class ChildProcess {
public:
    /// `environment`: more variables, each "NAME=VALUE".
    explicit ChildProcess(const std::vector<std::string>& command, const std::vector<std::string>& environment = {}) {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0) return;
        m_child = fork();
        if (m_child == 0) run(command, environment, ends[1]);
        close(ends[1]);
        m_output = fdopen(ends[0], "r");
    }
    ~ChildProcess() {
        kill();
        std::fclose(m_output);
    }
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// The next line without its end; false at the end of the output.
    bool readLine(std::string& line) {
        char buffer[256];
        if (std::fgets(buffer, sizeof buffer, m_output) == nullptr) return false;
        line = buffer;
        if (!line.empty() && line.back() == '\n') line.pop_back();
        return true;
    }
    /// Ends it as nothing can prevent.
    void kill() { killed(); }
    /// The same; its status as waitpid tells it, also where it had ended before.
    int killed() {
        if (m_child > 0) ::kill(m_child, SIGKILL);
        return wait();
    }
    void signal(int number) { ::kill(m_child, number); }
    /// Waits for its end; its status as waitpid tells it.
    int wait() {
        int status = 0;
        if (m_child > 0) waitpid(m_child, &status, 0);
        m_child = 0;
        return status;
    }

private:
    [[noreturn]] static void run(const std::vector<std::string>& command, std::vector<std::string> environment,
                                 int output) {
        dup2(output, STDOUT_FILENO);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (std::string& variable : environment) putenv(variable.data());
        std::vector<char*> arguments;
        for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        execvp(arguments[0], arguments.data());
        _exit(127);
    }

    pid_t m_child = 0;
    std::FILE* m_output = nullptr;
};

} // namespace cairn::torture
