#include "sync/server/listen/listener.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sync/server/listen/server_line.h"

namespace cairn::sync {

namespace {

using core::ErrorCode;
using core::failure;
using core::Result;
using nlohmann::json;
using std::chrono::milliseconds;

constexpr milliseconds firstWait{500};
constexpr milliseconds greatestWait{60'000};
constexpr int greatestRetryAfter = 3'600; ///< seconds

/// A text in the member "data" of an answer; empty where it is not there.
std::string textIn(const LineAnswer& answer, const char* name) {
    const auto document = json::parse(answer.body, nullptr, false);
    if (!document.is_object()) return {};
    const auto data = document.find("data");
    if (data == document.end() || !data->is_object()) return {};
    const auto found = data->find(name);
    return found != data->end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// An event as one line in ASCII; nothing where the text is none.
std::optional<std::string> eventIn(const std::string& text) {
    const auto message = json::parse(text, nullptr, false);
    if (!message.is_object()) return std::nullopt;
    const auto stream = message.find("stream");
    const auto number = message.find("number");
    const bool isEvent =
        stream != message.end() && stream->is_string() && number != message.end() && number->is_number_integer();
    if (!isEvent) return std::nullopt;
    return nlohmann::ordered_json::parse(text).dump(-1, ' ', true);
}

bool isGreeting(const std::string& text) {
    const auto message = json::parse(text, nullptr, false);
    return message.is_object() && message.value("type", json()) == "ready";
}

class Listener {
public:
    Listener(const ListenOptions& options, core::Random& random, const ListenSinks& sinks)
        : m_options(options), m_random(random), m_sinks(sinks), m_line(options.url, options.fingerprint),
          m_access(options.token) {}

    Result<void> run() {
        auto outcome = m_options.email.empty() ? Result<void>() : signIn();
        if (outcome) outcome = hearAll();
        m_line.closeSocket();
        if (!m_refresh.empty()) (void)m_line.post("/api/auth/logout", "{}", m_access);
        if (!outcome && outcome.error().code == ErrorCode::cancelled) return {};
        return outcome;
    }

private:
    [[nodiscard]] bool isEnough() const { return m_options.count > 0 && m_heard >= m_options.count; }

    Result<void> signIn() {
        const json body{
            {"email", m_options.email}, {"password", m_options.password}, {"device", "cairn-server listen"}};
        const auto answer =
            m_line.post("/api/auth/login", body.dump(-1, ' ', false, json::error_handler_t::replace), {});
        if (!answer) return tl::unexpected(answer.error());
        if (answer->status == 401)
            return failure(ErrorCode::invalidValue, "the e-mail address or the password is wrong");
        if (answer->status == 403) return failure(ErrorCode::invalidValue, "the account is suspended");
        return takeTokens(*answer);
    }

    Result<void> refresh() {
        const auto ended = failure(ErrorCode::invalidValue, "the session has ended");
        if (m_refresh.empty()) return ended;
        const auto answer = m_line.post("/api/auth/refresh", json{{"refresh_token", m_refresh}}.dump(), {});
        if (!answer) return tl::unexpected(answer.error());
        if (answer->status == 401) {
            m_refresh.clear();
            return ended;
        }
        return takeTokens(*answer);
    }

    Result<void> takeTokens(const LineAnswer& answer) {
        if (auto good = check(answer); !good) return good;
        const std::string access = textIn(answer, "access_token"), next = textIn(answer, "refresh_token");
        if (!isToken(access) || !isToken(next)) return stranger();
        m_access = access;
        m_refresh = next;
        return {};
    }

    /// What goes into a header.
    static bool isToken(const std::string& text) {
        return !text.empty() && std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
    }

    static Result<void> stranger() {
        return failure(ErrorCode::ioFailure, "what answers there is not a server of Cairn's");
    }

    /// Refuses what is no success.
    Result<void> check(const LineAnswer& answer) {
        m_leastWait = std::chrono::seconds(std::min(answer.retryAfter, greatestRetryAfter));
        if (answer.status / 100 == 2) return {};
        return failure(ErrorCode::ioFailure, fmt::format("the server answered with status {}", answer.status));
    }

    Result<std::string> ticket() {
        auto answer = m_line.post("/api/auth/ws-ticket", "{}", m_access);
        if (answer && answer->status == 401) {
            if (const auto renewed = refresh(); !renewed) return tl::unexpected(renewed.error());
            answer = m_line.post("/api/auth/ws-ticket", "{}", m_access);
        }
        if (!answer) return tl::unexpected(answer.error());
        if (const auto good = check(*answer); !good) return tl::unexpected(good.error());
        std::string found = textIn(*answer, "ticket");
        if (found.empty()) return tl::unexpected(stranger().error());
        return found;
    }

    Result<void> connect() {
        const auto pass = ticket();
        if (!pass) return tl::unexpected(pass.error());
        if (auto opened = m_line.openSocket(); !opened) return opened;
        auto said = m_line.say(json{{"ticket", *pass}}.dump(-1, ' ', true, json::error_handler_t::replace));
        if (!said) return said;
        const auto greeting = m_line.hearSoon();
        if (!greeting) return tl::unexpected(greeting.error());
        return isGreeting(*greeting) ? Result<void>() : stranger();
    }

    /// One connection, up to its end.
    Result<void> hearOn() {
        if (auto connected = connect(); !connected) return connected;
        m_sinks.note(m_hasConnected ? "connected again" : "connected");
        m_hasConnected = true;
        while (!isEnough()) {
            const auto text = m_line.hear();
            if (!text) return tl::unexpected(text.error());
            const auto event = eventIn(*text);
            if (!event) continue;
            m_failures = 0;
            ++m_heard;
            m_sinks.event(*event);
        }
        return {};
    }

    Result<void> hearAll() {
        for (;;) {
            m_leastWait = {};
            auto ended = hearOn();
            if (ended || ended.error().code != ErrorCode::ioFailure || !m_hasConnected) return ended;
            m_line.closeSocket();
            const milliseconds time = nextWait();
            m_sinks.note(fmt::format("{}; the next try is in {:.1f} s", ended.error().detail,
                                     static_cast<double>(time.count()) / 1'000));
            if (auto waited = m_line.wait(time); !waited) return waited;
        }
    }

    /// Twice as long after each failure in a row, and of that a random part between half and all.
    milliseconds nextWait() {
        const auto whole = std::min(greatestWait, firstWait * (1 << std::min(m_failures++, 10)));
        const auto part = static_cast<std::int64_t>(static_cast<double>(whole.count()) * (1 + m_random.unit()) / 2);
        return std::max(m_leastWait, milliseconds(part));
    }

    const ListenOptions& m_options;
    core::Random& m_random;
    const ListenSinks& m_sinks;
    ServerLine m_line;
    std::string m_access;
    std::string m_refresh; ///< empty: this did not sign in
    bool m_hasConnected = false;
    int m_heard = 0;
    int m_failures = 0;
    milliseconds m_leastWait{};
};

} // namespace

Result<void> listen(const ListenOptions& options, core::Random& random, const ListenSinks& sinks) {
    return Listener(options, random, sinks).run();
}

} // namespace cairn::sync
