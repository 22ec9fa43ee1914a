#pragma once

#include <atomic>

#include "sync/server/http/metrics.h"
#include "sync/server/http/route_table.h"
#include "sync/server/storage/storage.h"

namespace cairn::sync {

/// Adds /health, /ready and /metrics. What it is given outlives the table.
void addSystemRoutes(RouteTable& routes, Storage& storage, const Metrics& metrics, const std::atomic<bool>& isStopping);

} // namespace cairn::sync
