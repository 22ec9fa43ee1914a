#include "core/base/failpoint.h"

#ifdef CAIRN_FAILPOINTS

#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdlib>

namespace cairn::core {

void failpoint(std::string_view name) {
    static const char* const wanted = std::getenv("CAIRN_FAILPOINT");
    static std::atomic<int> passed = 0;
    if (wanted == nullptr) return;
    const std::string_view text(wanted);
    const std::size_t colon = text.find(':');
    if (text.substr(0, colon) != name) return;
    int which = 1;
    if (colon != std::string_view::npos) std::from_chars(text.data() + colon + 1, text.data() + text.size(), which);
#ifdef _WIN32
    if (++passed == which) std::abort();
#else
    if (++passed == which) std::raise(SIGKILL);
#endif
}

} // namespace cairn::core

#endif
