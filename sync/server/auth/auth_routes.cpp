#include "sync/server/auth/auth_routes.h"

#include <nlohmann/json.hpp>

#include "sync/server/http/answers.h"
#include "sync/server/http/body_reader.h"

namespace cairn::sync {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longestEmail = 254;
constexpr std::size_t longestName = 100;
constexpr std::size_t longestDevice = 100;

std::string textOf(const core::Uuid& id) {
    return core::formatUuid(id);
}

Json toJson(const Account& account) {
    return {{"id", textOf(account.id)},
            {"email", account.email},
            {"full_name", account.fullName},
            {"role", account.role == Role::administrator ? "admin" : "user"},
            {"created_at", core::formatInstant(account.createdAt)}};
}

Json toJson(const Session& session, const Caller& caller) {
    return {{"id", textOf(session.id)},
            {"device", session.device},
            {"created_at", core::formatInstant(session.createdAt)},
            {"used_at", core::formatInstant(session.usedAt)},
            {"expires_at", core::formatInstant(session.expiresAt)},
            {"current", session.id == caller.session}};
}

Json tokensOf(const AccountService& accounts, const Claims& claims, const std::string& refreshToken) {
    return {{"access_token", accounts.accessToken(claims)},
            {"token_type", "Bearer"},
            {"expires_in", accounts.accessSeconds()},
            {"refresh_token", refreshToken},
            {"session_id", textOf(claims.session)}};
}

Response welcome(int status, const AccountService& accounts, const SignedIn& signedIn) {
    Json data = tokensOf(accounts, signedIn.claims, signedIn.refreshToken);
    data["device_token"] = signedIn.deviceToken;
    data["user"] = toJson(signedIn.account);
    return success(status, data);
}

Response registerAccount(AccountService& accounts, const Request& request) {
    BodyReader body(request);
    const NewAccount wanted{body.text("email", 3, longestEmail), body.secret("password"),
                            body.text("full_name", 1, longestName),
                            body.optionalText("device", 0, longestDevice).value_or("")};
    if (const auto done = body.done(); !done) return refusal(done.error());
    const auto signedIn = accounts.registerAccount(wanted);
    return signedIn ? welcome(201, accounts, *signedIn) : signedIn.error();
}

Response signIn(AccountService& accounts, const Request& request) {
    BodyReader body(request);
    const Credentials credentials{body.text("email", 1, longestEmail), body.secret("password"),
                                  body.optionalText("device", 0, longestDevice).value_or(""),
                                  body.optionalSecret("device_token")};
    if (const auto done = body.done(); !done) return refusal(done.error());
    const auto signedIn = accounts.signIn(credentials, request.address);
    return signedIn ? welcome(200, accounts, *signedIn) : signedIn.error();
}

Response refresh(AccountService& accounts, const Request& request) {
    BodyReader body(request);
    const std::string token = body.secret("refresh_token");
    if (const auto done = body.done(); !done) return refusal(done.error());
    const auto refreshed = accounts.refresh(token);
    if (!refreshed) return refreshed.error();
    return success(200, tokensOf(accounts, refreshed->claims, refreshed->refreshToken));
}

Response signOut(AccountService& accounts, const Caller& caller) {
    const auto ended = accounts.signOut(caller, caller.session);
    return ended ? nothingToSay() : ended.error();
}

Response signOutEverywhere(AccountService& accounts, const Caller& caller) {
    const auto ended = accounts.signOutEverywhere(caller);
    return ended ? success(200, {{"ended", *ended}}) : ended.error();
}

Response showAccount(AccountService& accounts, const Caller& caller) {
    const auto account = accounts.account(caller);
    return account ? success(200, toJson(*account)) : account.error();
}

Response changeAccount(AccountService& accounts, const Request& request, const Caller& caller) {
    BodyReader body(request);
    const std::string name = body.text("full_name", 1, longestName);
    if (const auto done = body.done(); !done) return refusal(done.error());
    const auto account = accounts.rename(caller, name);
    return account ? success(200, toJson(*account)) : account.error();
}

Response changePassword(AccountService& accounts, const Request& request, const Caller& caller) {
    BodyReader body(request);
    const std::string old = body.secret("current_password");
    const std::string wanted = body.secret("new_password");
    if (const auto done = body.done(); !done) return refusal(done.error());
    const auto ended = accounts.changePassword(caller, old, wanted, request.address);
    return ended ? success(200, {{"ended", *ended}}) : ended.error();
}

Response listSessions(AccountService& accounts, const Caller& caller) {
    const auto sessions = accounts.sessions(caller);
    if (!sessions) return sessions.error();
    Json list = Json::array();
    for (const Session& session : *sessions) list.push_back(toJson(session, caller));
    return success(200, list);
}

Response endOneSession(AccountService& accounts, const Request& request, const Caller& caller) {
    const auto id = core::parseUuid(request.parameters.at(0));
    if (!id) return refusal(404, "NOT_FOUND", "there is no such session");
    const auto ended = accounts.signOut(caller, *id);
    return ended ? nothingToSay() : ended.error();
}

Response issueTicket(AccountService& accounts, const Caller& caller) {
    return success(201, {{"ticket", accounts.socketTicket(caller)}, {"expires_in", ticketSeconds}});
}

} // namespace

void addAuthRoutes(RouteTable& routes, AccountService& accounts) {
    // A handler in one of three shapes, bound to the service.
    const auto forRequest = [&accounts](auto handle) {
        return [&accounts, handle](const Request& request, const Caller&) { return handle(accounts, request); };
    };
    const auto forCaller = [&accounts](auto handle) {
        return [&accounts, handle](const Request&, const Caller& caller) { return handle(accounts, caller); };
    };
    const auto forBoth = [&accounts](auto handle) {
        return [&accounts, handle](const Request& request, const Caller& caller) {
            return handle(accounts, request, caller);
        };
    };
    constexpr std::size_t body = 4 * 1024;
    routes.add({"POST", "/api/auth/register", Audience::anyone, forRequest(registerAccount), Lane::passwords, body});
    routes.add({"POST", "/api/auth/login", Audience::anyone, forRequest(signIn), Lane::passwords, body});
    routes.add({"POST", "/api/auth/refresh", Audience::anyone, forRequest(refresh), Lane::database, body});
    routes.add({"POST", "/api/auth/logout", Audience::signedIn, forCaller(signOut), Lane::database, body});
    routes.add(
        {"POST", "/api/auth/logout-all", Audience::signedIn, forCaller(signOutEverywhere), Lane::database, body});
    routes.add({"GET", "/api/auth/me", Audience::signedIn, forCaller(showAccount), Lane::database, body});
    routes.add({"PUT", "/api/auth/me", Audience::signedIn, forBoth(changeAccount), Lane::database, body});
    routes.add({"PATCH", "/api/auth/me", Audience::signedIn, forBoth(changeAccount), Lane::database, body});
    routes.add({"POST", "/api/auth/password", Audience::signedIn, forBoth(changePassword), Lane::passwords, body});
    routes.add({"GET", "/api/auth/sessions", Audience::signedIn, forCaller(listSessions), Lane::database, body});
    routes.add({"DELETE", "/api/auth/sessions/{id}", Audience::signedIn, forBoth(endOneSession), Lane::database, body});
    routes.add({"POST", "/api/auth/ws-ticket", Audience::signedIn, forCaller(issueTicket), Lane::database, body});
}

} // namespace cairn::sync
