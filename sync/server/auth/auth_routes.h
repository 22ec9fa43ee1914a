#pragma once

#include "sync/server/auth/account_service.h"
#include "sync/server/http/route_table.h"

namespace cairn::sync {

/// Adds the routes below /api/auth. The service outlives the table.
void addAuthRoutes(RouteTable& routes, AccountService& accounts);

} // namespace cairn::sync
