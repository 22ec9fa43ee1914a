#include "core/base/error.h"

#include <array>

namespace cairn::core {

namespace {

struct CodeRow {
    ErrorCode code;
    std::string_view name;
    int status;
};

constexpr std::array codeTable{
    CodeRow{ErrorCode::invalidValue, "INVALID_VALUE", 422},
    CodeRow{ErrorCode::invalidSyntax, "INVALID_SYNTAX", 400},
    CodeRow{ErrorCode::notFound, "NOT_FOUND", 404},
    CodeRow{ErrorCode::ambiguousName, "AMBIGUOUS_NAME", 409},
    CodeRow{ErrorCode::conflict, "CONFLICT", 409},
    CodeRow{ErrorCode::nothingToUndo, "NOTHING_TO_UNDO", 409},
    CodeRow{ErrorCode::nothingToRedo, "NOTHING_TO_REDO", 409},
    CodeRow{ErrorCode::unknownFormat, "UNKNOWN_FORMAT", 415},
    CodeRow{ErrorCode::damagedFile, "DAMAGED_FILE", 422},
    CodeRow{ErrorCode::newerFile, "NEWER_FILE", 422},
    CodeRow{ErrorCode::tooLarge, "TOO_LARGE", 413},
    CodeRow{ErrorCode::storeBusy, "STORE_BUSY", 503},
    CodeRow{ErrorCode::storeDamaged, "STORE_DAMAGED", 500},
    CodeRow{ErrorCode::storeReadOnly, "STORE_READ_ONLY", 500},
    CodeRow{ErrorCode::diskFull, "DISK_FULL", 503},
    CodeRow{ErrorCode::ioFailure, "IO_FAILURE", 500},
    CodeRow{ErrorCode::cancelled, "CANCELLED", 409},
    CodeRow{ErrorCode::internal, "INTERNAL", 500},
};

const CodeRow& rowOf(ErrorCode code) {
    for (const CodeRow& row : codeTable)
        if (row.code == code) return row;
    return codeTable.back();
}

} // namespace

tl::unexpected<Error> failure(ErrorCode code, std::string detail) {
    return tl::unexpected<Error>(Error{code, std::move(detail)});
}

std::string_view codeName(ErrorCode code) {
    return rowOf(code).name;
}

int httpStatus(ErrorCode code) {
    return rowOf(code).status;
}

} // namespace cairn::core
