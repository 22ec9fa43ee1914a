#include "tests/support/catch.h"

#include <zlib.h>
#include <zstd.h>

#include "sync/protocol/zstd_body.h"
#include "sync/server/http/coding.h"

using namespace cairn::sync;
using cairn::core::ErrorCode;

namespace {

std::string gzipped(const std::string& text) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string input = text;
    std::string packed(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

std::string zstandard(const std::string& text) {
    std::string packed(ZSTD_compressBound(text.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 19));
    return packed;
}

std::string packedBy(Coding coding, const std::string& text) {
    return coding == Coding::gzip ? gzipped(text) : zstandard(text);
}

} // namespace

TEST_CASE("what was packed comes back, up to the limit and not beyond", "[server][coding]") {
    const auto coding = GENERATE(Coding::gzip, Coding::zstd);
    const auto size = GENERATE(std::size_t{0}, std::size_t{1}, std::size_t{65'536}, std::size_t{200'000});
    const std::string text(size, 'x');
    CHECK(*unpack(coding, packedBy(coding, text), size) == text);
    if (size > 0) CHECK(unpack(coding, packedBy(coding, text), size - 1).error().code == ErrorCode::tooLarge);
}

TEST_CASE("a bomb is refused as too large", "[server][coding]") {
    const auto coding = GENERATE(Coding::gzip, Coding::zstd);
    const std::string bomb = packedBy(coding, std::string(std::size_t{64} << 20, '\0'));
    REQUIRE(bomb.size() < 100'000);
    CHECK(unpack(coding, bomb, 1 << 20).error().code == ErrorCode::tooLarge);
}

TEST_CASE("what is cut, changed or followed by more is refused", "[server][coding]") {
    const auto coding = GENERATE(Coding::gzip, Coding::zstd);
    const std::string packed = packedBy(coding, "some text that is packed, some text that is packed");
    CHECK(unpack(coding, packed.substr(0, packed.size() - 1), 1'000).error().code == ErrorCode::invalidSyntax);
    CHECK(unpack(coding, packed + "more", 1'000).error().code == ErrorCode::invalidSyntax);
    CHECK(unpack(coding, "", 1'000).error().code == ErrorCode::invalidSyntax);
    CHECK(unpack(coding, "no packed bytes", 1'000).error().code == ErrorCode::invalidSyntax);
}

TEST_CASE("a window that wants more memory than a body may is refused", "[server][coding]") {
    ZSTD_CCtx* context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, 27);
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
    const std::string text = "a";
    std::string packed(1'000, '\0');
    ZSTD_inBuffer input{text.data(), text.size(), 0};
    ZSTD_outBuffer output{packed.data(), packed.size(), 0};
    REQUIRE(ZSTD_compressStream2(context, &output, &input, ZSTD_e_flush) != 1);
    ZSTD_inBuffer none{nullptr, 0, 0};
    ZSTD_compressStream2(context, &output, &none, ZSTD_e_end);
    ZSTD_freeCCtx(context);
    packed.resize(output.pos);
    CHECK(unpack(Coding::zstd, packed, 1'000).error().code == ErrorCode::invalidSyntax);
}

TEST_CASE("codings are known by their names alone", "[server][coding]") {
    CHECK(*codingNamed("") == Coding::identity);
    CHECK(*codingNamed("zstd") == Coding::zstd);
    CHECK(codingNamed("br").error().code == ErrorCode::unknownFormat);
    CHECK(codingNamed("gzip, gzip").error().code == ErrorCode::unknownFormat);
}

TEST_CASE("zstd is accepted where it is named with a weight", "[server][coding]") {
    const auto [header, isAccepted] = GENERATE(table<std::string, bool>({
        {"", false},
        {"gzip, deflate", false},
        {"zstd", true},
        {"gzip, zstd;q=0.5", true},
        {"zstd;q=0", false},
        {"zstd; q=0.000", false},
        {"*", true},
        {"*, zstd;q=0", false},
        {"identity, *;q=0", false},
        {"zstandard", false},
    }));
    CAPTURE(header);
    CHECK(acceptsZstd(header) == isAccepted);
}

TEST_CASE("packing saves bytes or says that it does not", "[server][coding]") {
    const std::string text(10'000, 'a');
    CHECK(*unpack(Coding::zstd, packZstd(text), text.size()) == text);
    CHECK(packZstd("a").empty());
}
