#include "tests/support/catch.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "sync/server/auth/access_token.h"
#include "sync/server/auth/secrets.h"
#include "tests/support/temporary_folder.h"

using namespace cairn::sync;
using cairn::core::Instant;
using cairn::core::Uuid;
using nlohmann::json;

namespace {

constexpr Instant now{1'800'000'000'000};
constexpr std::int64_t second = now.milliseconds / 1000;
const auto userId = "0190a1b2-0000-7000-8000-000000000001";
const auto sessionId = "0190a1b2-0000-7000-8000-000000000002";

TokenKey keyOf(std::uint32_t seed) {
    return *parseTokenKey(toHexText(digestOf("key of a test " + std::to_string(seed))));
}

json headOf(const TokenKey& key) {
    return {{"alg", "HS256"}, {"kid", key.id}, {"typ", "at+jwt"}};
}

json claims() {
    return {{"iss", "cairn"},   {"aud", "cairn"}, {"sub", userId},
            {"sid", sessionId}, {"iat", second},  {"exp", second + 900}};
}

std::string signedBy(const TokenKey& key, const std::string& head, const std::string& payload) {
    const std::string text = toBase64Url(head) + "." + toBase64Url(payload);
    return text + "." + toBase64Url(hmacSha256(key.bytes, text));
}

json changed(json document, const std::string& name, const json& value) {
    if (value.is_discarded())
        document.erase(name);
    else
        document[name] = value;
    return document;
}

const json absent(json::value_t::discarded);

struct Mutation {
    std::string name;
    std::string token;
};

/// Tokens with another claim or another head, signed with the right key: only the content is wrong.
std::vector<Mutation> signedMutations(const TokenKey& key) {
    std::vector<Mutation> all;
    const auto add = [&](const std::string& name, const json& head, const json& payload) {
        all.push_back({name, signedBy(key, head.dump(), payload.dump())});
    };
    const json head = headOf(key);
    add("no issuer", head, changed(claims(), "iss", absent));
    add("another issuer", head, changed(claims(), "iss", "other"));
    add("no audience", head, changed(claims(), "aud", absent));
    add("another audience", head, changed(claims(), "aud", "other"));
    add("a list of audiences", head, changed(claims(), "aud", json::array({"cairn"})));
    add("no end", head, changed(claims(), "exp", absent));
    add("an end that is over", head, changed(claims(), "exp", second - 1));
    add("an end that is now", head, changed(claims(), "exp", second));
    add("an end too far", head, changed(claims(), "exp", second + 901));
    add("an end as text", head, changed(claims(), "exp", std::to_string(second + 900)));
    add("an end as a fraction", head, changed(claims(), "exp", static_cast<double>(second) + 900.5));
    add("an end beyond numbers", head, changed(claims(), "exp", 1e300));
    add("no begin", head, changed(claims(), "iat", absent));
    add("a begin to come", head, changed(claims(), "iat", second + 10));
    add("a negative begin", head, changed(claims(), "iat", -5));
    add("no user", head, changed(claims(), "sub", absent));
    add("a user that is no id", head, changed(claims(), "sub", "1"));
    add("a user as a number", head, changed(claims(), "sub", 1));
    add("no session", head, changed(claims(), "sid", absent));
    add("an empty session", head, changed(claims(), "sid", ""));
    add("no claims", head, json::object());
    add("a list of claims", head, json::array({claims()}));
    add("no algorithm", changed(head, "alg", absent), claims());
    add("the algorithm none", changed(head, "alg", "none"), claims());
    add("the algorithm NONE", changed(head, "alg", "NONE"), claims());
    add("another algorithm", changed(head, "alg", "HS512"), claims());
    add("an asymmetric algorithm", changed(head, "alg", "RS256"), claims());
    add("no type", changed(head, "typ", absent), claims());
    add("another type", changed(head, "typ", "JWT"), claims());
    add("no key", changed(head, "kid", absent), claims());
    add("another key", changed(head, "kid", "0000000000000000"), claims());
    add("a path as key", changed(head, "kid", "../../dev/null"), claims());
    add("a key inside", changed(head, "jwk", {{"k", "AA"}}), claims());
    add("a key elsewhere", changed(head, "jku", "https://example.org/keys"), claims());
    return all;
}

/// A good token whose bytes were changed.
std::vector<Mutation> byteMutations(const TokenKey& key, const std::string& good) {
    const auto first = good.find('.');
    const auto last = good.rfind('.');
    std::string flipped = good;
    flipped[last + 5] = flipped[last + 5] == 'A' ? 'B' : 'A';
    // The last character of 43 carries two stray bits.
    std::string stray = good;
    stray.back() = stray.back() == 'A' ? 'B' : static_cast<char>(stray.back() + 1);
    std::string payload = good;
    payload[first + 10] = payload[first + 10] == 'A' ? 'B' : 'A';
    return {
        {"no signature", good.substr(0, last + 1)},
        {"no last part", good.substr(0, last)},
        {"a signature of another", flipped},
        {"a signature that is cut", good.substr(0, good.size() - 2)},
        {"stray bits in the signature", stray},
        {"padding", good + "="},
        {"a blank", good + " "},
        {"a part more", good + ".AA"},
        {"claims of another", payload},
        {"another key of the same name", signedBy({keyOf(99).bytes, key.id}, headOf(key).dump(), claims().dump())},
        {"a key of zeros", signedBy({std::string(32, '\0'), key.id}, headOf(key).dump(), claims().dump())},
        {"claims that are no JSON", signedBy(key, headOf(key).dump(), "{")},
        {"a head with blanks", signedBy(key, " " + headOf(key).dump(), claims().dump())},
        {"nothing", ""},
        {"dots", ".."},
        {"one dot", "."},
        {"a long text", std::string(100'000, 'a')},
        {"zeros", std::string(100, '\0')},
    };
}

} // namespace

TEST_CASE("a token that was issued is good until its end and not after", "[server][token]") {
    const AccessTokens tokens({keyOf(1)}, {});
    const Uuid user = *cairn::core::parseUuid(userId);
    const Uuid session = *cairn::core::parseUuid(sessionId);
    const std::string token = tokens.issue(user, session, now);
    const auto read = tokens.verify(token, now);
    REQUIRE(read);
    CHECK(read->user == user);
    CHECK(read->session == session);
    CHECK(tokens.verify(token, {now.milliseconds + 899'999}));
    CHECK_FALSE(tokens.verify(token, {now.milliseconds + 900'000}));
    CHECK_FALSE(tokens.verify(token, {now.milliseconds - 1'000}));
}

TEST_CASE("the builder of the mutations makes a good token when it changes nothing", "[server][token][control]") {
    const AccessTokens tokens({keyOf(1)}, {});
    CHECK(tokens.verify(signedBy(keyOf(1), headOf(keyOf(1)).dump(), claims().dump()), now));
}

TEST_CASE("of all mutated tokens none is accepted", "[server][token]") {
    const AccessTokens tokens({keyOf(1), keyOf(2)}, {});
    auto mutations = signedMutations(keyOf(1));
    const auto bytes = byteMutations(keyOf(1), signedBy(keyOf(1), headOf(keyOf(1)).dump(), claims().dump()));
    mutations.insert(mutations.end(), bytes.begin(), bytes.end());
    REQUIRE(mutations.size() >= 40);
    for (const Mutation& mutation : mutations) {
        CAPTURE(mutation.name);
        CHECK_FALSE(tokens.verify(mutation.token, now));
    }
}

TEST_CASE("the key before is accepted for a while, a forgotten one is not", "[server][token]") {
    const AccessTokens old({keyOf(1)}, {}), both({keyOf(2), keyOf(1)}, {}), fresh({keyOf(2)}, {});
    const std::string token = old.issue({}, {}, now);
    CHECK(both.verify(token, now));
    CHECK_FALSE(fresh.verify(token, now));
    CHECK(fresh.verify(both.issue({}, {}, now), now));
}

TEST_CASE("a weak key or a sample is refused", "[server][token]") {
    const auto text = GENERATE(as<std::string>(), "", "abc", std::string(64, '0'), std::string(64, 'f'),
                               "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
                               "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                               "6368616e67652d6d652d6368616e67652d6d652d6368616e67652d6d65212121",
                               "54686973206b65792049732061207465787420746861742073616d706c65206f", std::string(63, 'a'),
                               std::string(64, 'x'));
    CAPTURE(text);
    CHECK_FALSE(parseTokenKey(text));
}

TEST_CASE("the key's file is made once, for its owner alone", "[server][token]") {
    cairn::support::TemporaryFolder folder;
    const auto first = tokenKeyFile(folder / "token.key");
    REQUIRE(first);
    CHECK(tokenKeyFile(folder / "token.key")->bytes == first->bytes);
    namespace fs = std::filesystem;
    CHECK(fs::status(folder / "token.key").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(tokenKeyFile(folder / "other.key")->bytes != first->bytes);
    std::ofstream(folder / "token.key", std::ios::trunc) << std::string(64, '0');
    CHECK_FALSE(tokenKeyFile(folder / "token.key"));
}
