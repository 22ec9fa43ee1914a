#pragma once

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace cairn::test {

/// A program that runs beside the test, its standard output on a pipe. It is killed at the end.
class Background {
public:
    /// `environment`: variables such as "NAME=VALUE".
    explicit Background(std::vector<std::string> command, const std::vector<std::string>& environment = {});
    ~Background();
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    /// The next line without its end; nothing at the end of the output, or after ten seconds without one.
    std::optional<std::string> readLine();
    /// Ends it as nothing can prevent.
    void kill();
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] pid_t process() const { return m_child; }

private:
    pid_t m_child = 0;
    int m_output = -1;
    std::string m_read;
};

} // namespace cairn::test
