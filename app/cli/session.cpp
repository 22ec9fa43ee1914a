#include "app/cli/session.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

#include "sync/local/owner_call.h"

namespace cairn::app {

namespace {

constexpr int longestWait = 5000; ///< ms that a command waits for a store in use
constexpr int retryEvery = 100;   ///< ms

/// Lets time pass without the processor.
void pauseFor(int milliseconds) {
    QTimer::singleShot(milliseconds, QCoreApplication::instance(), &QCoreApplication::quit);
    QCoreApplication::exec();
}

/// A store that is not there yet, is empty or of an older program is made or migrated by its owner.
bool needsOwner(const core::Result<core::Reader>& reader) {
    return !reader &&
           (reader.error().code == core::ErrorCode::notFound || reader.error().code == core::ErrorCode::conflict);
}

struct PerformOn {
    core::Store& store;

    core::Result<core::ChangeSet> operator()(const core::Edit& edit) const { return store.apply(edit); }
    core::Result<core::ChangeSet> operator()(sync::UndoRequest) const { return store.undo(); }
    core::Result<core::ChangeSet> operator()(sync::RedoRequest) const { return store.redo(); }
    core::Result<core::ChangeSet> operator()(sync::BackUpRequest) const {
        return core::backupOf(store.backUp()).map([](const core::Backup&) { return core::ChangeSet{}; });
    }
    core::Result<core::ChangeSet> operator()(const sync::SyncRequest&) const {
        return core::failure(core::ErrorCode::internal, "sync asks by itself");
    }
};

} // namespace

Session::Session(std::filesystem::path file, std::optional<core::Date> today)
    : m_file(std::move(file)), m_chosenDay(today), m_random(core::entropySeed()) {}

Session::~Session() = default;

core::Result<std::unique_ptr<Session>> Session::open(const std::filesystem::path& file,
                                                     std::optional<core::Date> today) {
    std::unique_ptr<Session> session(new Session(file, today));
    if (const auto begun = session->begin(); !begun) return tl::unexpected(begun.error());
    return session;
}

core::Result<core::Reader> Session::openReader() {
    auto reader = core::Reader::open(m_file);
    for (int waited = 0; needsOwner(reader) && waited <= longestWait; waited += retryEvery) {
        const auto made = own();
        if (!made && made.error().code != core::ErrorCode::storeBusy) return tl::unexpected(made.error());
        if (!made) pauseFor(retryEvery);
        reader = core::Reader::open(m_file);
    }
    return reader;
}

core::Result<void> Session::begin() {
    auto reader = openReader();
    if (!reader) return tl::unexpected(reader.error());
    m_reader.emplace(std::move(*reader));
    const auto profile = m_reader->profile();
    if (!profile) return tl::unexpected(profile.error());
    m_profile = *profile;
    const auto day = m_chosenDay ? core::Result<core::Date>(*m_chosenDay) : m_reader->today(m_clock.now());
    if (!day) return tl::unexpected(day.error());
    m_today = *day;
    return {};
}

core::ActionContext Session::context() {
    return {*m_reader, m_random, m_clock.now(), m_today};
}

core::Result<core::Store*> Session::own() {
    if (m_store) return m_store.get();
    auto store = core::Store::open(m_file, {m_clock, m_random, m_chosenDay});
    if (!store) return tl::unexpected(store.error());
    m_store = std::move(*store);
    std::ignore = m_store->today(); // which keeps it
    return m_store.get();
}

core::Result<core::ChangeSet> Session::apply(core::Edit edit) {
    edit.origin.today = m_today;
    return perform(std::move(edit));
}

core::Result<core::ChangeSet> Session::undo() {
    return perform(sync::UndoRequest{});
}

core::Result<core::ChangeSet> Session::redo() {
    return perform(sync::RedoRequest{});
}

core::Result<core::Backup> Session::backUp() {
    const auto made = perform(sync::BackUpRequest{});
    if (!made) return tl::unexpected(made.error());
    const std::vector<core::Backup> backups = core::listBackups(m_file);
    if (backups.empty()) return core::failure(core::ErrorCode::ioFailure, "the backup is not where it should be");
    return backups.front();
}

core::Result<core::ChangeSet> Session::perform(const sync::LocalRequest& request) {
    core::Result<core::ChangeSet> result = core::failure(core::ErrorCode::storeBusy, "the store is in use");
    const QDeadlineTimer limit(longestWait);
    do {
        const auto store = own();
        if (store) return std::visit(PerformOn{**store}, request);
        if (store.error().code != core::ErrorCode::storeBusy) return tl::unexpected(store.error());
        result = askOwner(request, std::max(static_cast<int>(limit.remainingTime()), retryEvery));
        if (result || result.error().code != core::ErrorCode::storeBusy) return result;
        pauseFor(retryEvery);
    } while (!limit.hasExpired());
    return result;
}

core::Result<core::ChangeSet> Session::askOwner(const sync::LocalRequest& request, int patience) {
    sync::OwnerCall call;
    bool isAnswered = false;
    QObject::connect(&call, &sync::OwnerCall::finished, &call, [&] {
        isAnswered = true;
        QCoreApplication::quit();
    });
    call.start(QString::fromStdU16String(m_file.u16string()), request, patience);
    if (!isAnswered) QCoreApplication::exec();
    return sync::changesOf(call.reply());
}

} // namespace cairn::app
