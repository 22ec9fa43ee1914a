#include "tests/support/catch.h"

#include "sync/server/http/request_head.h"

using namespace cairn::sync;

namespace {

std::string headWith(const std::string& lines) {
    return "POST /api/x?a=1 HTTP/1.1\r\nHost: example.org\r\n" + lines + "\r\n";
}

} // namespace

TEST_CASE("a plain head is read with its names in lower case and values without blanks", "[server][head]") {
    const auto head = parseHead(headWith("Content-Length: 12\r\nX-Thing: \t a b \r\nConnection: Close\r\n"));
    REQUIRE(head);
    CHECK(head->method == "POST");
    CHECK(head->path == "/api/x");
    CHECK(head->query == "a=1");
    CHECK(head->header("x-thing") == "a b");
    CHECK(head->framing == Framing::length);
    CHECK(head->contentLength == 12);
    CHECK(head->persistence == Persistence::close);
}

TEST_CASE("an upgrade, an expectation and a target with an authority are understood", "[server][head]") {
    CHECK(parseHead(headWith("Connection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n"))->isUpgrade);
    CHECK(parseHead(headWith("Content-Length: 1\r\nExpect: 100-Continue\r\n"))->expectsContinue);
    CHECK(parseHead("GET http://other/a HTTP/1.1\r\nHost: x\r\n\r\n")->path == "/a");
    CHECK(parseHead("GET http://other HTTP/1.1\r\nHost: x\r\n\r\n")->path == "/");
    CHECK(parseHead("GET / HTTP/1.0\r\nHost: x\r\n\r\n")->persistence == Persistence::close);
}

TEST_CASE("what two readers could understand in two ways is refused", "[server][head]") {
    const auto [name, lines, status] = GENERATE(table<std::string, std::string, int>({
        {"two lengths", "Content-Length: 1\r\nContent-Length: 2\r\n", 400},
        {"the same length twice", "Content-Length: 1\r\nContent-Length: 1\r\n", 400},
        {"a list of lengths", "Content-Length: 1, 1\r\n", 400},
        {"a signed length", "Content-Length: +1\r\n", 400},
        {"a negative length", "Content-Length: -1\r\n", 400},
        {"a hexadecimal length", "Content-Length: 0x1\r\n", 400},
        {"an empty length", "Content-Length:\r\n", 400},
        {"a length beyond all numbers", "Content-Length: 99999999999999999999\r\n", 400},
        {"a length and chunks", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", 400},
        {"chunks twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", 400},
        {"another transfer encoding", "Transfer-Encoding: gzip, chunked\r\n", 501},
        {"identity as one", "Transfer-Encoding: identity\r\n", 501},
        {"chunks with a form feed", "Transfer-Encoding: \fchunked\r\n", 400},
        {"a folded header", "X-A: b\r\n c\r\n", 400},
        {"a blank before the colon", "X-A : b\r\n", 400},
        {"a header without a name", ": b\r\n", 400},
        {"a header without a colon", "Nothing\r\n", 400},
        {"a zero in a value", std::string("X-A: b\0c\r\n", 10), 400},
        {"a bare line feed", "X-A: b\nX-B: c\r\n", 400},
        {"a bare carriage return", "X-A: b\rX-B: c\r\n", 400},
        {"a second Host", "Host: example.org\r\n", 400},
        {"two authorisations", "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n", 400},
        {"another expectation", "Expect: tea\r\n", 417},
    }));
    CAPTURE(name);
    const auto head = parseHead(headWith(lines));
    REQUIRE_FALSE(head);
    CHECK(head.error().status == status);
}

TEST_CASE("a request line that is none is refused", "[server][head]") {
    const auto [line, status] = GENERATE(table<std::string, int>({
        {"GET /", 400},
        {"GET / HTTP/2.0", 505},
        {"GET / HTTP/1.2", 505},
        {"GET / http/1.1", 400},
        {"GET  / HTTP/1.1", 400},
        {"GET /a b HTTP/1.1", 400},
        {" GET / HTTP/1.1", 400},
        {"G@T / HTTP/1.1", 400},
        {"AVERYLONGMETHODNAME / HTTP/1.1", 400},
        {"GET * HTTP/1.1", 400},
        {"GET example.org/ HTTP/1.1", 400},
        {"GET /\x01 HTTP/1.1", 400},
        {"GET /\xC3\xA4 HTTP/1.1", 400},
        {"GET /#part HTTP/1.1", 400},
        {"GET /" + std::string(longestTarget, 'a') + " HTTP/1.1", 414},
    }));
    CAPTURE(line);
    const auto head = parseHead(line + "\r\nHost: x\r\n\r\n");
    REQUIRE_FALSE(head);
    CHECK(head.error().status == status);
}

TEST_CASE("a head needs its Host, its end and its measure", "[server][head]") {
    CHECK(parseHead("GET / HTTP/1.1\r\n\r\n").error().status == 400);
    CHECK(parseHead("GET / HTTP/1.1\r\nHost:\r\n\r\n").error().status == 400);
    CHECK(parseHead("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n").error().status == 400);
    CHECK(parseHead("GET / HTTP/1.1\r\nHost: a").error().status == 400);
    CHECK(parseHead("").error().status == 400);
    CHECK(parseHead("\r\n\r\n").error().status == 400);
    CHECK(parseHead("GET / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n").error().status == 400);
    std::string many;
    for (std::size_t i = 0; i < mostHeaders; ++i) many += "X-A: b\r\n";
    CHECK(parseHead(headWith(many)).error().status == 431);
    CHECK(parseHead(headWith("X-A: " + std::string(longestHead, 'a') + "\r\n")).error().status == 431);
}
