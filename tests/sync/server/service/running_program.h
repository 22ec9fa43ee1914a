#pragma once

#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace cairn::sync::testing {

using Variables = std::map<std::string, std::string>;

/// What a program that ended by itself said, standard error included, and its status.
struct Said {
    int status = -1;
    std::string text;
};

/// Runs cairn-server to its end.
Said runToEnd(const std::vector<std::string>& arguments, const Variables& variables);

/// A cairn-server that serves on a port of the system's choice; killed at the end where it still runs.
class RunningProgram {
public:
    /// Waits until it listens.
    explicit RunningProgram(const Variables& variables);
    ~RunningProgram();
    RunningProgram(const RunningProgram&) = delete;
    RunningProgram& operator=(const RunningProgram&) = delete;

    [[nodiscard]] int port() const { return m_port; }
    /// Sends a signal and waits for the end: the exit status, or minus the signal that ended it.
    int end(int signal);
    /// Waits for the end without a signal.
    int awaitEnd();

private:
    pid_t m_process = -1;
    int m_output = -1;
    int m_port = 0;
};

} // namespace cairn::sync::testing
