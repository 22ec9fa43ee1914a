#include "core/exchange/import_format.h"

#include <array>

#include "core/exchange/cairn_json_reader.h"

namespace cairn::core {

namespace {

constexpr std::string_view sqliteHeader{"SQLite format 3\0", 16};

/// What can be said of a file that no format recognises.
std::string_view unknownDetail(const Source& source) {
    if (source.kind == SourceKind::archive) return "an archive or folder without files that are known here";
    if (source.bytes.empty()) return "the file is empty";
    if (source.bytes.starts_with(sqliteHeader)) return "a database of another program than Loop Habit Tracker";
    return "a file of a kind that is not known here";
}

} // namespace

std::span<const ImportFormat> importFormats() {
    static const std::array formats{cairnJsonFormat};
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
