#include "sync/client/qt_transport.h"

#include "sync/client/qt_socket.h"
#include "sync/protocol/zstd_body.h"
#include "tests/sync/client/qt_support.h"
#include "tests/sync/client/raw_server.h"

using namespace cairn;
using namespace std::chrono_literals;
using sync::Asked;
using sync::HttpAnswer;
using sync::Trouble;
using test::RawServer;

namespace {

sync::ServerAddress addressOf(const RawServer& server) {
    return sync::ServerAddress::parse(server.url()).value();
}

sync::TransportLimits patient() {
    return {5'000ms, 1'000'000};
}

QSslCertificate certificateOf(const support::OwnCertificate& own) {
    return QSslCertificate(QByteArray::fromStdString(own.certificate));
}

std::string fingerprintOf(const support::OwnCertificate& own) {
    return sync::fingerprintOf(certificateOf(own));
}

Asked<HttpAnswer> ask(test::Application& application, sync::QtTransport& transport, sync::HttpRequest request) {
    return application.resultOf<Asked<HttpAnswer>>([&](auto then) { transport.send(std::move(request), then); });
}

Asked<HttpAnswer> ask(test::Application& application, const RawServer& server, sync::HttpRequest request,
                      const std::string& trusted = {}, sync::TransportLimits limits = patient()) {
    sync::QtTransport transport(addressOf(server), sync::CertificateTrust(trusted), limits);
    return ask(application, transport, std::move(request));
}

const sync::HttpRequest aPull{"GET", "/api/sync/pull?stream=user&since=0&limit=5", {}, "secret"};

} // namespace

TEST_CASE("a request arrives with its token, and the answer as it was given", "[sync][transport]") {
    test::Application application;
    RawServer server;
    server.answerJson(R"({"a":1})", "Retry-After: 7\r\n");
    const auto answer = ask(application, server, aPull);
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->body == R"({"a":1})");
    CHECK(answer->contentType == "application/json");
    CHECK(answer->retryAfter == 7s);
    REQUIRE(server.requests.size() == 1);
    CHECK(server.requests[0].startsWith("GET /api/sync/pull?stream=user&since=0&limit=5 HTTP/1.1\r\n"));
    CHECK(server.requests[0].contains("Authorization: Bearer secret\r\n"));
    CHECK(server.requests[0].contains("Accept-Encoding: zstd\r\n"));
}

