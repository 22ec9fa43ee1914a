#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "core/base/error.h"

namespace cairn::core {

/// An advisory lock on a file, which is made where it is missing and never deleted. It ends with the object or the
/// process, however that ends.
class FileLock {
public:
    /// Errors: storeBusy when another process (or another object of this one) holds it, storeReadOnly, ioFailure.
    static Result<FileLock> take(const std::filesystem::path& file);
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

private:
    explicit FileLock(std::intptr_t handle) : m_handle(handle) {}
    void release();

    static constexpr std::intptr_t none = -1;
    std::intptr_t m_handle;
};

/// Which file stands behind a path, so that another one in its place is noticed.
struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t file = 0;

    friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

/// The identity of the file at `path` now; nothing where there is none.
std::optional<FileIdentity> identityOf(const std::filesystem::path& path);

/// Whether this process may write the file.
bool isWritable(const std::filesystem::path& file);

/// Makes what a store needs around its file: the folder (0700) and the file itself (0600) where they are missing, and
/// takes the lock beside it. Errors: those of FileLock::take.
Result<FileLock> prepareFile(const std::filesystem::path& file);

/// Makes a file's contents, or a folder's names, durable. Best effort where the system has no such call.
bool syncFile(const std::filesystem::path& file);
void syncFolder(const std::filesystem::path& folder);

} // namespace cairn::core
