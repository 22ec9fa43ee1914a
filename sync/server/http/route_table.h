#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/server/http/message.h"

namespace cairn::sync {

/// Who may call a route.
enum class Audience : std::uint8_t {
    anyone,
    signedIn,
    administrator,
    operators, ///< who asks from this computer, or bears the token of the metrics
};

/// Which threads run a handler.
enum class Lane : std::uint8_t {
    database,  ///< the database workers
    passwords, ///< the two threads that may hash passwords
};

/// One row of the table of routes: what is asked, by whom, within which limits, and the plain function that answers.
struct Route {
    std::string_view method;  ///< "GET" also answers HEAD
    std::string_view pattern; ///< such as "/api/auth/sessions/{id}"; a part in braces takes any one part of a path
    Audience audience = Audience::signedIn;
    std::function<Response(const Request&, const Caller&)> handle;
    Lane lane = Lane::database;
    std::size_t longestBody = 64 * 1024; ///< bytes, unpacked
};

/// All that the server answers over HTTP, in one place. Filled before the server starts, then read by any thread.
class RouteTable {
public:
    struct Match {
        const Route* route = nullptr; ///< nullptr: no such path, or the method is not allowed there
        std::vector<std::string> parameters;
        std::string allowed; ///< methods of the path, where only the method does not fit
    };

    void add(Route route) { m_routes.push_back(std::move(route)); }
    [[nodiscard]] Match find(std::string_view method, std::string_view path) const;
    [[nodiscard]] const std::vector<Route>& all() const { return m_routes; }

private:
    std::vector<Route> m_routes;
};

} // namespace cairn::sync
