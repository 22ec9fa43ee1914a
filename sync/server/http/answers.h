#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "sync/server/http/message.h"

namespace cairn::sync {

/// {"data": …, "message": …}
Response success(int status, const nlohmann::ordered_json& data, std::string_view message = "OK");
/// 204 without a body.
Response nothingToSay();
/// {"detail": …, "code": …}
Response refusal(int status, std::string_view code, std::string_view detail);
/// The answer to a domain error. Of errors of our own (500, 503) the detail stays in the log.
Response refusal(const core::Error& error);
/// The same for a limit: with Retry-After.
Response tryAgain(int status, std::string_view code, std::string_view detail, int seconds);

/// Reads a body of JSON, at most 32 levels deep. Errors: invalidSyntax, unknownFormat for another Content-Type.
core::Result<nlohmann::json> readJson(const Request& request);

} // namespace cairn::sync
