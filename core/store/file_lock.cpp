#include "core/store/file_lock.h"

#include <fstream>
#include <utility>

#ifdef _WIN32
#include <io.h>
#include <windows.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace cairn::core {

FileLock::FileLock(FileLock&& other) noexcept : m_handle(std::exchange(other.m_handle, none)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    if (this != &other) {
        release();
        m_handle = std::exchange(other.m_handle, none);
    }
    return *this;
}

FileLock::~FileLock() {
    release();
}

#ifdef _WIN32

Result<FileLock> FileLock::take(const std::filesystem::path& file) {
    HANDLE handle = CreateFileW(file.c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                                OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE) return failure(ErrorCode::storeReadOnly, "the lock file can't be opened");
    OVERLAPPED range{};
    if (!LockFileEx(handle, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &range)) {
        CloseHandle(handle);
        return failure(ErrorCode::storeBusy, "another process owns the store");
    }
    return FileLock(reinterpret_cast<std::intptr_t>(handle));
}

void FileLock::release() {
    if (m_handle != none) CloseHandle(reinterpret_cast<HANDLE>(m_handle));
    m_handle = none;
}

std::optional<FileIdentity> identityOf(const std::filesystem::path& path) {
    HANDLE handle = CreateFileW(path.c_str(), 0, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE) return std::nullopt;
    BY_HANDLE_FILE_INFORMATION about{};
    const bool isKnown = GetFileInformationByHandle(handle, &about) != 0;
    CloseHandle(handle);
    if (!isKnown) return std::nullopt;
    return FileIdentity{about.dwVolumeSerialNumber, std::uint64_t{about.nFileIndexHigh} << 32 | about.nFileIndexLow};
}

bool syncFile(const std::filesystem::path& file) {
    HANDLE handle = CreateFileW(file.c_str(), GENERIC_WRITE, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr);
    if (handle == INVALID_HANDLE_VALUE) return false;
    const bool isDone = FlushFileBuffers(handle) != 0;
    CloseHandle(handle);
    return isDone;
}

void syncFolder(const std::filesystem::path&) {}

bool isWritable(const std::filesystem::path& file) {
    constexpr int toWrite = 2;
    return _waccess(file.c_str(), toWrite) == 0;
}

#else

bool syncFile(const std::filesystem::path& file) {
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool isDone = fsync(descriptor) == 0;
    close(descriptor);
    return isDone;
}

void syncFolder(const std::filesystem::path& folder) {
    syncFile(folder);
}

bool isWritable(const std::filesystem::path& file) {
    return faccessat(AT_FDCWD, file.c_str(), W_OK, AT_EACCESS) == 0;
}

Result<FileLock> FileLock::take(const std::filesystem::path& file) {
    const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0) {
        const bool isReadOnly = errno == EACCES || errno == EROFS || errno == EPERM;
        if (errno == ENOSPC) return failure(ErrorCode::diskFull, "the lock file can't be made");
        return failure(isReadOnly ? ErrorCode::storeReadOnly : ErrorCode::ioFailure, "the lock file can't be opened");
    }
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const bool isBusy = errno == EWOULDBLOCK;
        close(descriptor);
        return failure(isBusy ? ErrorCode::storeBusy : ErrorCode::ioFailure, "another process owns the store");
    }
    return FileLock(descriptor);
}

void FileLock::release() {
    if (m_handle != none) close(static_cast<int>(m_handle));
    m_handle = none;
}

std::optional<FileIdentity> identityOf(const std::filesystem::path& path) {
    struct stat about {};
    if (stat(path.c_str(), &about) != 0) return std::nullopt;
    return FileIdentity{static_cast<std::uint64_t>(about.st_dev), static_cast<std::uint64_t>(about.st_ino)};
}

#endif

Result<FileLock> prepareFile(const std::filesystem::path& file) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::path folder = fs::absolute(file).parent_path();
    if (create_directories(folder, error)) permissions(folder, fs::perms::owner_all, error);
    if (!is_directory(folder, error)) return failure(ErrorCode::ioFailure, "the store's folder can't be made");
    auto lock = FileLock::take(fs::path(file) += ".lock");
    if (!lock || exists(file, error)) return lock;
    if (!std::ofstream(file, std::ios::app)) return failure(ErrorCode::storeReadOnly, "the store's file can't be made");
    permissions(file, fs::perms::owner_read | fs::perms::owner_write, error);
    return lock;
}

} // namespace cairn::core
