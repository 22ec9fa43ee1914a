#include "sync/local/messages.h"

#include <rapidcheck.h>

#include "tests/support/catch.h"

using namespace cairn;

namespace {

core::Edit sampleEdit() {
    core::Habit habit;
    habit.id = core::derivedUuid("habit", "x");
    habit.name = "Läufe";
    core::HabitLog log;
    log.habit = habit.id;
    log.date = core::Date{20000};
    log.amount = 2.5;
    core::Edit edit;
    edit.changes = {core::creation(habit), core::creation(log), core::removal(core::refOf(habit)),
                    core::removal(core::refOf(habit), core::Instant{1'700'000'000'123})};
    edit.origin = {core::OriginKind::import, {core::Action::import, "a file"}, core::Date{20001}};
    return edit;
}

} // namespace

TEST_CASE("an edit arrives as it was sent", "[sync][local]") {
    const core::Edit edit = sampleEdit();
    const auto request = sync::decodeRequest(sync::encode(sync::LocalRequest{edit}));
    REQUIRE(request);
    const auto& arrived = std::get<core::Edit>(*request);
    CHECK(arrived.changes == edit.changes);
    CHECK(arrived.origin.kind == edit.origin.kind);
    CHECK(arrived.origin.name == edit.origin.name);
    CHECK(arrived.origin.today == edit.origin.today);
}

TEST_CASE("another process can't pass for undo or sync", "[sync][local]") {
    core::Edit edit = sampleEdit();
    edit.origin.kind = core::OriginKind::sync;
    const auto request = sync::decodeRequest(sync::encode(sync::LocalRequest{edit}));
    CHECK(std::get<core::Edit>(request.value()).origin.kind == core::OriginKind::local);
}

TEST_CASE("until when a request may be begun arrives with it", "[sync][local]") {
    const auto until = GENERATE(std::optional<std::int64_t>(), std::optional<std::int64_t>(1'234'567'890'123));
    const auto call = sync::decodeCall(sync::encode(sync::LocalCall{sampleEdit(), until}));
    REQUIRE(call);
    CHECK(std::get<core::Edit>(call->request).changes == sampleEdit().changes);
    CHECK(call->beginUntil == until);
}

TEST_CASE("undo and redo arrive", "[sync][local]") {
    CHECK(std::holds_alternative<sync::UndoRequest>(
        sync::decodeRequest(sync::encode(sync::LocalRequest{sync::UndoRequest{}})).value()));
    CHECK(std::holds_alternative<sync::RedoRequest>(
        sync::decodeRequest(sync::encode(sync::LocalRequest{sync::RedoRequest{}})).value()));
}

TEST_CASE("a reply arrives as change set or error", "[sync][local]") {
    const core::ChangeSet set{
        7, {{{core::Kind::habitLog, core::derivedUuid("habit", "x"), core::Date{5}}, 12, {}, true}}, 3};
    const auto arrived = sync::changesOf(sync::decodeReply(sync::encode(sync::LocalReply{set})));
    REQUIRE(arrived);
    CHECK(arrived->number == 7);
    CHECK(arrived->kept == 3);
    CHECK(arrived->rows == set.rows);
    const sync::LocalReply refused = core::failure(core::ErrorCode::diskFull, "no space");
    CHECK(sync::decodeReply(sync::encode(refused)).error() == refused.error());
}

TEST_CASE("a question of sync and its answer arrive as they were sent", "[sync][local]") {
    const sync::SyncRequest question{"take_pull", R"({"ticket":3})", "a \"text\" with\nlines, \xC3\xA4"};
    const auto request = sync::decodeRequest(sync::encode(sync::LocalRequest{question}));
    REQUIRE(request);
    CHECK(std::get<sync::SyncRequest>(*request) == question);
    const sync::SyncReply reply{R"({"rows":3})", "body"};
    const auto arrived = sync::decodeReply(sync::encode(sync::LocalReply{reply}));
    CHECK(sync::syncReplyOf(arrived) == reply);
    CHECK(sync::changesOf(arrived).error().code == core::ErrorCode::damagedFile);
    CHECK(sync::syncReplyOf(sync::LocalReply{core::ChangeSet{}}).error().code == core::ErrorCode::damagedFile);
}

TEST_CASE("a field that breaks its description is refused", "[sync][local]") {
    core::Edit edit = sampleEdit();
    edit.changes[0].fields[0].value = std::string();
    CHECK(sync::decodeRequest(sync::encode(sync::LocalRequest{edit})).error().code == core::ErrorCode::invalidValue);
}

TEST_CASE("garbage and cut messages are errors, never more", "[sync][local]") {
    const std::string whole = sync::encode(sync::LocalRequest{sampleEdit()});
    for (std::size_t size = 0; size < whole.size(); ++size) CHECK_FALSE(sync::decodeRequest(whole.substr(0, size)));
    rc::check([&](std::uint64_t seed) {
        std::string bytes = whole;
        core::Random random(seed);
        for (int i = 0; i < 4; ++i) bytes[random.below(bytes.size())] = static_cast<char>(random.next());
        (void)sync::decodeRequest(bytes);
        (void)sync::decodeReply(bytes);
    });
}

TEST_CASE("messages come out whole however they were sliced", "[sync][local]") {
    const std::string stream = sync::framed("one") + sync::framed("") + sync::framed(std::string(5000, 'x'));
    for (std::size_t slice = 1; slice < 9; ++slice) {
        sync::Deframer deframer;
        std::vector<std::string> messages;
        for (std::size_t i = 0; i < stream.size(); i += slice) {
            deframer.add(std::string_view(stream).substr(i, slice));
            while (auto message = deframer.next().value()) messages.push_back(*message);
        }
        CHECK(messages == std::vector<std::string>{"one", "", std::string(5000, 'x')});
    }
}

TEST_CASE("a message over the limit is refused before it is there", "[sync][local]") {
    sync::Deframer deframer;
    deframer.add("\xFF\xFF\xFF\xFF");
    CHECK(deframer.next().error().code == core::ErrorCode::tooLarge);
}
