#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/store/register_clock.h"
#include "core/store/replication.h"

namespace cairn::core {

/// What waits of one row, as the file keeps it.
struct OutboxEntry {
    struct Waiting {
        std::string name;
        RegisterClock clock;
        RegisterClock over;
        WaitingRegister::Why why = WaitingRegister::Why::edited;
        std::optional<std::string> text; ///< the value, where the row shows another
    };
    std::vector<Waiting> registers;
    Burial burial = Burial::none;

    [[nodiscard]] bool isEmpty() const { return registers.empty() && burial == Burial::none; }
    [[nodiscard]] bool holdsRefused() const;
    /// The least stamp of what is to be sent, 0 for a burial; nothing where all is refused.
    [[nodiscard]] std::optional<std::int64_t> leastStamp() const;
    Waiting* find(std::string_view name);
    void put(Waiting one);

    /// The two columns: names and clocks; and of some registers why they wait and their values (empty for none).
    [[nodiscard]] std::string packedRegisters() const;
    [[nodiscard]] std::string packedReasons() const;
    /// Errors: storeDamaged.
    static Result<OutboxEntry> unpack(std::string_view registers, std::string_view reasons, std::int64_t burial);
};

} // namespace cairn::core
