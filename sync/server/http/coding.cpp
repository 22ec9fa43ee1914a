#include "sync/server/http/coding.h"

#include <algorithm>
#include <array>
#include <memory>
#include <vector>
#include <zlib.h>

#include "sync/protocol/zstd_body.h"

namespace cairn::sync {

namespace {

using core::ErrorCode;
using core::failure;

constexpr std::size_t step = 64 * 1024;

tl::unexpected<core::Error> tooLarge() {
    return failure(ErrorCode::tooLarge, "the unpacked body is too long");
}

tl::unexpected<core::Error> damaged() {
    return failure(ErrorCode::invalidSyntax, "the packed body can't be read");
}

struct EndInflate {
    void operator()(z_stream* stream) const {
        inflateEnd(stream);
        delete stream;
    }
};

core::Result<std::string> unpackGzip(std::string_view bytes, std::size_t limit) {
    const std::unique_ptr<z_stream, EndInflate> stream(new z_stream{});
    constexpr int gzipOnly = 16 + MAX_WBITS;
    if (inflateInit2(stream.get(), gzipOnly) != Z_OK) return failure(ErrorCode::ioFailure, "out of memory");
    std::vector<unsigned char> input(bytes.begin(), bytes.end());
    std::vector<unsigned char> block(step);
    stream->next_in = input.data();
    stream->avail_in = static_cast<uInt>(input.size());
    std::string text;
    for (int status = Z_OK; status != Z_STREAM_END;) {
        stream->next_out = block.data();
        stream->avail_out = static_cast<uInt>(block.size());
        status = inflate(stream.get(), Z_NO_FLUSH);
        if (status != Z_OK && status != Z_STREAM_END) return damaged();
        const std::size_t size = block.size() - stream->avail_out;
        if (text.size() + size > limit) return tooLarge();
        text.append(reinterpret_cast<const char*>(block.data()), size);
    }
    return stream->avail_in == 0 ? core::Result<std::string>(std::move(text)) : damaged();
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Whether the parameters behind a coding's name give it the weight 0.
bool isRefused(std::string_view parameters) {
    const auto weight = parameters.find("q=");
    if (weight == std::string_view::npos) return false;
    const auto digits = trimmed(parameters.substr(weight + 2));
    return digits.starts_with('0') && digits.find_first_not_of("0.") == std::string_view::npos;
}

} // namespace

core::Result<Coding> codingNamed(std::string_view name) {
    if (name.empty() || name == "identity") return Coding::identity;
    if (name == "gzip") return Coding::gzip;
    if (name == "zstd") return Coding::zstd;
    return failure(ErrorCode::unknownFormat, "bodies may be packed with gzip or zstd");
}

core::Result<std::string> unpack(Coding coding, std::string_view bytes, std::size_t limit) {
    if (coding == Coding::gzip) return unpackGzip(bytes, limit);
    if (coding == Coding::zstd) return unpackZstd(bytes, limit);
    if (bytes.size() > limit) return tooLarge();
    return std::string(bytes);
}

bool acceptsZstd(std::string_view acceptEncoding) {
    bool byStar = false;
    while (!acceptEncoding.empty()) {
        const auto comma = std::min(acceptEncoding.find(','), acceptEncoding.size());
        const auto item = trimmed(acceptEncoding.substr(0, comma));
        acceptEncoding.remove_prefix(std::min(comma + 1, acceptEncoding.size()));
        const auto semicolon = std::min(item.find(';'), item.size());
        const auto name = trimmed(item.substr(0, semicolon));
        if (name == "zstd") return !isRefused(item.substr(semicolon));
        if (name == "*") byStar = !isRefused(item.substr(semicolon));
    }
    return byStar;
}

} // namespace cairn::sync
