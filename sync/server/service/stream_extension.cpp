#include "sync/server/service/stream_extension.h"

#include "core/base/system_clock.h"
#include "sync/server/streams/routes/stream_routes.h"

namespace cairn::sync {

Extension addStreams(const ServerParts& parts) {
    const auto streams =
        std::make_shared<StreamRoutes>(parts.storage, parts.hub, parts.log, parts.clock, core::entropySeed());
    streams->addTo(parts.routes);
    return {streams, [streams] { streams->runJobs(); }};
}

} // namespace cairn::sync
