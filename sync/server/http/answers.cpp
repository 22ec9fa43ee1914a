#include "sync/server/http/answers.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace cairn::sync {

namespace {

constexpr int deepestJson = 32;

std::string dumped(const nlohmann::ordered_json& document) {
    return document.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

bool isTooDeep(std::string_view text) {
    int depth = 0;
    bool isText = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (isText && c == '\\')
            ++i;
        else if (c == '"')
            isText = !isText;
        else if (!isText && (c == '[' || c == '{') && ++depth > deepestJson)
            return true;
        else if (!isText && (c == ']' || c == '}'))
            --depth;
    }
    return false;
}

} // namespace

Response success(int status, const nlohmann::ordered_json& data, std::string_view message) {
    return {.status = status, .body = dumped({{"data", data}, {"message", message}})};
}

Response nothingToSay() {
    return {.status = 204, .body = {}};
}

Response refusal(int status, std::string_view code, std::string_view detail) {
    return {.status = status, .body = dumped({{"detail", detail}, {"code", code}}), .code = std::string(code)};
}

Response refusal(const core::Error& error) {
    const int status = core::httpStatus(error.code);
    if (status < 500) return refusal(status, core::codeName(error.code), error.detail);
    Response response = status == 503 ? tryAgain(503, "UNAVAILABLE", "the server can't do this now", 1)
                                      : refusal(500, "INTERNAL", "something went wrong on the server");
    response.note = fmt::format("{}: {}", core::codeName(error.code), error.detail);
    return response;
}

Response tryAgain(int status, std::string_view code, std::string_view detail, int seconds) {
    Response response = refusal(status, code, detail);
    response.headers.push_back({"Retry-After", std::to_string(seconds)});
    return response;
}

core::Result<nlohmann::json> readJson(const Request& request) {
    const std::string_view body = request.body;
    const auto type = request.header("content-type");
    if (!type.empty() && !type.starts_with("application/json"))
        return core::failure(core::ErrorCode::unknownFormat, "the body must be application/json");
    if (isTooDeep(body)) return core::failure(core::ErrorCode::invalidSyntax, "the JSON is nested too deeply");
    auto document = nlohmann::json::parse(body, nullptr, false);
    if (document.is_discarded()) return core::failure(core::ErrorCode::invalidSyntax, "the body is no JSON");
    return document;
}

} // namespace cairn::sync
