#include "tests/support/catch.h"

#include "sync/server/auth/password.h"

using namespace cairn::sync;

namespace {

constexpr HashCost cheap{1, 8'192};

} // namespace

TEST_CASE("a password has 8 to 128 characters, whichever they are", "[server][password]") {
    CHECK_FALSE(checkNewPassword("7 chars"));
    CHECK(checkNewPassword("8 chars."));
    CHECK(checkNewPassword("        x"));
    CHECK(checkNewPassword("\u00e4\u00f6\u00fc\u00df\u4e2d\u6587\u0416\u0417"));
    CHECK_FALSE(checkNewPassword("\u00e4\u00f6\u00fc\u00df\u4e2d\u6587\u0416"));
    std::string longest;
    for (int i = 0; i < 64; ++i) longest += "a\u00e4";
    CHECK(checkNewPassword(longest));
    CHECK_FALSE(checkNewPassword(longest + "a"));
    CHECK_FALSE(checkNewPassword("\xC3\x28 broken"));
}

TEST_CASE("what everybody tries first is refused in any case", "[server][password]") {
    const auto password = GENERATE(as<std::string>(), "password", "PassWord1", "12345678", "qwertyuiop", "aaaaaaaaaa",
                                   "iloveyou", "0000000000000", "correcthorsebatterystaple");
    CAPTURE(password);
    CHECK_FALSE(checkNewPassword(password));
    CHECK(checkNewPassword(password + "-but-longer"));
}

TEST_CASE("a hash fits its password to the last character and no other", "[server][password]") {
    const std::string password = std::string(100, 'x') + std::string("\0tail", 5);
    const auto hash = hashPassword(password, cheap);
    REQUIRE(hash);
    CHECK(hash->starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
    CHECK(checkPassword(password, *hash, cheap) == PasswordCheck::right);
    CHECK(checkPassword(password.substr(0, 100), *hash, cheap) == PasswordCheck::wrong);
    CHECK(checkPassword(password + "x", *hash, cheap) == PasswordCheck::wrong);
    CHECK(*hashPassword(password, cheap) != *hash);
}

TEST_CASE("the cost that people get is the one that is promised", "[server][password]") {
    const auto hash = hashPassword("violet-harbour-9", HashCost{});
    REQUIRE(hash);
    CHECK(hash->starts_with("$argon2id$v=19$m=32768,t=3,p=1$"));
    CHECK(checkPassword("violet-harbour-9", *hash, cheap) == PasswordCheck::rightButOld);
}

TEST_CASE("a bcrypt hash fits once more, to be replaced", "[server][password]") {
    // Of "U*U", from the test vectors of the crypt_blowfish library.
    const std::string stored = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    CHECK(checkPassword("U*U", stored, cheap) == PasswordCheck::rightButOld);
    CHECK(checkPassword("U*V", stored, cheap) == PasswordCheck::wrong);
    CHECK(checkPassword(std::string("U*U\0x", 5), stored, cheap) == PasswordCheck::wrong);
}

TEST_CASE("what is no hash fits nothing", "[server][password]") {
    const auto stored = GENERATE(as<std::string>(), "", "*", "plain text", "$argon2id$", "$1$salt$abc", "$2b$05$short");
    CHECK(checkPassword(stored, stored, cheap) == PasswordCheck::wrong);
}
