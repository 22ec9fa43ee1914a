#include "core/store/store.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

#include "core/base/failpoint.h"
#include "core/base/real_path.h"
#include "core/base/tenet.h"
#include "core/store/backup_files.h"
#include "core/store/begun_day.h"
#include "core/store/change_writer.h"
#include "core/store/consequences.h"
#include "core/store/file_lock.h"
#include "core/store/reader_impl.h"
#include "core/store/replicating.h"
#include "core/store/schema.h"
#include "core/store/stamps.h"
#include "core/store/store_state.h"
#include "core/store/truth.h"
#include "core/store/undoing.h"

namespace cairn::core {

namespace {

using Listeners = std::vector<std::weak_ptr<Store::Listener>>;

/// The places of the changes, parents before what belongs to them, otherwise as they came.
std::vector<std::size_t> inOrder(std::span<const Change> changes) {
    std::vector<std::size_t> order(changes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return changes[i].row.kind; });
    return order;
}

/// One more than the greatest counter of an import among the rows that this one names.
std::int64_t nextImportStamp(RowsOfKind& rows, std::span<const Change> changes) {
    std::int64_t greatest = firstImportStamp;
    std::optional<Uuid> absent; // a habit that is not here yet, so that its logs are not looked for
    for (const Change& change : changes) {
        const bool isLog = change.row.kind == Kind::habitLog;
        if (isLog && absent == change.row.id) continue;
        if (isLog && !rows.keyOf(Kind::habit, change.row.id)) absent = change.row.id;
        const auto row = rows.find(change.row);
        if (!row) continue;
        for (const RegisterClock clock : row->clocks.all())
            if (clock.stamp < firstPersonalStamp) greatest = std::max(greatest, clock.stamp);
    }
    return std::min(greatest + 1, firstPersonalStamp - 1);
}

} // namespace

struct Store::Impl {
    Impl(std::filesystem::path path, StoreEnvironment outside, FileLock owned)
        : file(std::move(path)), environment(outside), lock(std::move(owned)),
          database(std::make_shared<Database>(file, Database::Access::owner)), parts(*database),
          reader(std::make_unique<Reader::Impl>(database)) {}

