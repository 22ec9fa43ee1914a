#include "core/base/sip_hash.h"

#include <array>
#include <sodium.h>

namespace cairn::core {

std::uint64_t sipHash(std::string_view bytes) {
    static constexpr std::array<unsigned char, crypto_shorthash_KEYBYTES> key{};
    std::array<unsigned char, crypto_shorthash_BYTES> hash{};
    crypto_shorthash(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), key.data());
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < hash.size(); ++i) number |= std::uint64_t{hash[i]} << (8 * i);
    return number;
}

} // namespace cairn::core
