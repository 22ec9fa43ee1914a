#include "sync/client/transport.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace cairn::sync {

namespace {

constexpr int tooOldStatus = 426;

/// A refusal of Cairn's: {"detail":…,"code":…}.
struct Refused {
    std::string code;
    std::string detail;
};

std::optional<Refused> refusalIn(const HttpAnswer& answer) {
    if (!answer.contentType.starts_with("application/json")) return std::nullopt;
    const auto document = nlohmann::json::parse(answer.body, nullptr, false);
    if (!document.is_object()) return std::nullopt;
    const auto code = document.find("code");
    const auto detail = document.find("detail");
    if (code == document.end() || !code->is_string() || detail == document.end() || !detail->is_string())
        return std::nullopt;
    return Refused{*code, *detail};
}

Trouble troubleOf(const HttpAnswer& answer, const Refused& refused) {
    if (refused.code == "WRONG_CREDENTIALS") return Trouble::credentials;
    switch (answer.status) {
    case 401: return Trouble::unauthorised;
    case 403: return Trouble::forbidden;
    case 429: return Trouble::busy;
    default: return Trouble::refused;
    }
}

} // namespace

Asked<std::string> successOf(const Asked<HttpAnswer>& answer) {
    if (!answer) return tl::unexpected(answer.error());
    const bool isJson = answer->contentType.starts_with("application/json");
    if (answer->status == 204 && answer->body.empty()) return std::string();
    if (answer->status / 100 == 2 && isJson) return answer->body;
    if (answer->status == tooOldStatus) return troubled(Trouble::tooOld);
    if (answer->status >= 500)
        return tl::unexpected(
            Problem{Trouble::busy, fmt::format("status {}", answer->status), answer->retryAfter, std::nullopt});
    const auto refused = refusalIn(*answer);
    if (answer->status < 400 || !refused) return troubled(Trouble::notOurServer);
    return tl::unexpected(Problem{troubleOf(*answer, *refused), refused->detail, answer->retryAfter, std::nullopt});
}

} // namespace cairn::sync
