#include "core/exchange/import_format.h"

#include <array>

#include "core/exchange/cairn_csv_reader.h"
#include "core/exchange/cairn_json_reader.h"
#include "core/exchange/foreign_database.h"
#include "core/exchange/loop_csv_reader.h"
#include "core/exchange/loop_database_reader.h"

namespace cairn::core {

namespace {

/// Programs whose databases are told apart from Loop's by a table.
std::string_view databaseDetail(const Source& source) {
    const auto database = ForeignDatabase::open(source.bytes);
    if (database && database->hasTable("tracks") && database->hasTable("ticks")) return "a database of Tickmate";
    if (database && database->hasTable("CHECKINS")) return "a database of Rewire";
    return "a database that is not of Loop Habit Tracker";
}

/// What can be said of a file that no format recognises.
std::string_view unknownDetail(const Source& source) {
    if (source.kind == SourceKind::archive) return "an archive or folder without files that are known here";
    if (source.bytes.empty()) return "the file is empty";
    if (isSqlite(source.bytes)) return databaseDetail(source);
    return "a file of a kind that is not known here";
}

} // namespace

std::span<const ImportFormat> importFormats() {
    static const std::array formats{cairnCsvFormat, loopDatabaseFormat, loopCsvFormat, cairnJsonFormat};
    return formats;
}

Result<ImportedData> readSource(const Source& source, const ImportOptions& options) {
    for (const ImportFormat& format : importFormats()) {
        if (!format.detects(source)) continue;
        auto data = format.read(source, options);
        if (data) data->problems.insert(data->problems.begin(), source.problems.begin(), source.problems.end());
        return data;
    }
    return failure(ErrorCode::unknownFormat, std::string(unknownDetail(source)));
}

} // namespace cairn::core
