#pragma once

#include <functional>
#include <optional>
#include <string>

#include "sync/client/problem.h"

namespace cairn::sync {

/// A request to the one server that a transport is for. Bodies are JSON.
struct HttpRequest {
    std::string method;
    std::string path; ///< with its query, such as "/api/sync/pull?since=0"
    std::string body = {};
    std::string accessToken = {}; ///< empty: none is sent
};

/// What came back, unpacked. Any status, any content: nothing has been judged yet.
struct HttpAnswer {
    int status = 0;
    std::string contentType;
    std::string body;
    std::optional<std::chrono::seconds> retryAfter = {};
};

/// Carries requests to a server and answers back. Problems: unreachable, timedOut, untrusted, certificateChanged, and
/// notOurServer for what no server of Cairn's would send. `then` is called once, later, on the same thread.
class Transport {
public:
    using Then = std::function<void(Asked<HttpAnswer>)>;

    virtual ~Transport() = default;
    virtual void send(HttpRequest request, Then then) = 0;
};

/// The answer's body where it is a success of Cairn's server, with status 2xx and JSON (or nothing at all). A page in
/// HTML, a redirection and the like are notOurServer and never unauthorised.
Asked<std::string> successOf(const Asked<HttpAnswer>& answer);

} // namespace cairn::sync
