#include "sync/server/http/metrics.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace cairn::sync {

namespace {

constexpr std::array<std::string_view, 7> knownMethods{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

void describe(std::string& text, std::string_view name, std::string_view meaning, std::string_view type) {
    fmt::format_to(std::back_inserter(text), "# HELP {0} {1}\n# TYPE {0} {2}\n", name, meaning, type);
}

} // namespace

void Metrics::request(std::string_view method, std::string_view route, int status, double seconds) {
    const bool isKnown = std::ranges::find(knownMethods, method) != knownMethods.end();
    const std::scoped_lock lock(m_mutex);
    ++m_requests[{isKnown ? std::string(method) : "other", std::string(route), status}];
    Histogram& histogram = m_seconds[std::string(route)];
    const auto* const bound = std::ranges::lower_bound(bounds, seconds);
    ++histogram.counts[static_cast<std::size_t>(bound - bounds.begin())];
    histogram.sum += seconds;
    if (status >= 500) ++m_errors;
}

void Metrics::gauge(std::string name, std::string meaning, std::function<double()> value) {
    const std::scoped_lock lock(m_mutex);
    m_gauges.push_back({std::move(name), std::move(meaning), std::move(value)});
}

std::string Metrics::text() const {
    const std::scoped_lock lock(m_mutex);
    std::string text;
    const auto out = std::back_inserter(text);
    describe(text, "cairn_requests_total", "Requests that were answered.", "counter");
    for (const auto& [key, count] : m_requests)
        fmt::format_to(out, "cairn_requests_total{{method=\"{}\",route=\"{}\",status=\"{}\"}} {}\n", key.method,
                       key.route, key.status, count);
    describe(text, "cairn_errors_total", "Answers with a status of 500 or above.", "counter");
    fmt::format_to(out, "cairn_errors_total {}\n", m_errors);
    describe(text, "cairn_request_seconds", "From the head of a request to its answer.", "histogram");
    for (const auto& [route, histogram] : m_seconds) {
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < bounds.size(); ++i)
            fmt::format_to(out, "cairn_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route, bounds[i],
                           sum += histogram.counts[i]);
        sum += histogram.counts.back();
        fmt::format_to(out, "cairn_request_seconds_bucket{{route=\"{}\",le=\"+Inf\"}} {}\n", route, sum);
        fmt::format_to(
            out, "cairn_request_seconds_sum{{route=\"{0}\"}} {1}\ncairn_request_seconds_count{{route=\"{0}\"}} {2}\n",
            route, histogram.sum, sum);
    }
    for (const Gauge& gauge : m_gauges) {
        describe(text, gauge.name, gauge.meaning, "gauge");
        fmt::format_to(out, "{} {}\n", gauge.name, gauge.value());
    }
    return text;
}

} // namespace cairn::sync
