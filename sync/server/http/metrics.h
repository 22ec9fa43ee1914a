#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::sync {

/// What the server counts, in the text format of Prometheus (version 0.0.4). Labels are bounded: routes by their
/// pattern, methods by a fixed list. Any thread.
class Metrics {
public:
    /// One answered request.
    void request(std::string_view method, std::string_view route, int status, double seconds);
    /// A number that is asked for when somebody reads; set before the server starts.
    void gauge(std::string name, std::string meaning, std::function<double()> value);

    [[nodiscard]] std::string text() const;

private:
    static constexpr std::array<double, 11> bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5};
    struct Key {
        std::string method;
        std::string route;
        int status;
        friend auto operator<=>(const Key&, const Key&) = default;
    };
    struct Histogram {
        std::array<std::uint64_t, bounds.size() + 1> counts{};
        double sum = 0;
    };
    struct Gauge {
        std::string name;
        std::string meaning;
        std::function<double()> value;
    };

    mutable std::mutex m_mutex;
    std::map<Key, std::uint64_t> m_requests;
    std::map<std::string, Histogram> m_seconds;
    std::uint64_t m_errors = 0;
    std::vector<Gauge> m_gauges;
};

} // namespace cairn::sync
