#pragma once

#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/base/uuid.h"

namespace cairn::core {

/// One setting of the account or of this device, by its key (see profile.h for the known ones).
struct Setting {
    Uuid id; ///< derived from key
    std::string key;
    std::string value;
    std::optional<Instant> removed;

    friend bool operator==(const Setting&, const Setting&) = default;
};

} // namespace cairn::core
