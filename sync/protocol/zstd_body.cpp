#include "sync/protocol/zstd_body.h"

#include <memory>
#include <zstd.h>

namespace cairn::sync {

namespace {

using core::ErrorCode;
using core::failure;

constexpr int level = 1;           // smaller than gzip's ninth, at a fraction of the time
constexpr int greatestWindow = 23; // 8 MiB: what a stream may make its reader keep

struct FreeContext {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

tl::unexpected<core::Error> damaged() {
    return failure(ErrorCode::invalidSyntax, "the packed body can't be read");
}

} // namespace

std::string packZstd(std::string_view bytes) {
    const std::size_t bound = ZSTD_compressBound(bytes.size());
    const auto block = std::make_unique_for_overwrite<char[]>(bound); // most of it is never touched
    const std::size_t size = ZSTD_compress(block.get(), bound, bytes.data(), bytes.size(), level);
    if (ZSTD_isError(size) != 0 || size >= bytes.size()) return {};
    return {block.get(), size};
}

core::Result<std::string> unpackZstd(std::string_view bytes, std::size_t limit) {
    const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
    if (!context) return failure(ErrorCode::ioFailure, "out of memory");
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, greatestWindow);
    std::string block(ZSTD_DStreamOutSize(), '\0');
    ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
    std::string text;
    std::size_t left = 1;
    for (bool isFull = false; input.pos < input.size || isFull;) {
        ZSTD_outBuffer output{block.data(), block.size(), 0};
        left = ZSTD_decompressStream(context.get(), &output, &input);
        if (ZSTD_isError(left) != 0) return damaged();
        if (text.size() + output.pos > limit) return failure(ErrorCode::tooLarge, "the unpacked body is too long");
        text.append(block.data(), output.pos);
        isFull = output.pos == output.size && left != 0;
    }
    return left == 0 ? core::Result<std::string>(std::move(text)) : damaged();
}

} // namespace cairn::sync
