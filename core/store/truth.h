#pragma once

#include <filesystem>
#include <memory>

#include "core/store/change_writer.h"

namespace cairn::core {

/// A copy of a backup beside the store, brought up to this program's schema, for reading; it goes with this object.
class ReadableCopy {
public:
    /// Errors: storeDamaged and newerFile (of the backup), notFound, diskFull, ioFailure.
    static Result<ReadableCopy> of(const std::filesystem::path& backup, const std::filesystem::path& store);
    ReadableCopy(ReadableCopy&&) noexcept;
    ReadableCopy& operator=(ReadableCopy&&) = delete;
    ReadableCopy(const ReadableCopy&) = delete;
    ReadableCopy& operator=(const ReadableCopy&) = delete;
    ~ReadableCopy();

    [[nodiscard]] Database& database() const { return *m_database; }

private:
    explicit ReadableCopy(std::filesystem::path file) : m_file(std::move(file)) {}
    void remove() const;

    std::filesystem::path m_file;
    std::unique_ptr<Database> m_database;
};

/// Writes what differs between a backup and the store: what is present there comes back as it was; what is not goes
/// into the trash, ordered as a whole, or is cleared. Graves, and what belongs to them, are left. Lives inside one
/// transaction of the owner; throws SQLite::Exception. Errors: those of ChangeWriter.
Result<void> putBack(Database& backup, OwnerParts& parts, ChangeWriter& changes, Instant now);

} // namespace cairn::core
