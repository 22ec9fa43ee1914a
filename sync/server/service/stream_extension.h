#pragma once

#include "sync/server/service/companion_server.h"

namespace cairn::sync {

/// The streams of the server, for ServerTuning::extend: their routes, and their jobs every hour.
Extension addStreams(const ServerParts& parts);

} // namespace cairn::sync
