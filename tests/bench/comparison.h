#pragma once

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

namespace cairn::bench {

/// The milliseconds that `work` takes.
double millisecondsOf(const std::function<void()>& work);

/// The middle value; of an even number the greater of the two.
double median(std::vector<double> values);

/// Runs ours and the peer's in turn, `rounds` times each, so that both meet the same machine; medians.
struct Measured {
    double ours = 0;
    double peer = 0;
};
Measured inTurn(int rounds, const std::function<double()>& ours, const std::function<double()>& peer);

/// Prints one line: what was measured, Cairn's figure, the peer's, and the ratio of both.
void report(std::string_view what, std::string_view unit, std::string_view peerName, const Measured& measured);

/// A new folder below the system's temporary one, removed with all that is in it at the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace cairn::bench
