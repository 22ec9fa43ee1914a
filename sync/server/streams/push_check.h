#pragma once

#include <string_view>
#include <vector>

#include "sync/protocol/push.h"

namespace cairn::sync {

// What may be kept in a stream, as far as the rows alone tell. Kinds, registers and choices of newer programs are kept
// as they came; what this program knows must fit its description.

/// Public names of refusals.
namespace refusal {
inline constexpr std::string_view invalidValue = "INVALID_VALUE"; ///< breaks the description of its kind
inline constexpr std::string_view invalidKey = "INVALID_KEY";     ///< no name of a row of this kind
inline constexpr std::string_view invalidClock = "INVALID_CLOCK"; ///< more than 50 years ahead
inline constexpr std::string_view foreignKind = "FOREIGN_KIND";   ///< not carried by this stream
inline constexpr std::string_view tooLarge = "TOO_LARGE";
} // namespace refusal

/// The most bytes of one register, of all registers of a row, and the most registers of a row.
inline constexpr std::size_t maxRegisterBytes = std::size_t{6} << 20;
inline constexpr std::size_t maxRowBytes = std::size_t{16} << 20;
inline constexpr std::size_t maxRowRegisters = 256;

/// Whether the stream of this name carries rows of a kind: by its description, and kinds that are not known everywhere.
/// Disagreements are the server's own and come from nobody.
bool carries(std::string_view stream, std::string_view kind);

/// Checks all rows for a stream and writes known values in their one spelling. What is refused, in order; empty: the
/// rows may be applied.
std::vector<Refusal> normalise(std::string_view stream, std::vector<PushedRow>& rows);
/// The same for one register. Errors: invalidValue, tooLarge.
core::Result<std::string> acceptedText(std::string_view kind, std::string_view registerName, std::string_view text);

/// How large a row is for maxRowBytes.
std::size_t bytesOf(const core::SyncedRow& row);

} // namespace cairn::sync
