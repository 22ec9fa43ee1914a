#include <QCoreApplication>
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

    sync::LocalReply ask(const QString& file, const sync::LocalRequest& request, int patience = 4000) {
        sync::OwnerCall call;
        QObject::connect(&call, &sync::OwnerCall::finished, &app, &QCoreApplication::quit, Qt::QueuedConnection);
        QTimer::singleShot(5000, &app, [] { QCoreApplication::exit(1); });
        call.start(file, request, patience);
        REQUIRE(QCoreApplication::exec() == 0);
        return call.reply();
    }
};

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

TEST_CASE("a socket that a killed owner left is replaced", "[sync][local]") {
    Caller caller;
    const QTemporaryDir folder;
    const QString file = folder.filePath("cairn.db");
    QFile left(sync::socketNameFor(file));
    REQUIRE(left.open(QIODevice::WriteOnly));
    left.close();
    sync::OwnerServer server([](const auto&, const sync::OwnerServer::Answer& answer) {
        answer(core::ChangeSet{1, {}, 0});
    });
    REQUIRE(server.listen(file));
    CHECK(caller.ask(file, sync::RedoRequest{}).value().number == 1);
}

TEST_CASE("every spelling of a path means the same socket", "[sync][local]") {
    const QTemporaryDir folder;
    CHECK(sync::socketNameFor(folder.filePath("a.db")) == sync::socketNameFor(folder.filePath("./x/../a.db")));
    CHECK(sync::socketNameFor(folder.filePath("a.db")) != sync::socketNameFor(folder.filePath("b.db")));
    CHECK(sync::socketNameFor("/" + QString(200, 'x') + "/a.db").toUtf8().size() < 108);
}
