#include "core/base/real_path.h"

namespace cairn::core {

namespace {

constexpr int mostLinks = 40; ///< where the systems give up too

} // namespace

std::filesystem::path realPath(const std::filesystem::path& path) {
    std::error_code error;
    std::filesystem::path at = absolute(path, error);
    if (error) return path;
    for (int i = 0; i < mostLinks; ++i) {
        const std::filesystem::path folder = weakly_canonical(at.parent_path(), error);
        if (error) return at;
        at = folder / at.filename();
        if (!is_symlink(at, error)) return at;
        const std::filesystem::path target = read_symlink(at, error);
        if (error) return at;
        at = folder / target;
    }
    return at;
}

} // namespace cairn::core
