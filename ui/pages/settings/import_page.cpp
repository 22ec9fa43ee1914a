#include "ui/pages/settings/import_page.h"

#include <QCheckBox>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QVBoxLayout>

#include "ui/models/error_text.h"
#include "ui/services/exchange_service.h"
#include "ui/services/store_service.h"
#include "ui/widgets/card.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/theme/tokens.h"

namespace cairn::ui {
namespace {

constexpr int longestList = 1000;

QString formatName(const std::string& format) {
    if (format == "loop-db") return ImportPage::tr("a backup of Loop Habit Tracker");
    if (format == "loop-csv") return ImportPage::tr("a CSV export of Loop Habit Tracker");
    if (format == "cairn-json") return ImportPage::tr("an archive of Cairn");
    if (format == "cairn-csv") return ImportPage::tr("a CSV export of Cairn");
    return QString::fromStdString(format);
}

/// A table of an unpacked CSV export means the folder that it lies in.
std::filesystem::path exportAround(const std::filesystem::path& file) {
    std::error_code error;
    const bool isTable = file.filename() == "Habits.csv" || file.filename() == "Checkmarks.csv";
    return isTable && is_regular_file(file, error) ? file.parent_path() : file;
}

QString countsText(const core::ImportReport& report) {
    QStringList lines;
    lines << ImportPage::tr("It is %1 with %n habit(s),", nullptr, static_cast<int>(report.habits))
                     .arg(formatName(report.format)) +
                 u' ' + ImportPage::tr("%n recorded day(s)", nullptr, static_cast<int>(report.logs)) + u' ' +
                 ImportPage::tr("and %n goal(s).", nullptr, static_cast<int>(report.goals));
    lines << ImportPage::tr("New: %1 rows. Changed: %2 rows. Left as they are here: %3 rows.")
                 .arg(report.created)
                 .arg(report.updated)
                 .arg(report.skipped);
    if (report.created + report.updated == 0)
        lines << ImportPage::tr("All of it is here already; nothing would change.");
    return lines.join(QStringLiteral("\n"));
}

QString problemText(const core::ImportProblem& problem) {
    const QString message = QString::fromStdString(problem.message);
    if (problem.line == 0) return QString::fromStdString(problem.field) + QStringLiteral(": ") + message;
    return ImportPage::tr("Row %1, %2: %3").arg(problem.line).arg(QString::fromStdString(problem.field), message);
}

} // namespace

ImportPage::ImportPage(const Theme&, StoreService& store, ExchangeService& exchange, QWidget* parent)
    : Page(parent), m_store(store), m_exchange(exchange), m_summary(new Card(tr("What it will do"))),
      m_counts(label({}, "", "importCounts")), m_progress(new QProgressBar), m_restore(new QCheckBox),
      m_problems(new Card(tr("What it can't take as it is"))), m_list(new QListWidget) {
    setObjectName(QStringLiteral("importPage"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::page, 20, space::page, space::page);
    layout->setSpacing(space::card);
    m_counts->setWordWrap(true);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    m_restore->setObjectName(QStringLiteral("restoreTrashed"));
    m_list->setAccessibleName(tr("Problems"));
    m_list->setObjectName(QStringLiteral("importProblems"));
    auto* undoable = label(tr("It is one step: Ctrl+Z takes all of it back. A backup is made before."), "muted");
    undoable->setWordWrap(true);
    for (QWidget* part : std::initializer_list<QWidget*>{m_counts, m_progress, m_restore, undoable})
        m_summary->content()->addWidget(part);
    m_problems->content()->addWidget(m_list, 1);
    layout->addWidget(m_summary);
    layout->addWidget(m_problems, 1);
    layout->addStretch();
    connect(&exchange, &ExchangeService::planned, this, &ImportPage::show);
    connect(&exchange, &ExchangeService::progressed, this,
            [this](double share) { m_progress->setValue(static_cast<int>(share * 1000)); });
    connect(&exchange, &ExchangeService::failed, this, [this](const core::Error& error) {
        if (!m_isBusy) return;
        m_isBusy = false;
        emit left();
        emit problemFound(errorText(error));
    });
    connect(m_restore, &QCheckBox::clicked, this, &ImportPage::read);
}

void ImportPage::open(const std::filesystem::path& file) {
    m_file = exportAround(file);
    m_restore->setChecked(false);
    read();
}

void ImportPage::read() {
    if (!m_store.snapshot()) return;
    m_plan.reset();
    m_isBusy = true;
    m_counts->setText(tr("Reading the file…"));
    m_progress->setValue(0);
    m_progress->show();
    m_restore->hide();
    m_problems->hide();
    const auto trashed = m_restore->isChecked() ? core::TrashedRows::restore : core::TrashedRows::leave;
    m_exchange.plan(m_store.file(), m_file, m_store.snapshot()->today, trashed);
    emit headChanged();
}

void ImportPage::show(const std::shared_ptr<const core::ImportPlan>& plan) {
    m_isBusy = false;
    m_plan = plan;
    const core::ImportReport& report = plan->report;
    m_progress->hide();
    m_counts->setText(countsText(report));
    m_restore->setVisible(report.inTrash > 0 || m_restore->isChecked());
    m_restore->setText(tr("Also restore what lies in the trash here"));
    m_list->clear();
    for (const core::ImportProblem& problem : report.problems) {
        if (m_list->count() == longestList) break;
        m_list->addItem(problemText(problem));
    }
    m_problems->setRemark(tr("%n row(s)", nullptr, static_cast<int>(report.problems.size())));
    m_problems->setVisible(!report.problems.empty());
    emit headChanged();
}

PageHead ImportPage::head() const {
    PageHead head;
    head.crumb = tr("Settings");
    head.title = tr("Import %1").arg(QString::fromStdU16String(m_file.filename().u16string()));
    head.secondary = tr("Cancel");
    if (m_plan && m_plan->report.created + m_plan->report.updated > 0) head.primary = tr("Import");
    return head;
}

void ImportPage::pressSecondary() {
    if (m_isBusy) return m_exchange.cancel();
    emit left();
}

void ImportPage::pressPrimary() {
    if (!m_plan) return;
    const auto plan = std::exchange(m_plan, nullptr);
    m_counts->setText(tr("Importing…"));
    m_progress->setRange(0, 0);
    m_progress->show();
    emit headChanged();
    m_store.act([plan](const core::ActionContext&) -> core::Result<core::Edit> { return plan->edit; }, this,
                [this, plan](const core::Result<core::ChangeSet>& result) {
                    m_progress->setRange(0, 1000);
                    m_progress->hide();
                    if (!result) return emit problemFound(errorText(result.error()));
                    emit left();
                    emit imported(plan->report.created, plan->report.updated);
                });
}

} // namespace cairn::ui
