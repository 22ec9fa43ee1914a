#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/random.h"

namespace cairn::core {

/// A 128-bit identifier (RFC 9562), a plain value that sorts by its bytes.
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    friend auto operator<=>(const Uuid&, const Uuid&) = default;
    [[nodiscard]] bool isNil() const { return *this == Uuid{}; }
};

/// A new version 7 identifier: the instant in milliseconds, then random bits.
Uuid newUuid(Instant now, Random& random);

/// The version 8 identifier derived from a kind and its natural key: the first 16 bytes of
/// SHA-256(kind, 0x1F, key), with version and variant set. The same inputs give the same identifier everywhere.
Uuid derivedUuid(std::string_view kind, std::string_view key);

/// Reads the form 8-4-4-4-12, either case. Errors: invalidSyntax.
Result<Uuid> parseUuid(std::string_view text);
/// Writes the form 8-4-4-4-12 in lower case.
std::string formatUuid(const Uuid& id);

} // namespace cairn::core

template<>
struct std::hash<cairn::core::Uuid> {
    std::size_t operator()(const cairn::core::Uuid& id) const noexcept {
        return std::hash<std::string_view>{}({reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()});
    }
};
