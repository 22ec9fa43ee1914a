#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/error.h"

namespace cairn::sync {

/// All that an administrator can decide, with the defaults of a server for one person on this computer.
struct Config {
    std::string listen = "127.0.0.1:8080";
    std::string data; ///< folder; empty: defaultDataFolder()
    std::string tlsCertificate;
    std::string tlsKey;
    bool allowPlainHttp = false;
    bool openRegistration = true;
    std::string tokenKey; ///< 64 hexadecimal digits; empty: a file in the data folder
    std::string tokenKeyPrevious;
    std::string tokenAlgorithm = "HS256";
    std::string tokenIssuer = "cairn";
    std::string tokenAudience = "cairn";
    int tokenSeconds = 900;
    int sessionDays = 60;
    std::string metricsToken;
    std::vector<std::string> corsOrigins;
    std::vector<std::string> trustedProxies;
    int accountPerMinute = 600;
    int addressPerMinute = 1'200;
    int signInPerMinute = 10;
    int workers = 16;
    int ioThreads = 2;
    int mostConnections = 16'000;
    int headSeconds = 10;
    int bodySeconds = 30;
    int idleSeconds = 60;
    int drainSeconds = 10;
    std::string log; ///< file of the log; empty: standard error
};

enum class Secrecy : std::uint8_t { open, secret };

/// One row of the table that describes the configuration: from it come the names in files and in the environment, the
/// limits, and what is printed.
struct Setting {
    std::string_view name; ///< in a file; in the environment CAIRN_ and the same in capitals
    std::variant<std::string Config::*, bool Config::*, int Config::*, std::vector<std::string> Config::*> member;
    std::string_view meaning;
    Secrecy secrecy = Secrecy::open;
    int least = 0;
    int most = 0;
};

std::span<const Setting> settings();

/// Where an address and its port are separated: "127.0.0.1:8080", "[::1]:0".
struct ListenAddress {
    std::string address;
    int port = 0;
    [[nodiscard]] bool isLoopback() const;
};

/// Errors: invalidValue.
core::Result<ListenAddress> parseListen(std::string_view text);

/// Looks a variable of the environment up; nothing where it is not set.
using Environment = std::function<std::optional<std::string>(const std::string&)>;

/// The defaults, then what the TOML text says, then the environment. Every name must be known, every value in its
/// limits. Errors: invalidSyntax and invalidValue, whose detail names the setting and never its value.
core::Result<Config> readConfig(std::string_view toml, const Environment& environment);

/// What several settings mean together. Errors: invalidValue.
core::Result<void> checkConfig(const Config& config);

/// The configuration as TOML, each setting with its meaning; secrets that are set are hidden.
std::string printConfig(const Config& config);

/// $XDG_DATA_HOME/cairn-server, else .local/share/cairn-server in the home folder.
std::string defaultDataFolder(const Environment& environment);

} // namespace cairn::sync