    ~Impl() {
        if (!checkFile()) database->leaveLog();
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    /// Whether to commit also where no row was written.
    enum class Commit : std::uint8_t { ofRows, always };
    Result<ChangeSet> change(const std::function<Result<ChangeSet>()>& write, Commit commit = Commit::ofRows);
    Result<ChangeSet> apply(std::span<const Change> changes, const Origin& origin);
    Result<std::vector<UndoItem>> writeAll(std::span<const Change> changes, const Origin& origin, RowWriter& writer,
                                           const ChangeWriter::Clocks& clocks, Instant now);
    Result<Date> today();
    [[nodiscard]] Result<AsOf> asOf(const Origin& origin, Instant now) const;
    Result<ChangeSet> undo(UndoSteps::Side from);
    Result<ChangeSet> replicate(const std::function<Result<void>(Replication&)>& work);
    Result<ChangeSet> emptyTrash(std::span<const RecordRef> rows);
    Result<ChangeSet> restoreAsTruth(const std::filesystem::path& backup);
    Result<void> settle(RowWriter& writer);
    Result<ChangeSet> finish(RowWriter& writer, StoreState::Next next);
    std::int64_t addBatch(const RowWriter& writer, const Origin& origin, RegisterClock clock, Instant now);
    BackupOutcome backUp(BackupReason reason);
    BackupOutcome backUpIfDue();
    [[nodiscard]] bool hasContents() const;
    Result<void> checkFile() const;
    void publish(const ChangeSet& set);

    std::filesystem::path file;
    StoreEnvironment environment;
    FileLock lock;
    std::shared_ptr<Database> database;
    std::optional<FileIdentity> identity;
    OwnerParts parts;
    StoreState state;
    Reader reader;
    Listeners listeners;
    BackupOutcome lastBackup;
};

/// Runs one change in its transaction, and tells it to the subscribers once it is committed.
Result<ChangeSet> Store::Impl::change(const std::function<Result<ChangeSet>()>& write, Commit commit) {
    if (const auto same = checkFile(); !same) return tl::unexpected(same.error());
    auto set = attempt([&]() -> Result<ChangeSet> {
        Transaction transaction(*database, Transaction::Purpose::write);
        state = StoreState::read(*database);
        if (!holds("store_max")) state.greatestStamp = greatestStamp(parts, state.replica);
        auto written = write();
        if (!written || (commit == Commit::ofRows && written->number == state.changeNumber)) return written;
        failpoint("store.before-commit");
        transaction.commit();
        failpoint("store.after-commit");
        return written;
    });
    parts.forget();
    if (set && !set->rows.empty()) publish(*set);
    return set;
}

/// The day that a change is about, and the profile's weeks.
Result<AsOf> Store::Impl::asOf(const Origin& origin, Instant now) const {
    const auto profile = reader.profile();
    if (!profile) return tl::unexpected(profile.error());
    if (origin.today) return AsOf{*origin.today, profile->firstWeekday};
    if (environment.today) return AsOf{*environment.today, profile->firstWeekday};
    const auto today = reader.today(now);
    if (!today) return tl::unexpected(today.error());
    return AsOf{*today, profile->firstWeekday};
}

Result<Date> Store::Impl::today() {
    if (environment.today) return *environment.today;
    const auto rule = reader.dayRule();
    if (!rule) return tl::unexpected(rule.error());
    auto day = reader.today(environment.clock.now());
    if (!day || !checkFile()) return day;
    std::ignore = attempt([&]() -> Result<void> {
        if (begunDay(*database, *rule) == *day) return {};
        Transaction transaction(*database, Transaction::Purpose::write);
        keepBegunDay(*database, *rule, *day);
        transaction.commit();
        return {};
    });
    return day;
}

/// Writes the changes and what follows from them; what undo needs.
Result<std::vector<UndoItem>> Store::Impl::writeAll(std::span<const Change> changes, const Origin& origin,
                                                    RowWriter& writer, const ChangeWriter::Clocks& clocks,
                                                    Instant now) {
    Consequences consequences(reader, [&] { return asOf(origin, now); });
    if (auto done = consequences.prepare(changes); !done) return tl::unexpected(done.error());
    ChangeWriter changeWriter(parts, writer, origin.kind, clocks, now);
    for (const std::size_t i : inOrder(changes)) {
        if (auto written = changeWriter.write(changes[i]); !written) return tl::unexpected(written.error());
        failpoint("store.mid-apply");
    }
    parts.histories.store();
    const auto following = consequences.follow(now);
    if (!following) return tl::unexpected(following.error());
    ChangeWriter follower(parts, writer, OriginKind::local, {clocks.restoring, clocks.restoring}, now);
    for (const Change& each : *following)
        if (auto written = follower.write(each); !written) return tl::unexpected(written.error());
    std::vector<UndoItem> items = changeWriter.takeItems();
    for (UndoItem& item : follower.takeItems()) items.push_back(std::move(item));
    return items;
}

Result<ChangeSet> Store::Impl::apply(std::span<const Change> changes, const Origin& origin) {
    const bool isImport = origin.kind == OriginKind::import;
    if (!isImport && origin.kind != OriginKind::local) return failure(ErrorCode::internal, "no change of a person");
    if (isImport && hasContents()) backUp(BackupReason::beforeImport);
    return change([&]() -> Result<ChangeSet> {
        const Instant now = environment.clock.now();
        const StoreState::Next next = state.next(now);
        ChangeWriter::Clocks clocks{next.clock, next.clock};
        if (isImport && holds("import_low"))
            clocks.contents.stamp = holds("import_count") ? nextImportStamp(parts.rows, changes) : firstImportStamp + 1;
        RowWriter writer(parts, {isImport ? Waits::How::asBatch : Waits::How::asRows, clocks.contents});
        auto items = writeAll(changes, origin, writer, clocks, now);
        if (!items) return tl::unexpected(items.error());
        if (writer.changes().empty()) return ChangeSet{state.changeNumber, {}, 0};
        UndoStep step{origin.name, {}, std::move(*items)};
        if (isImport) step.batch = addBatch(writer, origin, clocks.contents, now);
        parts.steps.clearRedo();
        parts.steps.push(UndoSteps::Side::undo, step);
        return finish(writer, next);
    });
}

Result<ChangeSet> Store::Impl::undo(UndoSteps::Side from) {
    const bool isUndo = from == UndoSteps::Side::undo;
    return change([&]() -> Result<ChangeSet> {
        const auto step = parts.steps.pop(from);
        if (!step) return tl::unexpected(step.error());
        if (!*step) return failure(isUndo ? ErrorCode::nothingToUndo : ErrorCode::nothingToRedo, "the stack is empty");
        const Instant now = environment.clock.now();
        const StoreState::Next next = state.next(now);
        RowWriter writer(parts, {(*step)->batch ? Waits::How::asBatch : Waits::How::asRows, next.clock});
        Undoing undoing(parts, writer, next.clock, now);
        if (auto done = undoing.apply(**step); !done) return tl::unexpected(done.error());
        UndoStep inverse{(*step)->name, (*step)->batch, undoing.takeItems()};
        if (!inverse.items.empty()) parts.steps.push(isUndo ? UndoSteps::Side::redo : UndoSteps::Side::undo, inverse);
        auto set = finish(writer, next);
        if (set) set->kept = undoing.kept();
        return set;
    });
}

/// Rows that waited for one that this change made take their places.
Result<void> Store::Impl::settle(RowWriter& writer) {
    if (parts.unplaced.empty()) return {};
    std::vector<Uuid> made;
    for (const RowChange& change : writer.changes())
        if (change.isNew && isReferredTo(change.row.kind)) made.push_back(change.row.id);
    writer.goOnAsReceived();
    Placing placing(parts, writer);
    for (const Uuid& id : made)
        if (auto settled = placing.settle(id); !settled) return settled;
    return {};
}

Result<ChangeSet> Store::Impl::replicate(const std::function<Result<void>(Replication&)>& work) {
    return change(
        [&]() -> Result<ChangeSet> {
            RowWriter writer(parts, {Waits::How::never, {}});
            StoreState after = state;
            Replicating replicating(parts, writer, after);
            if (auto done = work(replicating); !done) return tl::unexpected(done.error());
            parts.store();
            if (!writer.changes().empty()) ++after.changeNumber;
            if (after != state) StoreState::write(*database, after); // a read makes the disk wait for nothing
            return ChangeSet{after.changeNumber, writer.changes(), 0};
        },
        Commit::always);
}

Result<ChangeSet> Store::Impl::emptyTrash(std::span<const RecordRef> refs) {
    return change(
        [&]() -> Result<ChangeSet> {
            for (const RecordRef& ref : refs) {
                if (describe(ref.kind).identity != Identity::random) continue;
                const auto row = parts.rows.find(ref);
                if (!row || !row->removedAt) continue;
                if (auto asked = parts.outbox.setBurial(ref.kind, row->key, Burial::asked); !asked)
                    return tl::unexpected(asked.error());
            }
            parts.store();
            return ChangeSet{state.changeNumber, {}, 0};
        },
        Commit::always);
}

Result<ChangeSet> Store::Impl::restoreAsTruth(const std::filesystem::path& backup) {
    const auto copy = ReadableCopy::of(backup, file);
    if (!copy) return tl::unexpected(copy.error());
    return change([&]() -> Result<ChangeSet> {
        const Instant now = environment.clock.now();
        const StoreState::Next next = state.next(now);
        RowWriter writer(parts, {Waits::How::asRows, {}});
        ChangeWriter changes(parts, writer, OriginKind::local, {next.clock, next.clock}, now);
        if (auto done = putBack(copy->database(), parts, changes, now); !done) return tl::unexpected(done.error());
        if (writer.changes().empty()) return ChangeSet{state.changeNumber, {}, 0};
        parts.steps.clearRedo();
        parts.steps.push(UndoSteps::Side::undo,
                         {{Action::restore, backup.filename().string()}, {}, changes.takeItems()});
        return finish(writer, next);
    });
}

Result<ChangeSet> Store::Impl::finish(RowWriter& writer, StoreState::Next next) {
    if (auto settled = settle(writer); !settled) return tl::unexpected(settled.error());
    parts.store();
    StoreState::write(*database, next);
    return ChangeSet{next.changeNumber, writer.changes(), 0};
}

std::int64_t Store::Impl::addBatch(const RowWriter& writer, const Origin& origin, RegisterClock clock, Instant now) {
    database->query("INSERT INTO batches (source, made_at, stamp, replica, rows) VALUES (?, ?, ?, ?, ?)")
        .with(origin.name.subject, now.milliseconds, clock.stamp, clock.replica)
        .withBytes(writer.batch().toBytes())
        .run();
    return database->connection().getLastInsertRowid();
}

Result<void> Store::Impl::checkFile() const {
    if (identityOf(file) == identity) return {};
    return failure(ErrorCode::ioFailure, "the store's file was replaced or deleted while it was open");
}

bool Store::Impl::hasContents() const {
    return reader.changeNumber().value_or(0) > 0;
}

BackupOutcome Store::Impl::backUp(BackupReason reason) {
    return lastBackup = makeBackup(*database, file, reason, environment.clock.now());
}

BackupOutcome Store::Impl::backUpIfDue() {
    const auto dayOf = [](Instant instant) { return formatInstant(instant).substr(0, formatDate({}).size()); };
    const std::string today = dayOf(environment.clock.now());
    const auto backups = listBackups(file);
    const bool isMade = std::ranges::any_of(backups, [&](const Backup& each) { return dayOf(each.madeAt) == today; });
    if (isMade || !hasContents()) return lastBackup = {};
    std::ignore = attempt([&]() -> Result<int> { return parts.histories.repairFromLogs(); });
    return backUp(BackupReason::daily);
}

void Store::Impl::publish(const ChangeSet& set) {
    std::erase_if(listeners, [](const auto& listener) { return listener.expired(); });
    for (const auto& weak : Listeners(listeners))
        if (const auto listener = weak.lock()) (*listener)(set);
}

Store::Store(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& path, const StoreEnvironment& environment) {
    const std::filesystem::path file = realPath(path);
    auto lock = prepareFile(file);
    if (!lock) return tl::unexpected(lock.error());
    const bool isLater = environment.wholeCheck == WholeCheck::byCaller;
    auto version = inspect(file, isLater ? Inspection::header : Inspection::quickCheck);
    if (version && isLater && *version < schemaVersion()) version = inspect(file, Inspection::quickCheck);
    if (!version) return tl::unexpected(version.error());
    return attempt([&]() -> Result<std::unique_ptr<Store>> {
        auto impl = std::make_unique<Impl>(file, environment, std::move(*lock));
        impl->identity = identityOf(file);
        if (*version == 0) syncFolder(file.parent_path());
        if (*version > 0 && *version < schemaVersion()) impl->backUp(BackupReason::beforeMigration);
        migrate(*impl->database, *version);
        StoreState::make(*impl->database, environment);
        impl->parts.histories.repair();
        if (environment.dailyBackup == DailyBackup::onOpening) impl->backUpIfDue();
        return std::unique_ptr<Store>(new Store(std::move(impl)));
    });
}

Result<ChangeSet> Store::apply(std::span<const Change> changes, const Origin& origin) {
    return m_impl->apply(changes, origin);
}

Result<ChangeSet> Store::undo() {
    return m_impl->undo(UndoSteps::Side::undo);
}

Result<ChangeSet> Store::redo() {
    return m_impl->undo(UndoSteps::Side::redo);
}

Result<ChangeSet> Store::replicate(const std::function<Result<void>(Replication&)>& work) {
    return m_impl->replicate(work);
}

Result<ChangeSet> Store::emptyTrash(std::span<const RecordRef> rows) {
    return m_impl->emptyTrash(rows);
}

Result<ChangeSet> Store::restoreAsTruth(const std::filesystem::path& backup) {
    return m_impl->restoreAsTruth(backup);
}

BackupOutcome Store::backUp(BackupReason reason) {
    return m_impl->backUp(reason);
}

BackupOutcome Store::backUpIfDue() {
    return m_impl->backUpIfDue();
}

const BackupOutcome& Store::lastBackup() const {
    return m_impl->lastBackup;
}

bool Store::isInPlace() const {
    return m_impl->checkFile().has_value();
}

Result<void> Store::checkWhole() const {
    return attempt([this]() -> Result<void> { return checkStructure(*m_impl->database); });
}

Result<Date> Store::today() {
    return m_impl->today();
}

const Reader& Store::reader() const {
    return m_impl->reader;
}

std::shared_ptr<void> Store::subscribe(Listener listener) {
    auto owned = std::make_shared<Listener>(std::move(listener));
    m_impl->listeners.push_back(owned);
    return owned;
}

} // namespace cairn::core
