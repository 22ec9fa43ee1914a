#include "sync/client/body_coding.h"

#include <memory>
#include <zstd.h>

namespace cairn::sync {

namespace {

constexpr int level = 1;           // smaller than gzip's ninth, at a fraction of the time
constexpr int greatestWindow = 23; // 8 MiB: what a stream may make its reader keep

struct FreeContext {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

} // namespace

std::string packBody(std::string_view body) {
    std::string packed(ZSTD_compressBound(body.size()), '\0');
    const std::size_t size = ZSTD_compress(packed.data(), packed.size(), body.data(), body.size(), level);
    if (ZSTD_isError(size) != 0 || size >= body.size()) return {};
    packed.resize(size);
    return packed;
}

std::optional<std::string> unpackBody(std::string_view packed, std::size_t limit) {
    const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
    if (!context) return std::nullopt;
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, greatestWindow);
    std::string block(ZSTD_DStreamOutSize(), '\0');
    ZSTD_inBuffer input{packed.data(), packed.size(), 0};
    std::string text;
    std::size_t left = 1;
    for (bool isFull = false; input.pos < input.size || isFull;) {
        ZSTD_outBuffer output{block.data(), block.size(), 0};
        left = ZSTD_decompressStream(context.get(), &output, &input);
        if (ZSTD_isError(left) != 0 || text.size() + output.pos > limit) return std::nullopt;
        text.append(block.data(), output.pos);
        isFull = output.pos == output.size && left != 0;
    }
    return left == 0 ? std::optional(std::move(text)) : std::nullopt;
}

} // namespace cairn::sync
