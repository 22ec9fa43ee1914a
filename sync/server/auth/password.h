#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace cairn::sync {

/// The cost of one hash with Argon2id.
struct HashCost {
    unsigned long long passes = 3;
    std::size_t memory = std::size_t{32} << 20;
};

/// Whether a new password may be used: 8–128 characters of UTF-8 as typed, no rule of composition, none of the common
/// ones. Errors: invalidValue.
core::Result<void> checkNewPassword(std::string_view password);

/// Whether a password is among the few that everybody tries first; case does not count.
bool isCommonPassword(std::string_view password);

/// A new PHC string (Argon2id, random salt). Takes some 100 ms and `cost.memory` bytes. Errors: ioFailure without
/// memory.
core::Result<std::string> hashPassword(std::string_view password, const HashCost& cost);

enum class PasswordCheck : std::uint8_t {
    wrong,
    right,
    rightButOld, ///< a hash of another cost, or of bcrypt: to be replaced by a new one
};

/// Compares with a stored hash: PHC strings of Argon2id, and bcrypt ($2a$, $2b$, $2y$). Takes as long for a wrong
/// password as for the right one.
PasswordCheck checkPassword(std::string_view password, const std::string& stored, const HashCost& cost);

} // namespace cairn::sync
