#include "tests/sync/client/fakes.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "sync/protocol/merge.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"

namespace cairn::test {

using sync::Asked;
using sync::HttpAnswer;
using sync::HttpRequest;
using sync::Trouble;

void Later::run() {
    for (int steps = 0; !m_work.empty(); ++steps) {
        if (steps > 100'000) throw std::runtime_error("it comes to no end");
        const auto work = std::move(m_work.front());
        m_work.pop_front();
        work();
    }
}

sync::Timers::Id FakeTimers::after(std::chrono::milliseconds delay, std::function<void()> then) {
    m_due[++m_last] = {m_now + delay, std::move(then)};
    return m_last;
}

std::chrono::milliseconds FakeTimers::next() const {
    auto soonest = std::chrono::milliseconds::max();
    for (const auto& [id, due] : m_due) soonest = std::min(soonest, due.at - m_now);
    return soonest;
}

void FakeTimers::pass(std::chrono::milliseconds time) {
    const auto end = m_now + time;
    m_later.run();
    while (!m_due.empty() && m_now + next() <= end) {
        const auto at = m_now + next();
        const auto due = std::ranges::find_if(m_due, [&](const auto& one) { return one.second.at == at; });
        const auto then = due->second.then;
        m_now = at;
        m_due.erase(due);
        then();
        m_later.run();
    }
    m_now = end;
}

HttpAnswer json(int status, std::string body) {
    return {status, "application/json", std::move(body)};
}

FakeServer::FakeServer() : m_epoch(core::newUuid({1'795'000'000'000}, m_random)) {}

std::string FakeServer::issue(const char* what) {
    return what + std::to_string(++m_issued);
}

std::string FakeServer::newSession() {
    return m_sessions.emplace_back(Session{{}, issue("refresh-"), {}}).refresh;
}

void FakeServer::expireAccess() {
    for (Session& session : m_sessions) session.access.clear();
}

void FakeServer::endSessions() {
    m_sessions.clear();
}

void FakeServer::restore(std::int64_t number) {
    m_epoch = core::newUuid({1'795'000'000'000}, m_random);
    std::erase_if(m_rows, [&](const auto& kept) { return kept.second.number > number; });
    m_head = number;
}

HttpAnswer FakeServer::answer(const HttpRequest& request) {
    if (request.path == "/api/auth/refresh") return refresh(request.body);
    const bool isSignedIn = !request.accessToken.empty() &&
                            std::ranges::find(m_sessions, request.accessToken, &Session::access) != m_sessions.end();
    if (!isSignedIn) return json(401, R"({"detail":"sign in first","code":"UNAUTHORIZED"})");
    if (request.path.starts_with("/api/sync/push?stream=user")) return push(request.body);
    if (request.path.starts_with("/api/sync/pull?stream=user&")) return pull(request.path);
    return json(404, R"({"detail":"there is no such address","code":"NOT_FOUND"})");
}

HttpAnswer FakeServer::refresh(const std::string& body) {
    ++refreshes;
    const std::string token = nlohmann::json::parse(body).at("refresh_token");
    for (Session& session : m_sessions) {
        if (token != session.refresh && token != session.previous) continue;
        if (token == session.refresh) session.previous = std::exchange(session.refresh, issue("refresh-"));
        session.access = issue("access-");
        return json(
            200,
            nlohmann::json{{"data", {{"access_token", session.access}, {"refresh_token", session.refresh}}}}.dump());
    }
    return json(401, R"({"detail":"no good","code":"REFRESH_REFUSED"})");
}

HttpAnswer FakeServer::push(const std::string& body) {
    const auto push = sync::readPush(body).value();
    pushIds.push_back(core::formatUuid(push.id));
    replicas.push_back(core::formatUuid(push.replica));
    sync::PushAnswer answer{sync::PushAnswer::Outcome::applied, m_epoch, 1'795'000'000'000, {}, {}, push.id};
    if (forkedReplica == push.replica) answer.outcome = sync::PushAnswer::Outcome::forked;
    for (const sync::PushedRow& row : push.rows)
        if (refusedKind == row.row.row.kind)
            for (const auto& one : row.row.registers)
                answer.refused.push_back({row.row.row, one.name, "INVALID_VALUE", "not taken"});
    if (!answer.refused.empty()) answer.outcome = sync::PushAnswer::Outcome::refused;
    if (answer.outcome != sync::PushAnswer::Outcome::applied) return json(200, write(answer));
    for (const sync::PushedRow& row : push.rows) {
        Kept& kept = m_rows[row.row.row];
        const core::SyncedRow before = kept.row;
        kept.row = before.row.kind.empty() ? row.row : sync::merge(before, row.row);
        if (kept.row != before) kept.number = ++m_head;
        core::SyncedRow winners{row.row.row, {}, false};
        for (const auto& one : row.row.registers) winners.registers.push_back(*kept.row.find(one.name));
        answer.rows.push_back({winners, {}, kept.number});
    }
    return json(200, write(answer));
}

core::RowDigest FakeServer::digest() const {
    core::RowDigest digest;
    for (const auto& [name, kept] : m_rows) digest.add(kept.row);
    if (sendsWrongDigest) digest.set("habit", {99, 99});
    return digest;
}

HttpAnswer FakeServer::pull(const std::string& path) {
    ++pulls;
    const auto number = [&](const std::string& name) {
        return std::stoll(path.substr(path.find(name + "=") + name.size() + 1));
    };
    const std::int64_t since = number("since");
    std::map<std::int64_t, const core::SyncedRow*> rows;
    for (const auto& [name, kept] : m_rows)
        if (kept.number > since) rows[kept.number] = &kept.row;
    sync::PullAnswer answer{m_epoch, 1'795'000'000'000, {}, since, m_head, {}, since};
    for (const auto& [at, row] : rows) {
        if (static_cast<std::int64_t>(answer.rows.size()) == number("limit")) break;
        answer.rows.push_back(*row);
        answer.next = at;
    }
    if (answer.rows.size() == rows.size()) answer.next = m_head;
    if (answer.next == m_head) answer.digest = digest();
    return json(200, write(answer));
}

void ScriptedTransport::send(HttpRequest request, Then then) {
    sent.push_back(request);
    Asked<HttpAnswer> answer;
    if (!m_script.empty()) {
        const Answer scripted = std::move(m_script.front());
        m_script.pop_front();
        answer = scripted(request);
    } else {
        answer = m_always ? m_always(request) : Asked<HttpAnswer>(m_server.answer(request));
    }
    m_later.add([answer, then = std::move(then)] { then(answer); });
}

void ScriptedTransport::loseAnswer() {
    next([this](const HttpRequest& request) -> Asked<HttpAnswer> {
        std::ignore = m_server.answer(request);
        return sync::troubled(Trouble::unreachable);
    });
}

void MemoryVault::load(std::function<void(Asked<sync::SignIn>)> then) {
    if (isBroken) return then(sync::troubled(Trouble::keychain, "it does not answer"));
    then(kept ? Asked<sync::SignIn>(*kept) : sync::troubled(Trouble::signedOut));
}

void MemoryVault::save(const sync::SignIn& signIn, std::function<void(Asked<void>)> then) {
    if (isBroken) return then(sync::troubled(Trouble::keychain, "it does not answer"));
    kept = signIn;
    saves.push_back(signIn);
    then({});
}

void MemoryVault::clear(std::function<void(Asked<void>)> then) {
    kept.reset();
    then({});
}

void DeskStore::ask(sync::SyncRequest question, Then then) {
    asked.push_back(question.operation);
    m_later.add(
        [this, question = std::move(question), then = std::move(then)] { then(sync::answer(m_replica, question)); });
}

Device::Device(FakeServer& server, std::uint64_t seed, const sync::EngineOptions& options)
    : random(seed), transport(server, later),
      desk((store = core::Store::open(folder / "cairn.db", {clock, random}).value(),
            replica = std::make_unique<sync::Replica>(*store, clock, random), *replica),
           later),
      access(transport, vault) {
    vault.kept = sync::SignIn{"http://127.0.0.1", "ada@example.org", "account", server.newSession(), {}, {}, {}};
    REQUIRE(replica->setAccount("account"));
    engine = std::make_unique<sync::Engine>(desk, access, timers, random, options);
    engine->finished = [this](const sync::SyncReport& report) { reports.push_back(report); };
}

sync::SyncReport Device::sync() {
    engine->syncNow();
    settle();
    REQUIRE_FALSE(reports.empty());
    return reports.back();
}

core::Uuid Device::addHabit(const std::string& name) {
    core::Habit habit = support::aHabit(name);
    habit.id = core::newUuid(clock.now(), random);
    clock.advance(1'000);
    REQUIRE(store->apply(std::vector{core::creation(habit)}, {core::OriginKind::local, {core::Action::edit, {}}, {}}));
    return habit.id;
}

void Device::rename(const core::Uuid& habit, const std::string& name) {
    clock.advance(1'000);
    const std::size_t field = core::fieldIndex(core::describe<core::Habit>(), "name").value();
    const core::Change change{{core::Kind::habit, habit, {}}, {{field, core::Value(name)}}, {}, {}};
    REQUIRE(store->apply(std::vector{change}, {core::OriginKind::local, {core::Action::edit, {}}, {}}));
}

std::string Device::nameOf(const core::Uuid& habit) const {
    const auto found = store->reader().find<core::Habit>(habit);
    return found && *found ? (*found)->name : "";
}

sync::Replica::Status Device::status() {
    return replica->status().value();
}

} // namespace cairn::test
