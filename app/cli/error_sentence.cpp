#include "app/cli/error_sentence.h"

#include <fmt/format.h>

namespace cairn::app {

namespace {

/// The sentence of a code; the error's detail goes into the braces where there are any.
const char* patternFor(core::ErrorCode code) {
    switch (code) {
    case core::ErrorCode::invalidValue: return "Nothing was changed: {}.";
    case core::ErrorCode::invalidSyntax: return "Nothing was changed: {}.";
    case core::ErrorCode::notFound: return "Not found: {}.";
    case core::ErrorCode::ambiguousName: return "Nothing was changed: {}; use an identifier.";
    case core::ErrorCode::conflict: return "Nothing was changed: {}.";
    case core::ErrorCode::nothingToUndo: return "There is nothing to undo.";
    case core::ErrorCode::nothingToRedo: return "There is nothing to redo.";
    case core::ErrorCode::unknownFormat: return "Nothing was imported: {}.";
    case core::ErrorCode::damagedFile: return "Nothing was changed, the file is damaged: {}.";
    case core::ErrorCode::newerFile: return "Nothing was changed, a newer program wrote this file: {}.";
    case core::ErrorCode::tooLarge: return "Nothing was changed, this is over a limit: {}.";
    case core::ErrorCode::storeBusy: return "The store is in use by another program; try again when it is done.";
    case core::ErrorCode::storeDamaged:
        return "The file is damaged or no store of Cairn's: {}; `cairn backup list` shows what can be restored.";
    case core::ErrorCode::storeReadOnly: return "Nothing was changed, the store can't be written: {}.";
    case core::ErrorCode::diskFull: return "Nothing was changed, the disk is full: {}.";
    case core::ErrorCode::ioFailure: return "Reading or writing failed: {}.";
    case core::ErrorCode::cancelled: return "Nothing was changed, it was cancelled.";
    case core::ErrorCode::internal: return "Nothing was changed, Cairn met an error of its own: {}.";
    }
    return "{}";
}

} // namespace

std::string sentenceFor(const core::Error& error) {
    return fmt::format(fmt::runtime(patternFor(error.code)), error.detail);
}

} // namespace cairn::app
