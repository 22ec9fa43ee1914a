#include "ui/models/error_text.h"

#include <QCoreApplication>

namespace cairn::ui {
namespace {

struct ErrorText {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

} // namespace

QString errorText(const core::Error& error) {
    using core::ErrorCode;
    switch (error.code) {
    case ErrorCode::invalidValue:
        return ErrorText::tr("That value is not possible here. Nothing was changed; correct it and try again.");
    case ErrorCode::invalidSyntax:
        return ErrorText::tr("That text could not be read. Nothing was changed; correct it and try again.");
    case ErrorCode::notFound: return ErrorText::tr("It is not there any more. Nothing was changed.");
    case ErrorCode::ambiguousName:
        return ErrorText::tr("Several things have that name. Nothing was changed; open the one you mean.");
    case ErrorCode::conflict: return ErrorText::tr("It contradicts what is there already. Nothing was changed.");
    case ErrorCode::nothingToUndo: return ErrorText::tr("There is nothing to undo.");
    case ErrorCode::nothingToRedo: return ErrorText::tr("There is nothing to redo.");
    case ErrorCode::unknownFormat:
        return ErrorText::tr("Cairn does not know this kind of file. Nothing was imported. It reads backups and CSV "
                             "exports of Loop, and Cairn's own JSON and CSV.");
    case ErrorCode::damagedFile:
        return ErrorText::tr("The file is damaged or incomplete. Nothing was imported; try to export it again.");
    case ErrorCode::newerFile:
        return ErrorText::tr("The file was written by a newer version of Cairn and was left untouched. Update Cairn to "
                             "open it.");
    case ErrorCode::tooLarge: return ErrorText::tr("That is larger than Cairn accepts. Nothing was changed.");
    case ErrorCode::storeBusy:
        return ErrorText::tr("Another program is using this file. Nothing was changed; close it and try again.");
    case ErrorCode::storeDamaged:
        return ErrorText::tr("The database is damaged. It was left as it is; restore a backup to go on.");
    case ErrorCode::storeReadOnly:
        return ErrorText::tr("The file or its folder can't be written, so the change was not saved. Check its "
                             "permissions, or open a file elsewhere.");
    case ErrorCode::diskFull:
        return ErrorText::tr("The disk is full, so the change was not saved. All that was saved before is kept; free "
                             "some space and try again.");
    case ErrorCode::ioFailure:
        return ErrorText::tr("The disk reported an error, so the change was not saved. All that was saved before is "
                             "kept; try again.");
    case ErrorCode::cancelled: return ErrorText::tr("Stopped. Nothing was changed.");
    case ErrorCode::internal:
        return ErrorText::tr(
            "Something in Cairn went wrong. What was saved is kept; start Cairn again if it persists.");
    }
    return {};
}

} // namespace cairn::ui
