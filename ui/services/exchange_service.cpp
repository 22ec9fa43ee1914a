#include "ui/services/exchange_service.h"

#include <QMetaObject>

namespace cairn::ui {

ExchangeService::ExchangeService(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
}

ExchangeService::~ExchangeService() {
    cancel(); // the pool's own end then waits for the work to stop
}

void ExchangeService::bring(std::function<void()> call) {
    QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
}

void ExchangeService::start(const std::filesystem::path& store, core::ImportOptions options, Work work) {
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    options.progress = [this, stop = m_cancelled](double share) {
        bring([this, share] { emit progressed(share); });
        return !*stop;
    };
    m_pool.start([this, store, options = std::move(options), work = std::move(work)] {
        const auto reader = core::Reader::open(store);
        if (!reader) return bring([this, error = reader.error()] { emit failed(error); });
        work(*reader, options);
    });
}

void ExchangeService::plan(const std::filesystem::path& store, const std::filesystem::path& file, core::Date today,
                           core::TrashedRows trashed) {
    start(store, {today, trashed, {}}, [this, file](const core::Reader& reader, const core::ImportOptions& options) {
        auto plan = core::planImport(file, reader, options);
        if (!plan) return bring([this, error = plan.error()] { emit failed(error); });
        bring([this, made = std::make_shared<const core::ImportPlan>(std::move(*plan))] { emit planned(made); });
    });
}

void ExchangeService::write(const std::filesystem::path& store, core::ExportFormat format,
                            const std::filesystem::path& file, core::Date today) {
    start(store, {today, {}, {}}, [this, format, file](const core::Reader& reader, const core::ImportOptions& options) {
        const auto report = core::exportAll(format, file, reader, options);
        if (!report) return bring([this, error = report.error()] { emit failed(error); });
        bring([this, name = QString::fromStdString(file.filename().string()), problems = report->problems.size()] {
            emit written(name, problems);
        });
    });
}

} // namespace cairn::ui
