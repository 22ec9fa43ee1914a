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

    /// Compares a file with the store; ends in `planned` or `failed`. Stops a comparison that is not done yet, of which
    /// nothing is heard any more.
    void plan(const std::filesystem::path& store, const std::filesystem::path& file, core::Date today,
              core::TrashedRows trashed);
    /// Writes everything to a file, after what was begun before; ends in `written` or `notWritten`.
    void write(const std::filesystem::path& store, core::ExportFormat format, const std::filesystem::path& file,
               core::Date today);
    /// Asks the comparison to stop; it then ends in `failed` with `cancelled`.
    void cancel() { *m_planning = true; }

signals:
    /// The share of the comparison that is done, 0–1.
    void progressed(double share);
    void planned(const std::shared_ptr<const cairn::core::ImportPlan>& plan);
    void written(const QString& file, std::size_t problems);
    void failed(const cairn::core::Error& error);
    void notWritten(const cairn::core::Error& error);

private:
    using Stop = std::shared_ptr<std::atomic_bool>;
    /// Brings a call about the present comparison to the GUI thread; one that was given up is not heard any more.
    void bringOf(const Stop& planning, std::function<void()> call);
    void bring(std::function<void()> call);

    QThreadPool m_pool;
    Stop m_planning = std::make_shared<std::atomic_bool>(false); ///< of the present comparison, no other has it
    Stop m_ending = std::make_shared<std::atomic_bool>(false);   ///< of all that is written
};

} // namespace cairn::ui
