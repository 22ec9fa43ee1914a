#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/sync/server/streams/open_streams.h"

#ifdef CAIRN_FAILPOINTS

using namespace cairn;
using namespace cairn::sync;
using support::at;
using support::created;
using support::edited;
using support::required;
using support::StreamsOfFile;

namespace {

constexpr const char* fileVariable = "CAIRN_TEST_STREAMS";

/// The same identifiers in each process: what is pushed before, and the push that is killed.
struct Pushes {
    support::Pusher device{1};
    core::Goal goal = support::aGoal();
    PushedRow goalRow = created(goal, at(1));
    PushedRow milestone = created(support::aMilestone(goal), at(1));
    PushedRow habit = created(support::aHabit(), at(1));
    Push before = device.next({goalRow, milestone, habit});
    Push killed = device.next({support::buried(goalRow.row.row, core::Burial::repaired),
                               edited(habit.row.row, "name", "\"other\"", at(0)), created(support::aTag(), at(2))});
};

/// Runs the hidden test case below in a process of its own, with a failpoint. Whether it was killed there.
bool runVictim(const std::filesystem::path& file, const std::string& failpoint, const Pushes& pushes) {
    const std::string text = (file.parent_path() / "push.json").string();
    std::ofstream(text) << write(pushes.killed);
    const pid_t child = fork();
    if (child == 0) {
        setenv("CAIRN_FAILPOINT", failpoint.c_str(), 1);
        setenv(fileVariable, file.c_str(), 1);
        execl("/proc/self/exe", "tests", "[victim]", static_cast<char*>(nullptr));
        _exit(99);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

} // namespace

TEST_CASE("pushes what it is given", "[.][victim]") {
    const std::filesystem::path file = std::getenv(fileVariable);
    std::ifstream stream(file.parent_path() / "push.json");
    const std::string text((std::istreambuf_iterator<char>(stream)), {});
    StreamsOfFile opened(file);
    required(opened.service.push(support::userStream, required(readPush(text))));
}

TEST_CASE("a server that is killed anywhere in a push has applied all of it or nothing, and the push comes again",
          "[sync][streams]") {
    const std::string failpoint =
        GENERATE("stream.checked", "stream.before-row", "stream.before-row:2", "stream.before-put",
                 "stream.before-put:2", "stream.applied", "stream.before-commit", "stream.after-commit");
    INFO(failpoint);
    const support::TemporaryFolder folder;
    const std::filesystem::path file = folder / "server.db";
    const Pushes pushes;
    std::string wanted;
    {
        StreamsOfFile whole(folder / "whole.db");
        required(whole.service.push(support::userStream, pushes.before));
        required(whole.service.push(support::userStream, pushes.killed));
        wanted = required(whole.service.pull(support::userStream, 0, 100)).text;
    }
    {
        StreamsOfFile first(file);
        required(first.service.push(support::userStream, pushes.before));
    }
    REQUIRE(runVictim(file, failpoint, pushes));

    StreamsOfFile again(file);
    const std::int64_t head = required(again.service.pull(support::userStream, 0, 100)).head;
    CHECK((head > 3) == (failpoint == "stream.after-commit"));
    CHECK(required(again.service.push(support::userStream, pushes.killed)).outcome == PushAnswer::Outcome::applied);
    const std::string text = required(again.service.pull(support::userStream, 0, 100)).text;
    CHECK(text.substr(text.find("\"time\"")) == wanted.substr(wanted.find("\"time\"")));
    CHECK(required(again.service.verify()).at(0).problems.empty());
}

#endif
