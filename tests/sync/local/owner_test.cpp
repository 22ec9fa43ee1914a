#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QLocalSocket>
#include <QTemporaryDir>
#include <QTimer>

#include "sync/local/owner_call.h"
#include "sync/local/owner_server.h"
#include "sync/local/socket_name.h"
#include "tests/support/catch.h"

using namespace cairn;

namespace {

/// An application for the length of a test, and one call that is waited for, five seconds at most.
struct Caller {
    int argc = 0;
    QCoreApplication app{argc, nullptr};

    core::Result<core::ChangeSet> ask(const QString& file, const sync::LocalRequest& request, int patience = 4000) {
        sync::OwnerCall call;
        QObject::connect(&call, &sync::OwnerCall::finished, &app, &QCoreApplication::quit, Qt::QueuedConnection);
        QTimer::singleShot(5000, &app, [] { QCoreApplication::exit(1); });
        call.start(file, request, patience);
        REQUIRE(QCoreApplication::exec() == 0);
        return sync::changesOf(call.reply());
    }
};

/// Folders of a test's own for what the environment names.
struct Environment {
    QTemporaryDir runtime;
    QTemporaryDir temporary;

    Environment() {
        qputenv("XDG_RUNTIME_DIR", runtime.path().toUtf8());
        qputenv("TMPDIR", temporary.path().toUtf8());
    }
    ~Environment() {
        restore("XDG_RUNTIME_DIR", m_runtimeBefore);
        restore("TMPDIR", m_temporaryBefore);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

private:
    static void restore(const char* name, const QByteArray& value) {
        if (value.isNull())
            qunsetenv(name);
        else
            qputenv(name, value);
    }

    QByteArray m_runtimeBefore = qgetenv("XDG_RUNTIME_DIR");
    QByteArray m_temporaryBefore = qgetenv("TMPDIR");
};

/// An owner that answers everything with one change.
std::unique_ptr<sync::OwnerServer> answering(const QString& file) {
    auto server = std::make_unique<sync::OwnerServer>([](const auto&, const sync::OwnerServer::Answer& answer) {
        answer(core::ChangeSet{1, {}, 0});
    });
    REQUIRE(server->listen(file));
    return server;
}

} // namespace

TEST_CASE("a second process gets its change made by the owner", "[sync][local]") {
    Caller caller;
    const QTemporaryDir folder;
    const QString file = folder.filePath("cairn.db");
    sync::OwnerServer server([](const sync::LocalRequest& request, const sync::OwnerServer::Answer& answer) {
        if (std::holds_alternative<sync::UndoRequest>(request))
            return answer(core::failure(core::ErrorCode::nothingToUndo, ""));
        answer(core::ChangeSet{static_cast<std::int64_t>(std::get<core::Edit>(request).changes.size()), {}, 0});
    });
    REQUIRE(server.listen(file));
    core::Edit edit;
    edit.changes.resize(3, core::removal({core::Kind::habit, core::derivedUuid("habit", "x"), {}}));
    CHECK(caller.ask(file, edit).value().number == 3);
    CHECK(caller.ask(file, sync::UndoRequest{}).error().code == core::ErrorCode::nothingToUndo);
}

TEST_CASE("only the person may connect", "[sync][local]") {
    Caller caller;
    const QTemporaryDir folder;
    const QString file = folder.filePath("cairn.db");
    sync::OwnerServer server([](const auto&, const auto&) {});
    REQUIRE(server.listen(file));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    CHECK_FALSE(QFile::permissions(sync::socketNameFor(file)) & others);
}

TEST_CASE("where nobody listens the store is busy", "[sync][local]") {
    Caller caller;
    const QTemporaryDir folder;
    CHECK(caller.ask(folder.filePath("cairn.db"), sync::UndoRequest{}).error().code == core::ErrorCode::storeBusy);
}

TEST_CASE("an owner that goes away is an error, not a wait", "[sync][local]") {
    Caller caller;
    const QTemporaryDir folder;
    const QString file = folder.filePath("cairn.db");
    QLocalServer server;
    REQUIRE(server.listen(sync::socketNameFor(file)));
    QObject::connect(&server, &QLocalServer::newConnection, [&] { server.nextPendingConnection()->abort(); });
    CHECK(caller.ask(file, sync::UndoRequest{}).error().code == core::ErrorCode::ioFailure);
}

TEST_CASE("an owner that is silent is not waited for without end", "[sync][local]") {
    Caller caller;
    const QTemporaryDir folder;
    const QString file = folder.filePath("cairn.db");
    sync::OwnerServer server([](const auto&, const auto&) {});
    REQUIRE(server.listen(file));
    CHECK(caller.ask(file, sync::UndoRequest{}, 50).error().code == core::ErrorCode::ioFailure);
}

TEST_CASE("a request whose caller has hung up is never begun", "[sync][local]") {
    Caller caller;
    const QTemporaryDir folder;
    const QString file = folder.filePath("cairn.db");
    std::vector<std::size_t> begun;
    sync::OwnerServer server([&](const sync::LocalRequest& request, const sync::OwnerServer::Answer& answer) {
        begun.push_back(request.index());
        answer(core::ChangeSet{1, {}, 0});
    });
    REQUIRE(server.listen(file));
    {
        QLocalSocket gone;
        gone.connectToServer(sync::socketNameFor(file));
        gone.write(QByteArray::fromStdString(sync::framed(sync::encode(sync::LocalRequest{sync::UndoRequest{}}))));
        REQUIRE(gone.flush());
    }
    CHECK(caller.ask(file, sync::RedoRequest{}).value().number == 1);
    CHECK(begun == std::vector{sync::LocalRequest{sync::RedoRequest{}}.index()});
}

TEST_CASE("a request whose caller has lost its patience is answered with busy and never begun", "[sync][local]") {
    Caller caller;
    const QTemporaryDir folder;
    const QString file = folder.filePath("cairn.db");
    const auto server = answering(file);
    const int seconds = GENERATE(-1, 60);
    const sync::LocalCall call{sync::UndoRequest{}, QDeadlineTimer::current().deadline() + seconds * 1000};
    QLocalSocket socket;
    socket.connectToServer(sync::socketNameFor(file));
    socket.write(QByteArray::fromStdString(sync::framed(sync::encode(call))));
    sync::Deframer deframer;
    std::optional<sync::LocalReply> reply;
    QObject::connect(&socket, &QLocalSocket::readyRead, &caller.app, [&] {
        deframer.add(socket.readAll().toStdString());
        if (const auto message = deframer.next().value()) reply = sync::decodeReply(*message);
        if (reply) QCoreApplication::quit();
    });
    QTimer::singleShot(5000, &caller.app, [] { QCoreApplication::exit(1); });
    REQUIRE(QCoreApplication::exec() == 0);
    CHECK(reply->has_value() == (seconds > 0));
    if (!*reply) CHECK(reply->error().code == core::ErrorCode::storeBusy);
}

TEST_CASE("an answer that comes later knows whether it is still wanted", "[sync][local]") {
    Caller caller;
    const QTemporaryDir folder;
    const QString file = folder.filePath("cairn.db");
    std::optional<sync::OwnerServer::Answer> waiting;
    bool wasWanted = false;
    sync::OwnerServer server([&](const sync::LocalRequest& request, const sync::OwnerServer::Answer& answer) {
        if (std::holds_alternative<sync::RedoRequest>(request)) return answer(core::ChangeSet{1, {}, 0});
        waiting = answer;
        wasWanted = answer.isWanted();
    });
    REQUIRE(server.listen(file));
    CHECK_FALSE(caller.ask(file, sync::UndoRequest{}, 50));
    CHECK(caller.ask(file, sync::RedoRequest{}));
    CHECK(wasWanted);
    REQUIRE(waiting);
    CHECK_FALSE(waiting->isWanted());
}

TEST_CASE("a socket that a killed owner left is replaced", "[sync][local]") {
    Caller caller;
    const QTemporaryDir folder;
    const QString file = folder.filePath("cairn.db");
    QFile left(sync::socketNameFor(file));
    REQUIRE(left.open(QIODevice::WriteOnly));
    left.close();
    const auto server = answering(file);
    CHECK(caller.ask(file, sync::RedoRequest{}).value().number == 1);
}

TEST_CASE("every spelling of a path means the same socket", "[sync][local]") {
    const QTemporaryDir folder;
    CHECK(sync::socketNameFor(folder.filePath("a.db")) == sync::socketNameFor(folder.filePath("./x/../a.db")));
    CHECK(sync::socketNameFor(folder.filePath("a.db")) != sync::socketNameFor(folder.filePath("b.db")));
    REQUIRE(QFile::link(folder.filePath("a.db"), folder.filePath("link.db")));
    CHECK(sync::socketNameFor(folder.filePath("link.db")) == sync::socketNameFor(folder.filePath("a.db")));
}

TEST_CASE("a store whose path is too long for a socket is served from the runtime folder", "[sync][local]") {
    Caller caller;
    const Environment environment;
    const QTemporaryDir folder;
    const QString deep = folder.filePath(QString(90, 'x') + '/' + QString(90, 'y'));
    REQUIRE(QDir().mkpath(deep));
    const QString file = deep + "/cairn.db";
    const auto server = answering(file);
    CHECK(caller.ask(file, sync::RedoRequest{}).value().number == 1);
    CHECK(QDir(environment.runtime.path()).entryList(QDir::System).size() == 1);
    CHECK(QDir(deep).isEmpty(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot));
    CHECK(caller.ask(deep + "/other.db", sync::RedoRequest{}).error().code == core::ErrorCode::storeBusy);
}

TEST_CASE("where no socket can be made beside the store, owner and caller meet elsewhere", "[sync][local]") {
    Caller caller;
    const Environment environment;
    const QTemporaryDir folder;
    const QString file = folder.filePath("cairn.db");
    REQUIRE(QDir().mkpath(file + ".socket/taken"));
    const auto server = answering(file);
    CHECK(caller.ask(file, sync::RedoRequest{}).value().number == 1);
    CHECK(QDir(environment.temporary.path()).entryList({"cairn-*"}, QDir::Dirs).isEmpty());
}

TEST_CASE("a runtime folder that others may enter is passed over for a private one", "[sync][local]") {
    Caller caller;
    const Environment environment;
    const auto open = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther;
    REQUIRE(QFile::setPermissions(environment.runtime.path(), open));
    const QString file = "/" + QString(200, 'x') + "/a.db";
    const auto server = answering(file);
    CHECK(caller.ask(file, sync::RedoRequest{}).value().number == 1);
    const QStringList made = QDir(environment.temporary.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    REQUIRE(made.size() == 1);
    CHECK_FALSE(QFile::permissions(environment.temporary.filePath(made.front())) & (QFile::ExeGroup | QFile::ExeOther));
    REQUIRE(QFile::setPermissions(environment.temporary.filePath(made.front()), open));
    CHECK(caller.ask(file, sync::RedoRequest{}).error().code == core::ErrorCode::storeBusy);
}
