#include "sync/server/http/route_table.h"

#include <optional>

namespace cairn::sync {

namespace {

/// Takes the part up to the next slash off a path.
std::string_view nextPart(std::string_view& path) {
    path.remove_prefix(1);
    const auto part = path.substr(0, path.find('/'));
    path.remove_prefix(part.size());
    return part;
}

std::optional<std::vector<std::string>> parametersOf(std::string_view pattern, std::string_view path) {
    std::vector<std::string> parameters;
    while (!pattern.empty() && !path.empty()) {
        const auto wanted = nextPart(pattern);
        const auto part = nextPart(path);
        if (wanted.starts_with('{') && !part.empty())
            parameters.emplace_back(part);
        else if (wanted != part)
            return std::nullopt;
    }
    if (!pattern.empty() || !path.empty()) return std::nullopt;
    return parameters;
}

} // namespace

RouteTable::Match RouteTable::find(std::string_view method, std::string_view path) const {
    Match match;
    const auto wanted = method == "HEAD" ? "GET" : method;
    for (const Route& route : m_routes) {
        auto parameters = parametersOf(route.pattern, path);
        if (!parameters) continue;
        if (route.method == wanted) return {&route, std::move(*parameters), {}};
        if (!match.allowed.empty()) match.allowed += ", ";
        match.allowed += route.method;
    }
    return match;
}

} // namespace cairn::sync
