#include <algorithm>
#include <filesystem>

#include "tests/end_to_end/synced_computers.h"
#include "tests/support/catch.h"
#include "tests/support/loop_file.h"

using cairn::support::TemporaryFolder;
using cairn::test::Background;
using cairn::test::CommandLine;
using cairn::test::Computer;
using cairn::test::password;
using cairn::test::Run;
using cairn::test::Server;
using nlohmann::json;

namespace {

/// Half a year of two habits.
std::filesystem::path loopFile(const TemporaryFolder& folder) {
    cairn::support::LoopFile file;
    file.habits.resize(2);
    file.habits[1].id = 2;
    file.habits[1].name = "Run";
    file.habits[1].uuid = "fedcba9876543210fedcba9876543210";
    for (int day = 0; day < 180; ++day)
        for (const int habit : {1, 2})
            if ((day + habit) % 3 != 0)
                file.repetitions.push_back({habit, cairn::support::loopTimestamp(20'590 + day), 2, {}});
    cairn::support::writeLoopFile(folder / "loop.db", file);
    return folder / "loop.db";
}

/// The lines of a watch until one says that rows came or went.
json movement(Background& watch) {
    while (const auto line = watch.readLine()) {
        const json report = json::parse(*line);
        if (report.at("pushed") != 0 || report.at("pulled") != 0) return report;
    }
    FAIL("the watch saw nothing");
    return {};
}

Background watching(Computer& computer) {
    return Background({CAIRN_PROGRAM, "--db", computer.cairn.store(), "--json", "sync", "--watch", "--token-file",
                       (computer.cairn.folder() / "token").string()});
}

/// The SHA-256 of the certificate that a server shows to somebody who does not know it.
std::string shownFingerprint(const Server& server) {
    CommandLine stranger;
    const std::string file = " --token-file '" + (stranger.folder() / "token").string() + "'";
    const Run unknown = stranger.run("login " + server.url() + " --email ada@example.org" + file, password);
    CHECK(unknown.exitCode == 1);
    const auto at = unknown.errors.find("--trust ");
    if (at == std::string::npos) FAIL("no fingerprint is shown: " + unknown.errors);
    return unknown.errors.substr(at + 8, 95);
}

} // namespace

TEST_CASE("a Loop file imported on one computer is on the other, with equal numbers", "[sync][end_to_end]") {
    Server server;
    Computer one(server.url(), Computer::Account::made);
    Computer two(server.url(), Computer::Account::known);
    one.cairn.json("import '" + loopFile(one.cairn.folder()).string() + "'");
    const json pushed = one.sync();
    CHECK(pushed.at("pushed").get<int>() > 240);
    CHECK(pushed.at("waiting") == 0);
    CHECK(pushed.at("refused") == 0);
    const json pulled = two.sync();
    CHECK(pulled.at("pulled").get<int>() >= 240);
    CHECK(pulled.at("epoch") == pushed.at("epoch"));
    const json stats = one.stats();
    REQUIRE(stats.at("habits").size() == 2);
    CHECK(stats.at("habits").at(0).at("done_total").get<int>() > 100);
    CHECK(two.stats() == stats);
    const json again = two.sync();
    CHECK(again.at("pushed") == 0);
    CHECK(again.at("pulled") == 0);
}

TEST_CASE("what both computers changed offline agrees afterwards, and what they disagreed on is shown",
          "[sync][end_to_end]") {
    Server server;
    Computer one(server.url(), Computer::Account::made);
    Computer two(server.url(), Computer::Account::known);
    one.addHabit("Read");
    one.sync();
    two.sync();
    server.kill();
    one.mark("Read", "done", "2026-11-18");
    one.mark("Read", "done", "2026-11-19");
    two.mark("Read", "miss", "2026-11-19");
    two.mark("Read", "skip", "2026-11-20");
    const Run offline = one.trySync();
    CHECK(offline.exitCode == 1);
    CHECK(json::parse(offline.output).at("waiting") == 2);
    CHECK(json::parse(offline.output).at("problem") == "unreachable");
    CHECK(offline.errors.find("can't be reached") != std::string::npos);
    server.start();
    one.sync();
    two.sync();
    one.sync();
    CHECK(one.stats() == two.stats());
    CHECK(one.stateOf("Read", "2026-11-18") == "done");
    CHECK(one.stateOf("Read", "2026-11-20") == "skipped");
    const std::string agreed = one.stateOf("Read", "2026-11-19");
    CHECK(agreed == two.stateOf("Read", "2026-11-19"));

    const json conflicts = one.cairn.json("conflicts").at("conflicts");
    REQUIRE(conflicts.size() == 1);
    CHECK(conflicts == two.cairn.json("conflicts").at("conflicts"));
    CHECK(conflicts[0].at("name") == "Read");
    CHECK(conflicts[0].at("date") == "2026-11-19");
    CHECK(conflicts[0].at("field") == "mark");
    CHECK(conflicts[0].at("stands").at("mark") == "missed");
    CHECK(conflicts[0].at("lost").at("mark") == "done");
    CHECK(one.cairn.run("conflicts")
              .output.find("Read on 2026-11-19: mark stands as \"missed\"; another device wrote "
                           "\"done\"") != std::string::npos);
    CHECK(one.cairn.run("conflicts --take no-such").exitCode == 1);
    CHECK(one.cairn.json("conflicts --take " + conflicts[0].at("id").get<std::string>()).at("changed") == 1);
    CHECK(one.stateOf("Read", "2026-11-19") == "done");
    CHECK(one.cairn.json("conflicts").at("conflicts").empty());
    one.sync();
    two.sync();
    CHECK(two.stateOf("Read", "2026-11-19") == "done");
}

TEST_CASE("what two computers removed both is nothing to decide", "[sync][end_to_end]") {
    Server server;
    Computer one(server.url(), Computer::Account::made);
    Computer two(server.url(), Computer::Account::known);
    one.addHabit("Read --tag x");
    one.sync();
    two.sync();
    for (Computer* computer : {&one, &two}) REQUIRE(computer->cairn.run("habit edit Read --tag y").exitCode == 0);
    one.sync();
    two.sync();
    one.sync();
    for (Computer* computer : {&one, &two}) CHECK(computer->cairn.json("conflicts").at("conflicts").empty());
    CHECK(one.stats() == two.stats());
}

TEST_CASE("a server that is killed and started again has lost nothing", "[sync][end_to_end]") {
    Server server;
    Computer one(server.url(), Computer::Account::made);
    Computer two(server.url(), Computer::Account::known);
    for (int round = 0; round < 3; ++round) {
        one.addHabit("Habit" + std::to_string(round));
        one.sync();
        server.kill();
        two.addHabit("Other" + std::to_string(round));
        CHECK(two.trySync().exitCode == 1);
        server.start();
        two.sync();
        one.sync();
        CHECK(one.stats() == two.stats());
    }
    CHECK(one.stats().at("habits").size() == 6);
}

TEST_CASE("a client that is killed while it syncs goes on where it was", "[sync][end_to_end]") {
    const auto place = GENERATE(as<std::string>{}, "sync.before-token-save", "sync.after-token-save",
                                "sync.before-push", "sync.after-push", "sync.after-push-taken", "sync.before-pull",
                                "sync.after-pull", "sync.after-pull-taken");
    CAPTURE(place);
    Server server;
    Computer one(server.url(), Computer::Account::made);
    Computer two(server.url(), Computer::Account::known);
    two.addHabit("Write");
    two.sync();
    one.addHabit("Read");
    CHECK(one.trySync("CAIRN_FAILPOINT=" + place).exitCode != 0);
    one.addHabit("Run");
    CHECK(one.sync().at("waiting") == 0);
    two.sync();
    CHECK(one.stats().at("habits").size() == 3);
    CHECK(one.stats().at("habits") == two.stats().at("habits"));
}

TEST_CASE("a watch takes along what other commands change, and shows what other computers push", "[sync][end_to_end]") {
    Server server;
    Computer one(server.url(), Computer::Account::made);
    Computer two(server.url(), Computer::Account::known);
    one.addHabit("Read");
    one.sync();
    Background watch = watching(two);
    CHECK(movement(watch).at("pulled").get<int>() > 0);
    two.mark("Read", "done", "2026-11-20");
    CHECK(movement(watch).at("pushed") == 1);
    CHECK(one.sync().at("pulled") == 1);
    CHECK(one.stateOf("Read", "2026-11-20") == "done");
    one.mark("Read", "skip", "2026-11-19");
    one.sync();
    CHECK(movement(watch).at("pulled") == 1);
    CHECK(two.stateOf("Read", "2026-11-19") == "skipped");

    server.kill();
    two.mark("Read", "done", "2026-11-18");
    server.start();
    one.mark("Read", "done", "2026-11-17");
    one.sync();
    while (two.stateOf("Read", "2026-11-17") != "done") movement(watch);
    one.sync();
    CHECK(one.stateOf("Read", "2026-11-18") == "done");
    CHECK(watch.isRunning());
}

TEST_CASE("a store that belongs to one account joins another only when that is wanted", "[sync][end_to_end]") {
    Server server;
    Computer one(server.url(), Computer::Account::made, "ada@example.org");
    Computer other(server.url(), Computer::Account::made, "bob@example.org");
    one.addHabit("Read");
    one.sync();
    const Run made = one.login(server.url(), Computer::Account::made, "eve@example.org");
    CHECK(made.exitCode == 1);
    CHECK(made.errors.find("belongs to ada@example.org") != std::string::npos);
    const Run known = one.login(server.url(), Computer::Account::known, "bob@example.org");
    CHECK(known.exitCode == 1);
    CHECK(known.errors.find("--merge") != std::string::npos);
    CHECK(one.sync().at("waiting") == 0); // still signed in as before
    REQUIRE(one.login(server.url(), Computer::Account::known, "bob@example.org", " --merge").exitCode == 0);
    one.sync();
    other.sync();
    CHECK(other.stats().at("habits").size() == 1);
}

TEST_CASE("signing out keeps all data, and signing in again goes on", "[sync][end_to_end]") {
    Server server;
    Computer one(server.url(), Computer::Account::made);
    one.addHabit("Read");
    one.sync();
    CHECK(one.cairn.json("logout" + one.tokenFile()) == json{{"signed_out", true}, {"server_told", true}});
    const Run refused = one.trySync();
    CHECK(refused.exitCode == 1);
    CHECK(refused.errors.find("not signed in") != std::string::npos);
    CHECK(one.cairn.run("logout" + one.tokenFile()).exitCode == 1);
    CHECK(one.stats().at("habits").size() == 1);
    one.addHabit("Run");
    REQUIRE(one.login(server.url(), Computer::Account::known, "ada@example.org").exitCode == 0);
    CHECK(one.sync().at("pushed").get<int>() > 0);
    server.kill();
    CHECK(one.cairn.json("logout" + one.tokenFile()) == json{{"signed_out", true}, {"server_told", false}});
}

TEST_CASE("what can't be signed in to is told in one sentence", "[sync][end_to_end]") {
    Server server;
    Computer one(server.url(), Computer::Account::made);
    CommandLine other;
    const std::string file = " --token-file '" + (other.folder() / "token").string() + "'";
    const auto refused = [&](const std::string& arguments, const std::string& input) {
        const Run run = other.run(arguments + file, input);
        CHECK(run.exitCode == 1);
        CHECK(std::count(run.errors.begin(), run.errors.end(), '\n') == 1);
        return run.errors;
    };
    const std::string ada = " --email ada@example.org";
    CHECK(refused("login " + server.url() + ada, "wrong password\n").find("is wrong") != std::string::npos);
    CHECK(refused("login " + server.url() + ada, "").find("standard input") != std::string::npos);
    CHECK(refused("login http://example.org" + ada, password).find("https") != std::string::npos);
    CHECK(refused("login " + server.url() + ada + " --trust 12", password).find("SHA-256") != std::string::npos);
    CHECK(refused("login " + server.url() + " --register --name A" + ada, password).find("refused") !=
          std::string::npos);
    CHECK(refused("sync", "").find("not signed in") != std::string::npos);
    CHECK(other.run("login " + server.url(), password).exitCode == 2);
    CHECK(other.run("conflicts --held perhaps").exitCode == 2);
    namespace fs = std::filesystem;
    fs::permissions(one.cairn.folder() / "token", fs::perms::group_read, fs::perm_options::add);
    const Run open = one.trySync();
    CHECK(open.exitCode == 1);
    CHECK(open.errors.find("0600") != std::string::npos);
    CHECK(json::parse(open.output).at("problem") == "token_file");
    CHECK(json::parse(other.run("--json sync" + file).output).at("problem") == "signed_out");
}

TEST_CASE("an unknown certificate is shown and trusted once, also by the watch; another one stops it",
          "[sync][end_to_end]") {
    Server server(Server::Line::encrypted);
    const std::string trust = " --trust " + shownFingerprint(server);
    Computer one(server.url(), Computer::Account::made, "ada@example.org", trust);
    Computer two(server.url(), Computer::Account::known, "ada@example.org", trust);
    one.addHabit("Read");
    CHECK(one.sync().at("pushed").get<int>() > 0);
    Background watch = watching(two);
    CHECK(movement(watch).at("pulled").get<int>() > 0);
    one.mark("Read", "done", "2026-11-20");
    one.sync();
    CHECK(movement(watch).at("pulled") == 1);

    server.kill();
    server.showAnotherCertificate();
    server.start();
    one.mark("Read", "done", "2026-11-19");
    const Run changed = one.trySync();
    CHECK(changed.exitCode == 1);
    CHECK(changed.errors.find("another certificate") != std::string::npos);
    CHECK(json::parse(changed.output).at("waiting") == 1);
}

TEST_CASE("a server that is told to shows its new certificate without a restart", "[sync][end_to_end]") {
    Server server(Server::Line::encrypted);
    const std::string before = shownFingerprint(server);
    server.showAnotherCertificate();
    CHECK(shownFingerprint(server) == before);
    server.reload();
    std::string after = before;
    for (int tries = 0; after == before && tries < 100; ++tries) after = shownFingerprint(server);
    CHECK(after != before);
    CHECK(server.isRunning());
}
