#include "core/exchange/cairn_csv_writer.h"
#include "core/exchange/cairn_json_writer.h"
#include "core/exchange/exchange.h"
#include "core/exchange/loop_csv_writer.h"
#include "core/exchange/output.h"

namespace cairn::core {

Result<ExportReport> exportAll(ExportFormat format, const std::filesystem::path& destination, const Reader& reader,
                               const ImportOptions& options) {
    const auto content = StoreContent::read(reader);
    if (!content) return tl::unexpected(content.error());
    ExportReport report;
    Result<void> written;
    if (format == ExportFormat::json) {
        const auto text = archiveJson(*content, options, report);
        if (!text) return tl::unexpected(text.error());
        written = writeOutput(destination, *text);
    } else {
        const auto entries =
            format == ExportFormat::csv ? archiveCsv(*content, options, report) : loopCsv(*content, options, report);
        if (!entries) return tl::unexpected(entries.error());
        written = writeOutputs(destination, *entries);
    }
    if (!written) return tl::unexpected(written.error());
    return report;
}

} // namespace cairn::core
