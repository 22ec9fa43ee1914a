#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/uuid.h"

namespace cairn::sync {

/// One header field. Names of requests are in lower case.
struct Header {
    std::string name;
    std::string value;

    friend bool operator==(const Header&, const Header&) = default;
};

/// A complete request as a handler sees it: checked, with its body unpacked.
struct Request {
    std::string id; ///< also in the answer and in the log
    std::string method;
    std::string path;
    std::string query; ///< behind the question mark, as it came
    std::vector<Header> headers;
    std::string body;
    std::vector<std::string> parameters; ///< what stood at the places {…} of the route's pattern
    std::string address;                 ///< the client's, without its port

    /// The value of a header, named in lower case; empty where there is none.
    [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// What a handler answers.
struct Response {
    int status = 200;
    std::string body;
    std::string contentType = "application/json";
    std::vector<Header> headers = {};
    std::string code = {}; ///< of a refusal, for the log
    std::string note = {}; ///< for the log alone: what went wrong inside, free of what people wrote
};

enum class Role : std::uint8_t { user, administrator };

/// Who asks. A handler of a route for signed-in callers may rely on user and session.
struct Caller {
    core::Uuid user;
    core::Uuid session;
    Role role = Role::user;

    [[nodiscard]] bool isAnonymous() const { return user.isNil(); }
    friend bool operator==(const Caller&, const Caller&) = default;
};

/// The words of a status line, such as "Not Found".
std::string_view reasonOf(int status);

enum class Persistence : std::uint8_t { keep, close };
enum class Body : std::uint8_t { sent, omitted };

/// The bytes of an answer in HTTP/1.1. Line breaks in header values become spaces.
std::string serialise(const Response& response, Persistence persistence, Body body);

} // namespace cairn::sync
