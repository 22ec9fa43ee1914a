#include "sync/client/shared_store.h"

#include "core/base/system_clock.h"
#include "sync/client/replica_desk.h"
#include "sync/client/store_questions.h"
#include "sync/client/store_watch.h"
#include "sync/local/owner_call.h"
#include "tests/support/builders.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/client/qt_support.h"

using namespace cairn;
using core::Result;

namespace {

struct Shared {
    test::Application application;
    support::TemporaryFolder folder;
    std::filesystem::path file = folder / "cairn.db";
    core::FixedClock clock{core::Instant{1'795'000'000'000}};
    core::Random random{5};
    sync::SharedStore store{file, clock, random};

    Result<sync::SyncStatus> status(sync::SyncStore& asked) {
        return application.resultOf<Result<sync::SyncStatus>>(
            [&](auto then) { sync::StoreQuestions(asked).status(then); });
    }
    Result<core::ChangeSet> addHabit() {
        sync::OwnerCall call;
        const core::Edit edit{{core::creation(support::aHabit())},
                              {core::OriginKind::local, {core::Action::create, {}}, {}}};
        return application.resultOf<Result<core::ChangeSet>>([&](auto then) {
            QObject::connect(&call, &sync::OwnerCall::finished, &call,
                             [&call, then] { then(sync::changesOf(call.reply())); });
            call.start(QString::fromStdString(file.string()), edit);
        });
    }
};

} // namespace

TEST_CASE("a second program asks about sync through the first", "[sync][shared_store]") {
    Shared shared;
    REQUIRE(shared.status(shared.store).value().waiting == 0);
    core::Random random(6);
    sync::SharedStore second(shared.file, shared.clock, random);
    REQUIRE(shared.status(second).value().waiting == 0);
    REQUIRE(shared.addHabit());
    CHECK(shared.status(second).value().waiting == 1);
    const auto push = shared.application.resultOf<Result<std::optional<sync::WaitingPush>>>(
        [&](auto then) { sync::StoreQuestions(second).nextPush(10, then); });
    REQUIRE(push.value());
    CHECK(sync::readPush((*push)->body).value().rows.size() == 1);
}

TEST_CASE("while sync owns the store it makes the changes of others, and hears of them", "[sync][shared_store]") {
    Shared shared;
    int changes = 0;
    shared.store.changed = [&] { ++changes; };
    REQUIRE(shared.status(shared.store));
    CHECK(changes == 0);
    REQUIRE(shared.addHabit());
    CHECK(changes == 1);
    CHECK(shared.status(shared.store).value().waiting == 1);
    CHECK(changes == 1);
}

TEST_CASE("a store that is let go can be owned by another program", "[sync][shared_store]") {
    Shared shared;
    REQUIRE(shared.status(shared.store));
    CHECK(core::Store::open(shared.file, {shared.clock, shared.random}).error().code == core::ErrorCode::storeBusy);
    shared.store.release();
    const auto store = core::Store::open(shared.file, {shared.clock, shared.random});
    REQUIRE(store);
}

TEST_CASE("a change of another program is noticed", "[sync][shared_store]") {
    Shared shared;
    const auto store = core::Store::open(shared.file, {shared.clock, shared.random}).value();
    std::unique_ptr<sync::StoreWatch> watch;
    const bool isHeard = shared.application.resultOf<bool>([&](auto then) {
        watch = std::make_unique<sync::StoreWatch>(shared.file, [then] { then(true); });
        QTimer::singleShot(0, &shared.application.app, [&] {
            std::ignore = store->apply(std::vector{core::creation(support::aHabit())},
                                       {core::OriginKind::local, {core::Action::create, {}}, {}});
        });
    });
    CHECK(isHeard);
}

TEST_CASE("a question that makes no sense is an error", "[sync][shared_store]") {
    Shared shared;
    const auto question = GENERATE(values<sync::SyncRequest>({{"", "{}", ""},
                                                              {"drop_table", "{}", ""},
                                                              {"next_push", "", ""},
                                                              {"next_push", R"({"rows":"many"})", ""},
                                                              {"take_pull", "{}", ""},
                                                              {"join", "[]", ""}}));
    const auto reply =
        shared.application.resultOf<Result<sync::SyncReply>>([&](auto then) { shared.store.ask(question, then); });
    CHECK_FALSE(reply);
}

TEST_CASE("another account gets all that the store holds", "[sync][shared_store]") {
    Shared shared;
    const auto join = [&](const char* account) {
        return shared.application.resultOf<Result<std::size_t>>(
            [&](auto then) { sync::StoreQuestions(shared.store).join(account, then); });
    };
    REQUIRE(join("one"));
    CHECK(shared.status(shared.store).value().account == "one");
    REQUIRE(join("two"));
    CHECK(shared.status(shared.store).value().account == "two");
}
