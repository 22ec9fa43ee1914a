#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/random.h"

struct sqlite3_vfs;

namespace cairn::support {

/// How the k-th call fails.
/// `unnamedFull` is a full disk that SQLite tells as a failure of the disk, as it does of a sync or of its shared
/// memory: only the system's own number says what it was.
enum class DiskFault : std::uint8_t { ioError, shortWrite, full, syncError, unnamedFull };

/// A layer under all of SQLite's files in this process, on top of the real ones. It knows what has been made durable by
/// a sync and what has only been written, so that it can cut the power at any write and say what a disk may hold then:
/// each write since the last sync may be there, be lost, be there in part, and in any order. It also fails single
/// calls. One thread, one at a time; while it lives it is SQLite's default.
class FaultVfs {
public:
    FaultVfs();
    ~FaultVfs();
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;

    /// The power goes at the write with this number (from 1 on): it and all that follows fails.
    void cutPowerAt(std::uint64_t write) { m_cutAt = write; }
    [[nodiscard]] bool isCut() const { return m_isCut; }
    /// How many writes there have been.
    [[nodiscard]] std::uint64_t writes() const { return m_writes; }

    /// Makes the call with this number (from 1 on) fail, and with `full` and `unnamedFull` every call after it that
    /// needs space; 0 for none.
    void failCall(std::uint64_t call, DiskFault fault);
    /// Ends all faults; calls are counted on.
    void heal() { failCall(0, DiskFault::ioError); }
    /// How many calls that may fail there have been.
    [[nodiscard]] std::uint64_t calls() const { return m_calls; }

    /// Puts into `folder`, which is empty, what the disk may hold of the files of `from` after the power cut.
    void leave(const std::filesystem::path& from, const std::filesystem::path& folder, core::Random& random) const;

    // What SQLite calls, through the functions in fault_vfs.cpp. Each answers with a code of SQLite, 0 for no fault.
    int onOpen(const std::string& path);
    int onRead();
    int onWrite(const std::string& path, std::int64_t offset, std::string bytes);
    int onTruncate(const std::string& path, std::int64_t size);
    int onSync(const std::string& path);
    int onRemove(const std::string& path);
    int onGrowShared();
    [[nodiscard]] sqlite3_vfs* real() const { return m_real; }

private:
    struct Write {
        std::int64_t offset = 0;
        std::string bytes;
        bool isTruncation = false; ///< to `offset`
    };
    struct File {
        bool existed = false; ///< has been synced, or was there before
        bool isRemoved = false;
        bool isRemovalDurable = false; ///< journalling file systems: with the next sync of any file
        std::string durable;
        std::vector<Write> pending;
    };

    int nextCall(bool isWrite, bool isSync);
    [[nodiscard]] int withoutSpace(bool isWrite, bool isSync) const;
    static void apply(const Write& write, std::string& bytes);
    static std::string afterCut(const File& file, core::Random& random);

    sqlite3_vfs* m_real;
    std::map<std::string, File> m_files;
    std::uint64_t m_writes = 0;
    std::uint64_t m_calls = 0;
    std::uint64_t m_cutAt = 0;
    std::uint64_t m_failAt = 0;
    DiskFault m_fault = DiskFault::ioError;
    bool m_isCut = false;
    bool m_isFull = false;
};

} // namespace cairn::support