TEST_CASE("long bodies are packed, short ones are not", "[sync][transport]") {
    test::Application application;
    RawServer server;
    server.answerJson("{}");
    const std::string body = GENERATE(std::string("{}"), '"' + std::string(5'000, 'x') + '"');
    REQUIRE(ask(application, server, {"POST", "/api/sync/push?stream=user", body}));
    const QByteArray& request = server.requests.at(0);
    const QByteArray arrived = request.mid(request.indexOf("\r\n\r\n") + 4);
    const bool isPacked = request.contains("Content-Encoding: zstd\r\n");
    CHECK(isPacked == (body.size() > 1'024));
    CHECK(request.contains("Content-Type: application/json\r\n"));
    const std::string text = arrived.toStdString();
    CHECK((isPacked ? sync::unpackZstd(text, 10'000).value() : text) == body);
}

TEST_CASE("a packed answer is unpacked, one that is cut or too long is not taken", "[sync][transport]") {
    test::Application application;
    RawServer server;
    const std::string text = "{\"a\":\"" + std::string(100'000, 'x') + "\"}";
    const QByteArray packed = QByteArray::fromStdString(sync::packZstd(text));
    server.answerJson(packed, "Content-Encoding: zstd\r\n");
    CHECK(ask(application, server, aPull)->body == text);
    CHECK(ask(application, server, aPull, {}, {5'000ms, 50'000}).error().trouble == Trouble::notOurServer);
    server.answerJson(packed.left(packed.size() / 2), "Content-Encoding: zstd\r\n");
    CHECK(ask(application, server, aPull).error().trouble == Trouble::notOurServer);
    server.answerJson(packed, "Content-Encoding: gzip\r\n");
    CHECK(ask(application, server, aPull).error().trouble == Trouble::notOurServer);
}

TEST_CASE("an answer over the limit is broken off", "[sync][transport]") {
    test::Application application;
    RawServer server;
    server.answerJson(QByteArray(400'000, 'x'));
    CHECK(ask(application, server, aPull, {}, {5'000ms, 100'000}).error().trouble == Trouble::notOurServer);
}

TEST_CASE("a redirection is not followed", "[sync][transport]") {
    test::Application application;
    RawServer server;
    RawServer portal;
    portal.answerJson("{}");
    server.answer =
        "HTTP/1.1 302 Found\r\nLocation: " + QByteArray::fromStdString(portal.url()) + "/\r\nContent-Length: 0\r\n\r\n";
    const auto answer = ask(application, server, aPull);
    CHECK(sync::successOf(answer).error().trouble == Trouble::notOurServer);
    CHECK(portal.connections == 0);
}

TEST_CASE("the page of a captive portal is no answer of the server's and no sign-out", "[sync][transport]") {
    test::Application application;
    RawServer server;
    const QByteArray status = GENERATE("200 OK", "401 Unauthorized", "403 Forbidden");
    server.answer = "HTTP/1.1 " + status +
                    "\r\nContent-Type: text/html\r\nWWW-Authenticate: Basic realm=\"x\"\r\nSet-Cookie: a=b\r\n"
                    "Content-Length: 6\r\n\r\n<html>";
    sync::QtTransport transport(addressOf(server), sync::CertificateTrust({}), patient());
    for (int i = 0; i < 2; ++i)
        CHECK(sync::successOf(ask(application, transport, aPull)).error().trouble == Trouble::notOurServer);
    CHECK_FALSE(server.requests.back().contains("Cookie"));
}

TEST_CASE("our server's refusal is told from a portal's", "[sync][transport]") {
    test::Application application;
    RawServer server;
    const QByteArray body = R"({"detail":"sign in first","code":"UNAUTHORIZED"})";
    server.answer = "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nWWW-Authenticate: Bearer\r\n"
                    "Content-Length: " +
                    QByteArray::number(body.size()) + "\r\n\r\n" + body;
    CHECK(sync::successOf(ask(application, server, aPull)).error().trouble == Trouble::unauthorised);
}

TEST_CASE("silence, a connection that breaks off and none at all are told apart from answers", "[sync][transport]") {
    test::Application application;
    auto server = std::make_unique<RawServer>();
    CHECK(ask(application, *server, aPull, {}, {100ms, 1'000}).error().trouble == Trouble::timedOut);
    server->answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"a\":";
    server->hangsUp = true;
    CHECK(ask(application, *server, aPull).error().trouble == Trouble::unreachable);
    server->answer = "SSH-2.0-OpenSSH\r\n";
    CHECK_FALSE(sync::successOf(ask(application, *server, aPull)));
    sync::QtTransport transport(addressOf(*server), sync::CertificateTrust({}), patient());
    server.reset();
    CHECK(ask(application, transport, aPull).error().trouble == Trouble::unreachable);
}

TEST_CASE("an unknown certificate is shown, taken once trusted, and no other after that", "[sync][transport][tls]") {
    test::Application application;
    const auto mine = support::makeCertificate("localhost");
    const auto another = support::makeCertificate("localhost");
    const std::string shown = fingerprintOf(mine);
    RawServer server(&mine);
    server.answerJson("{}");
    const auto first = ask(application, server, aPull);
    REQUIRE_FALSE(first);
    CHECK(first.error().trouble == Trouble::untrusted);
    CHECK(first.error().detail == shown);
    CHECK(server.requests.empty());

    REQUIRE(ask(application, server, aPull, shown));
    CHECK(server.requests.size() == 1);

    RawServer changed(&another);
    changed.answerJson("{}");
    const auto refused = ask(application, changed, aPull, shown);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().trouble == Trouble::certificateChanged);
    CHECK(refused.error().detail == fingerprintOf(another));
    CHECK(changed.requests.empty());
}

TEST_CASE("an authority of the system does not stand in for the trusted certificate", "[sync][transport][tls]") {
    test::Application application;
    const auto mine = support::makeCertificate("localhost");
    const auto another = support::makeCertificate("localhost");
    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    QSslConfiguration vouching = before;
    vouching.setCaCertificates({certificateOf(another)});
    QSslConfiguration::setDefaultConfiguration(vouching);
    RawServer server(&another);
    server.answerJson("{}");
    const bool isKnown = ask(application, server, aPull).has_value();
    const auto pinned = ask(application, server, aPull, fingerprintOf(mine));
    QSslConfiguration::setDefaultConfiguration(before);
    CHECK(isKnown);
    REQUIRE_FALSE(pinned);
    CHECK(pinned.error().trouble == Trouble::certificateChanged);
    CHECK(server.requests.size() == 1);
}

TEST_CASE("a certificate for another host is not taken", "[sync][transport][tls]") {
    test::Application application;
    const auto another = support::makeCertificate("example.org");
    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    QSslConfiguration vouching = before;
    vouching.setCaCertificates({certificateOf(another)});
    QSslConfiguration::setDefaultConfiguration(vouching);
    RawServer server(&another);
    server.answerJson("{}");
    const auto answer = ask(application, server, aPull);
    QSslConfiguration::setDefaultConfiguration(before);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().trouble == Trouble::untrusted);
    CHECK(server.requests.empty());
}

TEST_CASE("a socket sends its token to the trusted certificate alone", "[sync][transport][tls]") {
    test::Application application;
    const auto mine = support::makeCertificate("localhost");
    const auto another = support::makeCertificate("localhost");
    RawServer server(&another);
    server.answer = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";
    const bool isTrusted = GENERATE(true, false);
    const auto& trusted = isTrusted ? another : mine;
    sync::QtSocket socket(addressOf(server), sync::CertificateTrust(fingerprintOf(trusted)));
    const auto problem = application.resultOf<sync::Problem>([&](auto then) {
        socket.closed = then;
        socket.open("secret");
    });
    CHECK(problem.trouble == (isTrusted ? Trouble::unauthorised : Trouble::certificateChanged));
    CHECK(server.requests.size() == (isTrusted ? 1 : 0));
}

TEST_CASE("an address is https, or http on this computer", "[sync][address]") {
    const auto good = GENERATE(as<std::string>{}, "https://example.org", "https://example.org:8443/cairn",
                               "http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:80");
    CHECK(sync::ServerAddress::parse(good));
    const auto bad = GENERATE(as<std::string>{}, "", "example.org", "ftp://example.org", "http://example.org",
                              "http://127.0.0.1.example.org", "https://a:b@example.org", "https://example.org?x=1",
                              "https://example.org#x", "http://192.168.1.5", "https://", "http://localhost.evil.org");
    CHECK(sync::ServerAddress::parse(bad).error().code == core::ErrorCode::invalidValue);
}

TEST_CASE("every spelling of an address is one", "[sync][address]") {
    const auto text = [](const char* url) { return sync::ServerAddress::parse(url).value().text(); };
    CHECK(text("https://Example.org/") == "https://example.org");
    CHECK(text("https://example.org:443") == "https://example.org");
    CHECK(text("https://example.org/cairn//") == "https://example.org/cairn");
    const auto address = sync::ServerAddress::parse("https://example.org/cairn").value();
    CHECK(address.urlOf("/api/sync/pull?since=5").toString() == "https://example.org/cairn/api/sync/pull?since=5");
    CHECK(address.socketUrl().toString() == "wss://example.org/cairn/ws");
}

TEST_CASE("a fingerprint is read in any spelling", "[sync][address]") {
    const std::string plain(64, 'a');
    std::string spelled = "AA";
    for (int i = 1; i < 32; ++i) spelled += ":AA";
    CHECK(sync::readFingerprint(plain) == spelled);
    CHECK(sync::readFingerprint(" " + spelled + "\n") == spelled);
    CHECK_FALSE(sync::readFingerprint(std::string(63, 'a')));
    CHECK_FALSE(sync::readFingerprint(std::string(64, 'g')));
}
