#include "sync/client/sign_in.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace cairn::sync {

using nlohmann::json;

namespace {

constexpr std::array<std::pair<const char*, std::string SignIn::*>, 7> members{{
    {"server", &SignIn::server},
    {"email", &SignIn::email},
    {"account", &SignIn::account},
    {"refresh_token", &SignIn::refreshToken},
    {"previous_token", &SignIn::previousToken},
    {"device_token", &SignIn::deviceToken},
    {"trusted_certificate", &SignIn::trustedCertificate},
}};

std::string dumped(const json& document) {
    return document.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string memberOf(const json& document, const char* name) {
    if (!document.is_object()) return {};
    const auto found = document.find(name);
    return found != document.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string lowered(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

} // namespace

std::string write(const SignIn& signIn) {
    json document;
    for (const auto& [name, member] : members)
        if (!(signIn.*member).empty()) document[name] = signIn.*member;
    return dumped(document);
}

std::optional<SignIn> readSignIn(std::string_view text) {
    const auto document = json::parse(text, nullptr, false);
    SignIn signIn;
    for (const auto& [name, member] : members) signIn.*member = memberOf(document, name);
    const bool isWhole = !signIn.server.empty() && !signIn.account.empty() && !signIn.refreshToken.empty();
    return isWhole ? std::optional(signIn) : std::nullopt;
}

std::string accountTextOf(const SignIn& signIn) {
    return dumped({{"id", signIn.account}, {"email", signIn.email}, {"server", signIn.server}});
}

bool isSameAccount(std::string_view accountText, const SignIn& signIn) {
    const auto known = json::parse(accountText, nullptr, false);
    const std::string id = memberOf(known, "id");
    if (!id.empty() && id == signIn.account) return true;
    const std::string email = memberOf(known, "email");
    return !email.empty() && lowered(email) == lowered(signIn.email) && memberOf(known, "server") == signIn.server;
}

std::string nameOfAccount(std::string_view accountText) {
    const auto known = json::parse(accountText, nullptr, false);
    const std::string email = memberOf(known, "email");
    return email.empty() ? std::string() : email + " at " + memberOf(known, "server");
}

} // namespace cairn::sync
