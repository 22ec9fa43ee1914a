#include "sync/client/access.h"

#include "tests/support/catch.h"
#include "tests/sync/client/fakes.h"

using namespace cairn;
using sync::Asked;
using sync::HttpAnswer;
using sync::HttpRequest;
using sync::Trouble;
using test::FakeServer;
using test::json;

namespace {

/// Tokens and a server, without a store.
struct Visitor {
    FakeServer server;
    test::Later later;
    test::ScriptedTransport transport{server, later};
    test::MemoryVault vault;
    std::unique_ptr<sync::Access> access = std::make_unique<sync::Access>(transport, vault);

    Visitor() {
        vault.kept = sync::SignIn{"http://127.0.0.1", "ada@example.org", "account", server.newSession(), {}, {}, {}};
    }

    Asked<std::string> pull() {
        std::optional<Asked<std::string>> result;
        access->send({"GET", "/api/sync/pull?stream=user&since=0&limit=1"},
                     [&](Asked<std::string> answer) { result = std::move(answer); });
        later.run();
        return result.value();
    }
};

} // namespace

TEST_CASE("the new refresh token is stored before it is used, and the old one kept until it has worked",
          "[sync][access]") {
    Visitor visitor;
    const std::string first = visitor.vault.kept->refreshToken;
    visitor.transport.next([&](const HttpRequest& request) { return visitor.server.answer(request); });
    visitor.transport.next([&](const HttpRequest& request) {
        CHECK(request.path.starts_with("/api/sync/pull"));
        CHECK(visitor.vault.kept->refreshToken != first);
        CHECK(visitor.vault.kept->previousToken == first);
        return visitor.server.answer(request);
    });
    CHECK(visitor.pull());
    CHECK(visitor.vault.kept->previousToken.empty());
    CHECK(visitor.vault.saves.size() == 2);
}

TEST_CASE("an access token that has run out is renewed, and the request sent once more", "[sync][access]") {
    Visitor visitor;
    REQUIRE(visitor.pull());
    visitor.server.expireAccess();
    CHECK(visitor.pull());
    CHECK(visitor.server.refreshes == 2);
}

TEST_CASE("requests that come together share one refresh", "[sync][access]") {
    Visitor visitor;
    int answers = 0;
    for (int i = 0; i < 5; ++i)
        visitor.access->send({"GET", "/api/sync/pull?stream=user&since=0&limit=1"},
                             [&](const Asked<std::string>& answer) { answers += answer ? 1 : 0; });
    visitor.later.run();
    CHECK(answers == 5);
    CHECK(visitor.server.refreshes == 1);
}

TEST_CASE("a refresh whose answer is lost is asked again with the same token", "[sync][access]") {
    Visitor visitor;
    const std::string first = visitor.vault.kept->refreshToken;
    visitor.transport.loseAnswer();
    CHECK(visitor.pull().error().trouble == Trouble::unreachable);
    CHECK(visitor.vault.kept->refreshToken == first);
    CHECK(visitor.pull());
}

TEST_CASE("where the new token is refused the old one is tried", "[sync][access]") {
    Visitor visitor;
    visitor.vault.kept->previousToken = visitor.vault.kept->refreshToken;
    visitor.vault.kept->refreshToken = "never-arrived";
    CHECK(visitor.pull());
    CHECK(visitor.vault.kept->refreshToken != "never-arrived");
}

TEST_CASE("a token that another process has renewed meanwhile is taken over", "[sync][access]") {
    Visitor visitor;
    const std::string good = visitor.vault.kept->refreshToken;
    visitor.vault.kept->refreshToken = "spent";
    visitor.transport.next([&](const HttpRequest& request) {
        visitor.vault.kept->refreshToken = good; // the other process is done just now
        return visitor.server.answer(request);
    });
    CHECK(visitor.pull());
}

TEST_CASE("an ended session is signed out, and the tokens stay where they are", "[sync][access]") {
    Visitor visitor;
    REQUIRE(visitor.pull());
    visitor.server.endSessions();
    const auto before = visitor.vault.kept;
    CHECK(visitor.pull().error().trouble == Trouble::signedOut);
    CHECK(visitor.vault.kept == before);
}

TEST_CASE("a portal in front of the refresh is no sign-out", "[sync][access]") {
    Visitor visitor;
    const int status = GENERATE(200, 301, 401, 403, 404, 511);
    visitor.transport.next([&](const HttpRequest&) { return HttpAnswer{status, "text/html", "<html>"}; });
    const auto trouble = visitor.pull().error().trouble;
    CHECK((trouble == Trouble::notOurServer || (status == 511 && trouble == Trouble::busy)));
    CHECK(visitor.pull());
}

TEST_CASE("tokens that could not be stored are not used before they are", "[sync][access]") {
    Visitor visitor;
    visitor.transport.next([&](const HttpRequest& request) {
        visitor.vault.isBroken = true;
        return visitor.server.answer(request);
    });
    CHECK(visitor.pull().error().trouble == Trouble::keychain);
    CHECK(visitor.transport.sent.size() == 1);
    CHECK(visitor.pull().error().trouble == Trouble::keychain);
    CHECK(visitor.transport.sent.size() == 1);
    visitor.vault.isBroken = false;
    CHECK(visitor.pull());
    CHECK(visitor.server.refreshes == 1);
}

TEST_CASE("a keychain that does not answer is no sign-out", "[sync][access]") {
    Visitor visitor;
    visitor.vault.isBroken = true;
    CHECK(visitor.pull().error().trouble == Trouble::keychain);
    visitor.vault.isBroken = false;
    CHECK(visitor.pull());
}

TEST_CASE("an answer that comes after the end finds nobody", "[sync][access]") {
    Visitor visitor;
    bool isCalled = false;
    visitor.access->send({"GET", "/api/sync/pull?stream=user&since=0&limit=1"},
                         [&](const Asked<std::string>&) { isCalled = true; });
    visitor.access.reset();
    visitor.later.run();
    CHECK_FALSE(isCalled);
}
