#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/uuid.h"

namespace cairn::sync {

/// One answered request, as the log tells it. The query and the headers are never in it.
struct AccessRecord {
    std::string id;
    std::string method;
    std::string path;
    std::string address;
    core::Uuid user; ///< nil where nobody is signed in
    int status = 0;
    std::string code; ///< of a refusal
    std::string note; ///< what went wrong inside
    double milliseconds = 0;
    std::size_t bytesIn = 0;
    std::size_t bytesOut = 0;
};

/// One line of JSON without its line break. Control characters, also CR and LF, are escaped; what is no UTF-8 is
/// replaced.
std::string accessLine(const AccessRecord& record, core::Instant at);

/// One line of JSON about an event that is no request.
std::string eventLine(std::string_view event, std::string_view detail, core::Instant at);

/// Where the lines go, one call for each, never two at a time. Any thread.
class AccessLog {
public:
    using Sink = std::function<void(const std::string&)>;
    AccessLog(Sink sink, const core::Clock& clock) : m_sink(std::move(sink)), m_clock(clock) {}

    void write(const AccessRecord& record);
    void event(std::string_view event, std::string_view detail);

private:
    std::mutex m_mutex;
    Sink m_sink;
    const core::Clock& m_clock;
};

} // namespace cairn::sync
