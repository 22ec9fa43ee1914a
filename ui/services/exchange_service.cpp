#include "ui/services/exchange_service.h"

#include <QMetaObject>

namespace cairn::ui {

ExchangeService::ExchangeService(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
}

ExchangeService::~ExchangeService() {
    cancel();
    *m_ending = true; // the pool's own end then waits for the work to stop
}

void ExchangeService::bring(std::function<void()> call) {
    QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
}

void ExchangeService::bringOf(const Stop& planning, std::function<void()> call) {
    bring([this, planning, call = std::move(call)] {
        if (planning == m_planning) call();
    });
}

void ExchangeService::plan(const std::filesystem::path& store, const std::filesystem::path& file, core::Date today,
                           core::TrashedRows trashed) {
    cancel();
    m_planning = std::make_shared<std::atomic_bool>(false);
    const auto progress = [this, stop = m_planning](double share) {
        bringOf(stop, [this, share] { emit progressed(share); });
        return !*stop;
    };
    m_pool.start([this, store, file, stop = m_planning, options = core::ImportOptions{today, trashed, progress}] {
        const auto reader = core::Reader::open(store);
        if (!reader) return bringOf(stop, [this, error = reader.error()] { emit failed(error); });
        auto plan = core::planImport(file, *reader, options);
        if (!plan) return bringOf(stop, [this, error = plan.error()] { emit failed(error); });
        bringOf(stop,
                [this, made = std::make_shared<const core::ImportPlan>(std::move(*plan))] { emit planned(made); });
    });
}

void ExchangeService::write(const std::filesystem::path& store, core::ExportFormat format,
                            const std::filesystem::path& file, core::Date today) {
    const auto progress = [stop = m_ending](double) { return !*stop; };
    m_pool.start([this, store, format, file, options = core::ImportOptions{today, {}, progress}] {
        const auto reader = core::Reader::open(store);
        if (!reader) return bring([this, error = reader.error()] { emit notWritten(error); });
        const auto report = core::exportAll(format, file, *reader, options);
        if (!report) return bring([this, error = report.error()] { emit notWritten(error); });
        bring([this, name = QString::fromStdString(file.filename().string()), problems = report->problems.size()] {
            emit written(name, problems);
        });
    });
}

} // namespace cairn::ui
