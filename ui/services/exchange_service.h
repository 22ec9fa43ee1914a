#pragma once

#include <QObject>
#include <QThreadPool>
#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>

#include "core/exchange/exchange.h"

namespace cairn::ui {

/// Reads files for import and writes exports on a pool of one, with a reader of its own; the GUI thread never waits.
/// One piece of work at a time. Used from the GUI thread only.
class ExchangeService : public QObject {
    Q_OBJECT
public:
    explicit ExchangeService(QObject* parent = nullptr);
    ~ExchangeService() override;

    /// Compares a file with the store; ends in `planned` or `failed`.
    void plan(const std::filesystem::path& store, const std::filesystem::path& file, core::Date today,
              core::TrashedRows trashed);
    /// Writes everything to a file; ends in `written` or `failed`.
    void write(const std::filesystem::path& store, core::ExportFormat format, const std::filesystem::path& file,
               core::Date today);
    /// Asks the work to stop; it then ends in `failed` with `cancelled`.
    void cancel() { *m_cancelled = true; }

signals:
    void progressed(double share);
    void planned(const std::shared_ptr<const cairn::core::ImportPlan>& plan);
    void written(const QString& file, std::size_t problems);
    void failed(const cairn::core::Error& error);

private:
    using Work = std::function<void(const core::Reader&, const core::ImportOptions&)>;
    void start(const std::filesystem::path& store, core::ImportOptions options, Work work);
    void bring(std::function<void()> call);

    QThreadPool m_pool;
    std::shared_ptr<std::atomic_bool> m_cancelled = std::make_shared<std::atomic_bool>(false);
};

} // namespace cairn::ui
