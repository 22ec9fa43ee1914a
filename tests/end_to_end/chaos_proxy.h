#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/base/random.h"

namespace cairn::test {

/// Stands between clients and a server on loopback and does to each connection what networks do. Which, the seed
/// decides.
class ChaosProxy {
public:
    enum class Mischief : std::uint8_t {
        none,
        reset,    ///< the connection is reset before anything is sent
        cut,      ///< after some bytes of answers the connection is reset
        deaf,     ///< the request arrives, of the answer nothing comes back
        slices,   ///< a few bytes at a time in both directions, with pauses
        twice,    ///< each piece of an answer comes twice
        late,     ///< each piece of an answer waits for a while
        another,  ///< the answer to an earlier request, of whomever
        garbage,  ///< random bytes instead of an answer
        portal,   ///< a page in HTML, with one status or another
        redirect, ///< to somewhere else
        json,     ///< JSON of somebody else's
    };
    static constexpr std::uint64_t mischiefs = 12;

    /// Listens on a port of its own for connections to 127.0.0.1:`port`.
    ChaosProxy(std::uint16_t port, std::uint64_t seed);
    ~ChaosProxy();
    ChaosProxy(const ChaosProxy&) = delete;
    ChaosProxy& operator=(const ChaosProxy&) = delete;

    [[nodiscard]] std::string url() const;
    /// Whether mischief is done to connections from now on.
    enum class Mood : std::uint8_t { calm, wild };
    void be(Mood mood) { m_mood = mood; }
    [[nodiscard]] int disturbed() const { return m_disturbed; }

private:
    struct Plan {
        Mischief mischief = Mischief::none;
        std::uint64_t seed = 0;
    };
    void accept();
    Plan plan();
    void serve(int client, const Plan& plan);
    void pump(int client, int server, const Plan& plan);
    std::string remember(const std::string& answer);

    std::uint16_t m_target;
    std::uint16_t m_port = 0;
    int m_listener = -1;
    int m_wake[2] = {-1, -1}; ///< closed at the end, which ends every poll
    std::atomic<Mood> m_mood = Mood::calm;
    std::atomic<int> m_disturbed = 0;
    std::mutex m_mutex;
    std::string m_lastAnswer; ///< under the mutex
    core::Random m_random;
    std::vector<std::thread> m_threads;
};

} // namespace cairn::test
