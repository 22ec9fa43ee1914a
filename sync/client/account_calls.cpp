#include "sync/client/account_calls.h"

#include <nlohmann/json.hpp>

namespace cairn::sync {

using nlohmann::json;

namespace {

HttpRequest post(std::string path, const json& body) {
    return {"POST", std::move(path), body.dump(-1, ' ', false, json::error_handler_t::replace)};
}

/// The member "data" of a success, read by `read`, which may throw json::exception for what does not fit.
template<class T>
Asked<T> dataOf(const Asked<HttpAnswer>& answer, T (*read)(const json&)) {
    const auto body = successOf(answer);
    if (!body) return tl::unexpected(body.error());
    try {
        return read(json::parse(*body).at("data"));
    } catch (const json::exception&) {
        return troubled(Trouble::notOurServer);
    }
}

FreshTokens tokensIn(const json& data) {
    return {data.at("access_token"), data.at("refresh_token")};
}

NewSignIn signInIn(const json& data) {
    const auto [access, refresh] = tokensIn(data);
    NewSignIn made;
    made.accessToken = access;
    made.signIn.refreshToken = refresh;
    made.signIn.email = data.at("user").at("email");
    made.signIn.account = data.at("user").at("id");
    made.signIn.deviceToken = data.value("device_token", "");
    return made;
}

} // namespace

void signIn(Transport& transport, const SignInRequest& request, SignedInThen then) {
    json body{{"email", request.email}, {"password", request.password}, {"device", request.device}};
    if (!request.deviceToken.empty()) body["device_token"] = request.deviceToken;
    transport.send(post("/api/auth/login", body), [then = std::move(then)](const Asked<HttpAnswer>& answer) {
        then(dataOf<NewSignIn>(answer, signInIn));
    });
}

void registerAccount(Transport& transport, const SignInRequest& request, const std::string& fullName,
                     SignedInThen then) {
    const json body{
        {"email", request.email}, {"password", request.password}, {"full_name", fullName}, {"device", request.device}};
    transport.send(post("/api/auth/register", body), [then = std::move(then)](const Asked<HttpAnswer>& answer) {
        then(dataOf<NewSignIn>(answer, signInIn));
    });
}

void signOut(Transport& transport, const std::string& accessToken, std::function<void(Asked<void>)> then) {
    transport.send({"POST", "/api/auth/logout", {}, accessToken},
                   [then = std::move(then)](const Asked<HttpAnswer>& answer) {
                       const auto done = successOf(answer);
                       then(done ? Asked<void>() : Asked<void>(tl::unexpected(done.error())));
                   });
}

void refreshTokens(Transport& transport, const std::string& refreshToken,
                   std::function<void(Asked<FreshTokens>)> then) {
    transport.send(
        post("/api/auth/refresh", {{"refresh_token", refreshToken}}),
        [then = std::move(then)](const Asked<HttpAnswer>& answer) { then(dataOf<FreshTokens>(answer, tokensIn)); });
}

} // namespace cairn::sync
