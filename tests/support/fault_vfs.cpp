#include "tests/support/fault_vfs.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sqlite3.h>

namespace cairn::support {

namespace {

constexpr std::size_t sector = 512;

/// SQLite's view of an open file: ours first, then the real one in the same memory.
struct ShimFile {
    sqlite3_file base;
    FaultVfs* vfs;
    std::string* path; ///< owned; null for files without a name
    sqlite3_file* real;
};

ShimFile& shim(sqlite3_file* file) {
    return *reinterpret_cast<ShimFile*>(file);
}
sqlite3_file* realOf(sqlite3_file* file) {
    return shim(file).real;
}
FaultVfs& faults(sqlite3_vfs* vfs) {
    return *static_cast<FaultVfs*>(vfs->pAppData);
}

int closeFile(sqlite3_file* file) {
    delete shim(file).path;
    return realOf(file)->pMethods->xClose(realOf(file));
}
int readFile(sqlite3_file* file, void* into, int amount, sqlite3_int64 offset) {
    if (const int fault = shim(file).vfs->onRead()) return fault;
    return realOf(file)->pMethods->xRead(realOf(file), into, amount, offset);
}
int writeFile(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
    const std::string bytes(static_cast<const char*>(from), static_cast<std::size_t>(amount));
    const int fault = shim(file).path == nullptr ? 0 : shim(file).vfs->onWrite(*shim(file).path, offset, bytes);
    if (fault == SQLITE_IOERR_WRITE) realOf(file)->pMethods->xWrite(realOf(file), from, amount / 2, offset);
    if (fault != 0) return fault;
    return realOf(file)->pMethods->xWrite(realOf(file), from, amount, offset);
}
int truncateFile(sqlite3_file* file, sqlite3_int64 size) {
    if (shim(file).path != nullptr)
        if (const int fault = shim(file).vfs->onTruncate(*shim(file).path, size)) return fault;
    return realOf(file)->pMethods->xTruncate(realOf(file), size);
}
int syncFile(sqlite3_file* file, int) {
    return shim(file).path == nullptr ? 0 : shim(file).vfs->onSync(*shim(file).path);
}
int fileSize(sqlite3_file* file, sqlite3_int64* size) {
    return realOf(file)->pMethods->xFileSize(realOf(file), size);
}
int lockFile(sqlite3_file* file, int level) {
    return realOf(file)->pMethods->xLock(realOf(file), level);
}
int unlockFile(sqlite3_file* file, int level) {
    return realOf(file)->pMethods->xUnlock(realOf(file), level);
}
int checkReserved(sqlite3_file* file, int* result) {
    return realOf(file)->pMethods->xCheckReservedLock(realOf(file), result);
}
int control(sqlite3_file* file, int operation, void* argument) {
    return realOf(file)->pMethods->xFileControl(realOf(file), operation, argument);
}
int sectorSize(sqlite3_file* file) {
    return realOf(file)->pMethods->xSectorSize(realOf(file));
}
int characteristics(sqlite3_file* file) {
    return realOf(file)->pMethods->xDeviceCharacteristics(realOf(file));
}
int mapShared(sqlite3_file* file, int region, int size, int extend, void volatile** memory) {
    if (extend != 0)
        if (const int fault = shim(file).vfs->onGrowShared()) return fault;
    return realOf(file)->pMethods->xShmMap(realOf(file), region, size, extend, memory);
}
int lockShared(sqlite3_file* file, int offset, int count, int flags) {
    return realOf(file)->pMethods->xShmLock(realOf(file), offset, count, flags);
}
void barrier(sqlite3_file* file) {
    realOf(file)->pMethods->xShmBarrier(realOf(file));
}
int unmapShared(sqlite3_file* file, int isDeleting) {
    return realOf(file)->pMethods->xShmUnmap(realOf(file), isDeleting);
}

const sqlite3_io_methods methods{2,        closeFile,   readFile,        writeFile,  truncateFile,
                                 syncFile, fileSize,    lockFile,        unlockFile, checkReserved,
                                 control,  sectorSize,  characteristics, mapShared,  lockShared,
                                 barrier,  unmapShared, nullptr,         nullptr};

int openFile(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* outFlags) {
    file->pMethods = nullptr;
    if (name != nullptr)
        if (const int fault = faults(vfs).onOpen(name)) return fault;
    ShimFile& ours = shim(file);
    ours.vfs = &faults(vfs);
    ours.real = reinterpret_cast<sqlite3_file*>(&ours + 1);
    sqlite3_vfs* const real = faults(vfs).real();
    const int code = real->xOpen(real, name, ours.real, flags, outFlags);
    if (code != SQLITE_OK) return code;
    ours.path = name == nullptr ? nullptr : new std::string(name);
    file->pMethods = &methods;
    return SQLITE_OK;
}
int removeFile(sqlite3_vfs* vfs, const char* name, int isSynced) {
    if (const int fault = faults(vfs).onRemove(name)) return fault;
    sqlite3_vfs* const real = faults(vfs).real();
    return real->xDelete(real, name, isSynced);
}

std::string contentsOf(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// SQLite keeps the pointer: one for the whole process.
sqlite3_vfs& layer() {
    static sqlite3_vfs vfs{};
    return vfs;
}

} // namespace

FaultVfs::FaultVfs() : m_real(sqlite3_vfs_find(nullptr)) {
    sqlite3_vfs& vfs = layer();
    vfs = *m_real;
    vfs.szOsFile = static_cast<int>(sizeof(ShimFile)) + m_real->szOsFile;
    vfs.zName = "fault";
    vfs.pAppData = this;
    vfs.xOpen = openFile;
    vfs.xDelete = removeFile;
    sqlite3_vfs_register(&vfs, 1);
}

FaultVfs::~FaultVfs() {
    sqlite3_vfs_unregister(&layer());
    sqlite3_vfs_register(m_real, 1);
}

void FaultVfs::failCall(std::uint64_t call, DiskFault fault) {
    m_failAt = call;
    m_fault = fault;
    m_isFull = false;
}

int FaultVfs::nextCall(bool isWrite, bool isSync) {
    if (m_isCut) return SQLITE_IOERR;
    ++m_calls;
    if (m_isFull) return withoutSpace(isWrite, isSync);
    if (m_failAt == 0 || m_calls < m_failAt) return SQLITE_OK;
    const bool isOnce = m_calls == m_failAt;
    switch (m_fault) {
    case DiskFault::ioError: return isOnce ? SQLITE_IOERR : SQLITE_OK;
    case DiskFault::shortWrite: return isOnce && isWrite ? SQLITE_IOERR_WRITE : SQLITE_OK;
    case DiskFault::syncError: return isOnce && isSync ? SQLITE_IOERR_FSYNC : SQLITE_OK;
    case DiskFault::full:
    case DiskFault::unnamedFull: m_isFull = true; return withoutSpace(isWrite, isSync);
    }
    return SQLITE_OK;
}

int FaultVfs::withoutSpace(bool isWrite, bool isSync) const {
    if (m_fault == DiskFault::full) return isWrite ? SQLITE_FULL : SQLITE_OK;
    if (!isWrite && !isSync) return SQLITE_OK;
    errno = ENOSPC;
    return isSync ? SQLITE_IOERR_FSYNC : SQLITE_IOERR_WRITE;
}

int FaultVfs::onGrowShared() {
    const int fault = nextCall(true, false);
    return fault == SQLITE_IOERR_WRITE ? SQLITE_IOERR_SHMSIZE : fault;
}

int FaultVfs::onOpen(const std::string& path) {
    if (const int fault = nextCall(false, false)) return fault == SQLITE_FULL ? SQLITE_CANTOPEN : fault;
    const auto [known, isNew] = m_files.try_emplace(path);
    if (isNew && std::filesystem::exists(path)) known->second = {true, false, false, contentsOf(path), {}};
    if (known->second.isRemovalDurable) known->second = {};
    known->second.isRemoved = false;
    return SQLITE_OK;
}

int FaultVfs::onRead() {
    return nextCall(false, false);
}

int FaultVfs::onWrite(const std::string& path, std::int64_t offset, std::string bytes) {
    if (++m_writes == m_cutAt) m_isCut = true;
    const int fault = nextCall(true, false);
    if (fault == SQLITE_IOERR_WRITE) bytes.resize(bytes.size() / 2);
    if (fault == SQLITE_OK || fault == SQLITE_IOERR_WRITE || m_writes == m_cutAt)
        m_files[path].pending.push_back({offset, std::move(bytes), false});
    return fault;
}

int FaultVfs::onTruncate(const std::string& path, std::int64_t size) {
    if (const int fault = nextCall(true, false)) return fault;
    m_files[path].pending.push_back({size, {}, true});
    return SQLITE_OK;
}

int FaultVfs::onSync(const std::string& path) {
    if (const int fault = nextCall(false, true)) return fault;
    File& file = m_files[path];
    for (const Write& write : file.pending) apply(write, file.durable);
    file.existed = true;
    file.pending.clear();
    for (auto& [name, other] : m_files) other.isRemovalDurable = other.isRemoved;
    return SQLITE_OK;
}

int FaultVfs::onRemove(const std::string& path) {
    if (const int fault = nextCall(false, false)) return fault;
    m_files[path].isRemoved = true;
    return SQLITE_OK;
}

void FaultVfs::apply(const Write& write, std::string& bytes) {
    const auto offset = static_cast<std::size_t>(write.offset);
    const std::size_t end = offset + write.bytes.size();
    if (write.isTruncation || bytes.size() < end) bytes.resize(end);
    std::memcpy(bytes.data() + offset, write.bytes.data(), write.bytes.size());
}

std::string FaultVfs::afterCut(const File& file, core::Random& random) {
    std::string bytes = file.durable;
    std::vector<Write> pending = file.pending;
    for (std::size_t i = pending.size(); i > 1; --i)
        if (random.below(2) == 0) std::swap(pending[i - 1], pending[random.below(i)]);
    for (const Write& write : pending) {
        if (random.below(3) == 0) continue;
        const auto offset = static_cast<std::size_t>(write.offset);
        if (write.isTruncation) {
            bytes.resize(std::min(bytes.size(), offset));
            continue;
        }
        const bool isTorn = random.below(4) == 0;
        if (bytes.size() < offset + write.bytes.size()) bytes.resize(offset + write.bytes.size());
        for (std::size_t at = 0; at < write.bytes.size(); at += sector)
            if (!isTorn || random.below(2) == 0)
                std::memcpy(bytes.data() + offset + at, write.bytes.data() + at,
                            std::min(sector, write.bytes.size() - at));
    }
    return bytes;
}

void FaultVfs::leave(const std::filesystem::path& from, const std::filesystem::path& folder,
                     core::Random& random) const {
    for (const auto& [path, file] : m_files) {
        const std::filesystem::path name(path);
        if (name.parent_path() != from || path.ends_with("-shm")) continue;
        const bool isGone = file.isRemovalDurable || (file.isRemoved && random.below(2) == 0);
        if (isGone || (!file.existed && random.below(2) == 0)) continue;
        std::ofstream(folder / name.filename(), std::ios::binary) << afterCut(file, random);
    }
}

} // namespace cairn::support
