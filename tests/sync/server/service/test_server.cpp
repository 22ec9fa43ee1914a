#include "tests/sync/server/service/test_server.h"

#include <algorithm>
#include <stdexcept>

namespace cairn::sync::testing {

namespace {

constexpr auto usualPassword = "violet-harbour-9";
constexpr int noLimit = 1'000'000;

Person personOf(const Reply& reply, const std::string& email, const std::string& password) {
    const auto data = dataOf(reply);
    return {email,
            password,
            data.at("access_token"),
            data.at("refresh_token"),
            data.at("device_token"),
            data.at("session_id")};
}

} // namespace

void LogLines::add(const std::string& line) {
    {
        const std::scoped_lock lock(m_mutex);
        m_lines.push_back(line);
    }
    m_changed.notify_all();
}

std::string LogLines::await(const std::string& text) {
    std::unique_lock lock(m_mutex);
    const auto holds = [&](const std::string& line) { return line.find(text) != std::string::npos; };
    m_changed.wait_for(lock, std::chrono::seconds(20), [&] { return std::ranges::any_of(m_lines, holds); });
    const auto found = std::ranges::find_if(m_lines, holds);
    return found == m_lines.end() ? "" : *found;
}

std::string LogLines::all() {
    const std::scoped_lock lock(m_mutex);
    std::string text;
    for (const std::string& line : m_lines) text += line + "\n";
    return text;
}

TestServer::TestServer(const ServerTuning& tuning, Config config) {
    ServerTuning cheap = tuning;
    if (tuning.hashPasses == ServerTuning{}.hashPasses) {
        cheap.hashPasses = 1;
        cheap.hashMemory = 8'192;
    }
    config.listen = "127.0.0.1:0";
    config.data = folder / "data";
    const Config usual;
    if (config.accountPerMinute == usual.accountPerMinute) config.accountPerMinute = noLimit;
    if (config.addressPerMinute == usual.addressPerMinute) config.addressPerMinute = noLimit;
    auto started = CompanionServer::start(
        config, clock, [this](const std::string& line) { log.add(line); }, cheap);
    if (!started) throw std::runtime_error(started.error().detail);
    server = std::move(*started);
}

Reply TestServer::call(const std::string& method, const std::string& path, const std::string& body,
                       const std::string& token, const std::string& headers) {
    RawClient client(port());
    std::string text = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers;
    if (!token.empty()) text += bearer(token);
    if (!body.empty())
        text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    client.send(text + "\r\n" + body);
    return client.reply();
}

Reply TestServer::post(const std::string& path, const nlohmann::json& body, const std::string& token) {
    return call("POST", path, body.dump(), token);
}

Person TestServer::join(const std::string& name) {
    const std::string email = name + "@example.org";
    const Reply reply =
        post("/api/auth/register", {{"email", email}, {"password", usualPassword}, {"full_name", name}});
    if (reply.status != 201) throw std::runtime_error("no account: " + reply.body);
    return personOf(reply, email, usualPassword);
}

Reply TestServer::signIn(const std::string& email, const std::string& password, const std::string& deviceToken) {
    nlohmann::json body{{"email", email}, {"password", password}};
    if (!deviceToken.empty()) body["device_token"] = deviceToken;
    return post("/api/auth/login", body);
}

nlohmann::json dataOf(const Reply& reply) {
    return nlohmann::json::parse(reply.body).at("data");
}

std::string codeOf(const Reply& reply) {
    const auto document = nlohmann::json::parse(reply.body, nullptr, false);
    return document.is_object() ? document.value("code", "") : "";
}

std::string bearer(const std::string& token) {
    return "Authorization: Bearer " + token + "\r\n";
}

} // namespace cairn::sync::testing
