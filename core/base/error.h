#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace cairn::core {

/// What a caller can act on. The REST status and the code's public name stand in one table (error.cpp).
enum class ErrorCode {
    invalidValue,  ///< a field breaks its description
    invalidSyntax, ///< a text that no grammar of ours reads
    notFound,      ///< nothing has this name or identifier
    ambiguousName, ///< a name fits several things; the detail lists their identifiers
    conflict,      ///< it exists already, or contradicts what exists
    nothingToUndo,
    nothingToRedo,
    unknownFormat, ///< no importer recognises the file
    damagedFile,   ///< recognised, but cut, corrupt or hostile
    newerFile,     ///< written by a newer program than this one
    tooLarge,      ///< over a stated limit
    storeBusy,     ///< another process owns the store and did not answer in time
    storeDamaged,  ///< the database is corrupt
    storeReadOnly, ///< the file or its folder can't be written
    diskFull,
    ioFailure, ///< any other failure of the disk or of a file
    cancelled, ///< the person stopped it
    internal,  ///< a broken invariant of our own
};

/// A failure as a value: a code to act on, and an English detail for the log that is free of what people wrote.
struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string detail;

    friend bool operator==(const Error&, const Error&) = default;
};

/// The value or why there is none. Every module border speaks this; exceptions end where a library is called.
template<class T>
using Result = tl::expected<T, Error>;

/// Shorthand for the failing side of a Result.
tl::unexpected<Error> failure(ErrorCode code, std::string detail);

/// The code's public name, such as "NOT_FOUND".
std::string_view codeName(ErrorCode code);

/// The HTTP status that answers this code in the REST interface.
int httpStatus(ErrorCode code);

} // namespace cairn::core
