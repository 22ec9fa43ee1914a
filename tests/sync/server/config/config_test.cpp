#include "tests/support/catch.h"

#include <map>

#include "sync/server/config/config.h"

using namespace cairn::sync;

namespace {

Environment environmentOf(std::map<std::string, std::string> variables) {
    return [variables](const std::string& name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
}

const Environment nothing = environmentOf({});

} // namespace

TEST_CASE("with no configuration the server stays on this computer", "[server][config]") {
    const auto config = readConfig("", environmentOf({{"HOME", "/someone"}}));
    REQUIRE(config);
    CHECK(config->listen == "127.0.0.1:8080");
    CHECK(config->data == "/someone/.local/share/cairn-server");
}

TEST_CASE("the environment has the last word, under the same names", "[server][config]") {
    const auto config = readConfig(
        "listen = \"127.0.0.1:1\"\nworkers = 3\ncors_origins = [\"https://a.example\"]\n",
        environmentOf({{"CAIRN_LISTEN", "[::1]:2"}, {"CAIRN_CORS_ORIGINS", "https://b.example, https://c.example"}}));
    REQUIRE(config);
    CHECK(config->listen == "[::1]:2");
    CHECK(config->workers == 3);
    CHECK(config->corsOrigins == std::vector<std::string>{"https://b.example", "https://c.example"});
}

TEST_CASE("a configuration that is not understood is refused, without its values", "[server][config]") {
    const auto text = GENERATE(
        as<std::string>(), "listen = ", "listens = \"a:1\"", "listen = 8080", "listen = \"a\"", "listen = \":80\"",
        "listen = \"::1:80\"", "listen = \"127.0.0.1:70000\"", "workers = 0", "workers = \"3\"", "token_seconds = 901",
        "token_algorithm = \"none\"", "token_issuer = \"\"", "metrics_token = \"short-secret\"", "tls_key = \"a\"",
        "cors_origins = [\"*\"]", "cors_origins = \"https://a.example\"", "allow_plain_http = 1", "[table]\na = 1");
    CAPTURE(text);
    const auto config = readConfig(text, nothing);
    REQUIRE_FALSE(config);
    CHECK(config.error().detail.find("short-secret") == std::string::npos);
}

TEST_CASE("plain HTTP leaves this computer only when that is said", "[server][config]") {
    CHECK_FALSE(readConfig("listen = \"0.0.0.0:80\"", nothing));
    CHECK_FALSE(readConfig("listen = \"[::]:80\"", nothing));
    CHECK(readConfig("listen = \"0.0.0.0:80\"\nallow_plain_http = true", nothing));
    CHECK(readConfig("listen = \"0.0.0.0:443\"\ntls_certificate = \"a\"\ntls_key = \"b\"", nothing));
}

TEST_CASE("what is printed can be read again, and hides what is secret", "[server][config]") {
    Config config;
    config.data = "a \"quoted\" folder";
    config.metricsToken = "canary-canary-canary";
    config.tokenKey = "canary-key";
    const std::string text = printConfig(config);
    CHECK(text.find("canary") == std::string::npos);
    config.metricsToken = config.tokenKey = "";
    const auto again = readConfig(printConfig(config), nothing);
    REQUIRE(again);
    CHECK(again->data == config.data);
    CHECK(again->workers == config.workers);
}

TEST_CASE("every setting has its variable, whose value is checked", "[server][config]") {
    for (const Setting& setting : settings()) {
        if (!std::holds_alternative<int Config::*>(setting.member)) continue;
        std::string name = "CAIRN_";
        for (const char c : setting.name) name += static_cast<char>(std::toupper(c));
        CAPTURE(name);
        CHECK_FALSE(readConfig("", environmentOf({{name, "1x"}})));
        CHECK_FALSE(readConfig("", environmentOf({{name, std::to_string(setting.most + 1LL)}})));
        CHECK(readConfig("", environmentOf({{name, std::to_string(setting.most)}})));
    }
}
