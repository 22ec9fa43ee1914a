#include "core/base/uuid.h"

#include <rapidcheck.h>

#include "core/base/sha256.h"
#include "tests/support/catch.h"

using namespace cairn::core;

TEST_CASE("a new identifier begins with its instant and bears version and variant", "[core][uuid]") {
    Random random(7);
    const Uuid id = newUuid(Instant{0x0123456789AB}, random);
    const std::string text = formatUuid(id);
    CHECK(text.substr(0, 13) == "01234567-89ab");
    CHECK(text[14] == '7');
    CHECK((id.bytes[8] & 0xC0) == 0x80);
    CHECK(newUuid(Instant{0x0123456789AB}, random) != id);
}

TEST_CASE("the same seed gives the same identifiers", "[core][uuid]") {
    Random one(7), other(7);
    CHECK(newUuid(Instant{5}, one) == newUuid(Instant{5}, other));
}

TEST_CASE("a derived identifier depends on kind and key alone", "[core][uuid]") {
    const Uuid id = derivedUuid("tag", "health");
    CHECK(id == derivedUuid("tag", "health"));
    CHECK(id != derivedUuid("tag", "wealth"));
    CHECK(id != derivedUuid("section", "health"));
    CHECK(derivedUuid("a", "bc") != derivedUuid("ab", "c"));
    CHECK(formatUuid(id)[14] == '8');
    // SHA-256 of "abc", FIPS 180-4.
    CHECK(toHex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("every identifier survives writing and reading", "[core][uuid]") {
    rc::check([](std::uint64_t seed) {
        Random random(seed);
        const Uuid id = newUuid(Instant{static_cast<std::int64_t>(seed >> 17)}, random);
        RC_ASSERT(parseUuid(formatUuid(id)).value() == id);
    });
}

TEST_CASE("what is no identifier is refused", "[core][uuid]") {
    const auto text = GENERATE("", "01234567-89ab-7def-8123-456789abcde", "01234567-89ab-7def-8123-456789abcdeg",
                               "0123456789ab7def8123456789abcdef0000", "{1234567-89ab-7def-8123-456789abcdef");
    CHECK(parseUuid(text).error().code == ErrorCode::invalidSyntax);
}
