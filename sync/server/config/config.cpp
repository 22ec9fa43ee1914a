#include "sync/server/config/config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <sstream>
#include <toml++/toml.h>

namespace cairn::sync {

using core::ErrorCode;
using core::failure;
using core::Result;

namespace {

constexpr std::array table{
    Setting{"listen", &Config::listen, "Address and port; port 0 lets the system choose."},
    Setting{"data", &Config::data, "Folder of the database and of the key; made if it is missing."},
    Setting{"tls_certificate", &Config::tlsCertificate, "PEM file of the certificate chain; read again on SIGHUP."},
    Setting{"tls_key", &Config::tlsKey, "PEM file of its key."},
    Setting{"allow_plain_http", &Config::allowPlainHttp, "Plain HTTP also on a public address, behind a proxy."},
    Setting{"open_registration", &Config::openRegistration, "Whether anyone may make an account."},
    Setting{"token_key", &Config::tokenKey, "256 bits in hexadecimal that sign access tokens; empty: a file in data.",
            Secrecy::secret},
    Setting{"token_key_previous", &Config::tokenKeyPrevious, "The key before it, still accepted.", Secrecy::secret},
    Setting{"token_algorithm", &Config::tokenAlgorithm, "The one algorithm of access tokens: HS256."},
    Setting{"token_issuer", &Config::tokenIssuer, "What access tokens say of who made them."},
    Setting{"token_audience", &Config::tokenAudience, "What access tokens say of who they are for."},
    Setting{"token_seconds", &Config::tokenSeconds, "How long an access token is good.", Secrecy::open, 10, 900},
    Setting{"session_days", &Config::sessionDays, "How long a session lasts that is not used.", Secrecy::open, 1, 400},
    Setting{"metrics_token", &Config::metricsToken, "Who bears it may read /metrics from elsewhere.", Secrecy::secret},
    Setting{"cors_origins", &Config::corsOrigins, "Exact origins of web pages that may call; none: CORS is off."},
    Setting{"trusted_proxies", &Config::trustedProxies, "Addresses of proxies whose X-Forwarded-For is believed."},
    Setting{"account_per_minute", &Config::accountPerMinute, "Requests of an account.", Secrecy::open, 1, 10'000'000},
    Setting{"address_per_minute", &Config::addressPerMinute, "Requests of an address.", Secrecy::open, 1, 10'000'000},
    Setting{"sign_in_per_minute", &Config::signInPerMinute, "Sign-ins to an account.", Secrecy::open, 1, 10'000'000},
    Setting{"workers", &Config::workers, "Threads for database work.", Secrecy::open, 1, 256},
    Setting{"io_threads", &Config::ioThreads, "Threads for the network.", Secrecy::open, 1, 16},
    Setting{"most_connections", &Config::mostConnections, "Connections at once.", Secrecy::open, 1, 1'000'000},
    Setting{"head_seconds", &Config::headSeconds, "Time for the head of a request.", Secrecy::open, 1, 600},
    Setting{"body_seconds", &Config::bodySeconds, "Time for its body.", Secrecy::open, 1, 3'600},
    Setting{"idle_seconds", &Config::idleSeconds, "Time between two requests.", Secrecy::open, 1, 3'600},
    Setting{"drain_seconds", &Config::drainSeconds, "Time for what is under way when the server stops.", Secrecy::open,
            0, 600},
    Setting{"log", &Config::log, "File of the log, one line of JSON for each request; empty: standard error."},
};

tl::unexpected<core::Error> wrong(const Setting& setting, std::string_view what) {
    return failure(ErrorCode::invalidValue, fmt::format("{}: {}", setting.name, what));
}

std::string variableOf(const Setting& setting) {
    std::string name = "CAIRN_";
    for (const char c : setting.name) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return name;
}

Result<void> setNumber(const Setting& setting, int& member, std::int64_t value) {
    if (value < setting.least || value > setting.most)
        return wrong(setting, fmt::format("must be from {} to {}", setting.least, setting.most));
    member = static_cast<int>(value);
    return {};
}

/// The words of a list in the environment, separated by commas.
std::vector<std::string> wordsOf(const std::string& text) {
    std::vector<std::string> words;
    std::istringstream in(text);
    for (std::string word; std::getline(in, word, ',');) {
        std::erase(word, ' ');
        if (!word.empty()) words.push_back(word);
    }
    return words;
}

/// Takes a setting from a text of the environment.
struct FromText {
    const Setting& setting;
    const std::string& text;
    Config& config;

    Result<void> operator()(std::string Config::*member) const {
        config.*member = text;
        return {};
    }
    Result<void> operator()(bool Config::*member) const {
        const bool isTrue = text == "true" || text == "1" || text == "yes";
        if (!isTrue && text != "false" && text != "0" && text != "no") return wrong(setting, "must be true or false");
        config.*member = isTrue;
        return {};
    }
    Result<void> operator()(int Config::*member) const {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc{} || end != text.data() + text.size()) return wrong(setting, "must be a number");
        return setNumber(setting, config.*member, value);
    }
    Result<void> operator()(std::vector<std::string> Config::*member) const {
        config.*member = wordsOf(text);
        return {};
    }
};

/// Takes a setting from a value of a TOML file.
struct FromToml {
    const Setting& setting;
    const toml::node& node;
    Config& config;

    Result<void> operator()(std::string Config::*member) const {
        const auto value = node.value_exact<std::string>();
        if (!value) return wrong(setting, "must be a text");
        config.*member = *value;
        return {};
    }
    Result<void> operator()(bool Config::*member) const {
        const auto value = node.value_exact<bool>();
        if (!value) return wrong(setting, "must be true or false");
        config.*member = *value;
        return {};
    }
    Result<void> operator()(int Config::*member) const {
        const auto value = node.value_exact<std::int64_t>();
        return value ? setNumber(setting, config.*member, *value) : wrong(setting, "must be a whole number");
    }
    Result<void> operator()(std::vector<std::string> Config::*member) const {
        const auto* const list = node.as_array();
        if (list == nullptr) return wrong(setting, "must be a list of texts");
        (config.*member).clear();
        for (const auto& item : *list) {
            const auto value = item.value_exact<std::string>();
            if (!value) return wrong(setting, "must be a list of texts");
            (config.*member).push_back(*value);
        }
        return {};
    }
};

Result<void> readToml(std::string_view text, Config& config) {
    toml::table document;
    try {
        document = toml::parse(text);
    } catch (const toml::parse_error& error) {
        return failure(ErrorCode::invalidSyntax,
                       fmt::format("line {} of the configuration is no TOML", error.source().begin.line));
    }
    for (const auto& [key, node] : document) {
        const auto* const setting = std::ranges::find(table, std::string_view(key.str()), &Setting::name);
        if (setting == table.end())
            return failure(ErrorCode::invalidValue, fmt::format("there is no setting '{}'", key.str()));
        auto taken = std::visit(FromToml{*setting, node, config}, setting->member);
        if (!taken) return taken;
    }
    return {};
}

/// Writes a value as TOML.
struct ToToml {
    const Setting& setting;
    const Config& config;

    static std::string quoted(const std::string& text) {
        std::ostringstream out;
        out << toml::value<std::string>(text);
        return out.str();
    }
    std::string operator()(std::string Config::*member) const {
        const bool isHidden = setting.secrecy == Secrecy::secret && !(config.*member).empty();
        return isHidden ? "\"(hidden)\"" : quoted(config.*member);
    }
    std::string operator()(bool Config::*member) const { return config.*member ? "true" : "false"; }
    std::string operator()(int Config::*member) const { return std::to_string(config.*member); }
    std::string operator()(std::vector<std::string> Config::*member) const {
        std::string text = "[";
        for (const std::string& word : config.*member) text += (text.size() > 1 ? ", " : "") + quoted(word);
        return text + "]";
    }
};

} // namespace

std::span<const Setting> settings() {
    return table;
}

bool ListenAddress::isLoopback() const {
    return address.starts_with("127.") || address == "::1";
}

Result<ListenAddress> parseListen(std::string_view text) {
    const auto wrongForm = [] {
        return failure(ErrorCode::invalidValue, "listen: must be an address and a port, such as 127.0.0.1:8080");
    };
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return wrongForm();
    ListenAddress listen;
    listen.address = text.substr(0, colon);
    if (listen.address.starts_with('[') && listen.address.ends_with(']'))
        listen.address = listen.address.substr(1, listen.address.size() - 2);
    else if (listen.address.find(':') != std::string::npos)
        return wrongForm();
    if (listen.address == "localhost") listen.address = "127.0.0.1";
    const auto digits = text.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), listen.port);
    const bool isNumber = error == std::errc{} && end == digits.data() + digits.size();
    if (!isNumber || listen.port < 0 || listen.port > 65'535) return wrongForm();
    return listen;
}

Result<Config> readConfig(std::string_view text, const Environment& environment) {
    Config config;
    const auto read = readToml(text, config);
    if (!read) return tl::unexpected(read.error());
    for (const Setting& setting : table) {
        const auto value = environment(variableOf(setting));
        if (!value) continue;
        const auto taken = std::visit(FromText{setting, *value, config}, setting.member);
        if (!taken) return tl::unexpected(taken.error());
    }
    if (config.data.empty()) config.data = defaultDataFolder(environment);
    const auto checked = checkConfig(config);
    if (!checked) return tl::unexpected(checked.error());
    return config;
}

Result<void> checkConfig(const Config& config) {
    const auto listen = parseListen(config.listen);
    if (!listen) return tl::unexpected(listen.error());
    if (config.tlsCertificate.empty() != config.tlsKey.empty())
        return failure(ErrorCode::invalidValue, "tls_certificate and tls_key belong together");
    if (config.tlsCertificate.empty() && !listen->isLoopback() && !config.allowPlainHttp)
        return failure(ErrorCode::invalidValue, "listen: plain HTTP on a public address; give tls_certificate and "
                                                "tls_key, or set allow_plain_http behind a proxy that has them");
    if (config.tokenAlgorithm != "HS256") return failure(ErrorCode::invalidValue, "token_algorithm: must be HS256");
    if (config.tokenIssuer.empty() || config.tokenAudience.empty())
        return failure(ErrorCode::invalidValue, "token_issuer and token_audience must say something");
    if (!config.metricsToken.empty() && config.metricsToken.size() < 16)
        return failure(ErrorCode::invalidValue, "metrics_token: needs at least 16 characters");
    for (const std::string& origin : config.corsOrigins)
        if (origin == "*" || origin == "null" || origin.find("://") == std::string::npos || origin.ends_with('/'))
            return failure(ErrorCode::invalidValue, "cors_origins: exact origins, such as https://example.org");
    return {};
}

std::string printConfig(const Config& config) {
    std::string text;
    for (const Setting& setting : table)
        text += fmt::format("# {}\n{} = {}\n", setting.meaning, setting.name,
                            std::visit(ToToml{setting, config}, setting.member));
    return text;
}

std::string defaultDataFolder(const Environment& environment) {
    if (const auto folder = environment("XDG_DATA_HOME"); folder && !folder->empty()) return *folder + "/cairn-server";
    if (const auto folder = environment("HOME"); folder && !folder->empty())
        return *folder + "/.local/share/cairn-server";
    return "cairn-server-data";
}

} // namespace cairn::sync
