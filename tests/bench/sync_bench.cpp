// What sync costs between a real server with TLS and real stores, beside the least that the same work could cost, in
// the same run. Everything that is counted as done is durable where it arrived.
#include <QCoreApplication>
#include <QEventLoop>
#include <QThread>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <fmt/format.h>
#include <mutex>
#include <sys/resource.h>
#include <thread>

#include "sync/client/live_link.h"
#include "sync/client/qt_socket.h"
#include "sync/protocol/pull.h"
#include "sync/protocol/zstd_body.h"
#include "tests/bench/stream_rows.h"
#include "tests/bench/synced_device.h"
#include "tests/bench/tls_line.h"

namespace cairn::bench {

namespace {

using namespace core;
namespace fs = std::filesystem;

using Time = std::chrono::steady_clock;

constexpr const char* bareTable =
    "CREATE TABLE logs (id INTEGER PRIMARY KEY, habit INTEGER NOT NULL, day INTEGER NOT NULL,"
    " value INTEGER NOT NULL, amount REAL, note TEXT, UNIQUE (habit, day))";
constexpr const char* bareInsert = "INSERT INTO logs (habit, day, value) VALUES (?1, ?2, ?3)";
constexpr std::size_t idleSockets = 10'000;
constexpr std::size_t devicesAtOnce = 64;
constexpr std::chrono::seconds pushingTime{4};

/// The ones that a device has made, and has sent.
std::vector<Uuid> sentHabits(Device& device, int count) {
    std::vector<Uuid> ids;
    std::vector<Change> changes;
    for (int i = 0; i < count; ++i) {
        Habit habit;
        habit.id = newUuid({1'500'000'000'000}, device.random());
        habit.name = "Habit " + std::to_string(i + 1);
        habit.madeOn = Date{17'000};
        habit.position = i;
        ids.push_back(habit.id);
        changes.push_back(creation(habit));
    }
    required(device.store().apply(changes, {}));
    device.sync();
    return ids;
}

/// Puts 100,000 logs into the stream of the account.
void fill(const BenchServer& server, const std::string& token, const std::vector<sync::PushedRow>& logs) {
    TlsLine line(server.port());
    for (const std::string& body : pushBodies(logs, sync::maxPushRows))
        line.post("/api/sync/push?stream=user", token, body);
}

/// Where each page of the stream begins, as an engine asks for them.
std::vector<std::string> pagesOf(const BenchServer& server, const std::string& token) {
    TlsLine line(server.port());
    std::vector<std::string> pages;
    std::int64_t since = 0;
    std::int64_t head = -1;
    while (since != head) {
        pages.push_back(fmt::format("/api/sync/pull?stream=user&since={}&limit={}", since, sync::maxPullRows));
        const auto text = sync::unpackZstd(line.get(pages.back(), token), sync::maxBodyBytes);
        const auto answer = required(sync::readPullAnswer(text.value()));
        since = answer.next;
        head = answer.head;
    }
    return pages;
}

void benchFreshDevice(const BenchServer& server, const fs::path& folder, const std::vector<LogRow>& rows,
                      const std::vector<std::string>& pages) {
    int round = 0;
    double bytes = 0;
    double download = 0;
    const auto ours = [&] {
        const Session session = newSession(server, "a@example.org");
        const auto file = folder / fmt::format("fresh{}.db", ++round);
        std::unique_ptr<Device> device;
        const double taken = millisecondsOf([&] {
            device = std::make_unique<Device>(file, server, session.signIn);
            if (device->sync().pulled < rows.size()) std::abort();
        });
        return taken;
    };
    const auto peer = [&] {
        const Session session = newSession(server, "a@example.org");
        return millisecondsOf([&] {
            download = millisecondsOf([&] {
                TlsLine line(server.port());
                for (const std::string& page : pages) line.get(page, session.token);
                bytes = static_cast<double>(line.bytesReceived());
            });
            BareSqlite bare(folder / fmt::format("bare{}.db", round));
            bare.run(bareTable);
            bare.insertAll(bareInsert, rows);
        });
    };
    report("100,000 logs to a fresh device", "ms", "download and bare SQLite", inTurn(5, ours, peer));
    std::printf("  of the peer's last round the download took %.0f ms; bytes on the wire %.2f MB, goal 2.5 MB\n",
                download, bytes / 1e6);
}

/// A day of the past for each log, so that none of them meets another.
HabitLog doneLog(const std::vector<Uuid>& habits, int number) {
    HabitLog log;
    log.habit = habits[static_cast<std::size_t>(number) % habits.size()];
    log.date = Date{18'000 + number / static_cast<int>(habits.size())};
    log.mark = Mark::done;
    return log;
}

void benchOffline(const BenchServer& server, const fs::path& folder) {
    int round = 0;
    std::vector<double> whole;
    const auto rows = madeRows(40, 250);
    const auto ours = [&] {
        const Session session = newSession(server, fmt::format("b{}@example.org", ++round));
        Device device(folder / fmt::format("offline{}.db", round), server, session.signIn);
        const auto habits = sentHabits(device, 40);
        for (int i = 0; i < 10'000; ++i) {
            const std::vector changes{creation(doneLog(habits, i))};
            required(device.store().apply(changes, {}));
        }
        whole.push_back(millisecondsOf([&] {
            if (device.sync().pushed < rows.size()) std::abort();
        }));
        return device.pushTime();
    };
    const auto peer = [&] {
        return millisecondsOf([&] {
            BareSqlite bare(folder / fmt::format("bare_offline{}.db", round));
            bare.run(bareTable);
            bare.insertAll(bareInsert, rows);
        });
    };
    report("10,000 offline logs pushed", "ms", "bare SQLite, same rows", inTurn(3, ours, peer));
    std::printf("  with the pull that follows %.0f ms; goal of the push 200 ms\n", median(whole));
}

/// A device on a thread of its own that listens on its socket, and tells when a log has come into its store.
class Listener {
public:
    Listener(const fs::path& file, const BenchServer& server, const Session& session)
        : m_thread(QThread::create([this, file, &server, session] { run(file, server, session); })) {
        m_thread->start();
        await();
    }
    ~Listener() {
        m_thread->quit();
        m_thread->wait();
        delete m_thread;
    }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    /// Waits for the next thing that it tells: at first that it listens. When that was.
    Time::time_point await() {
        std::unique_lock lock(m_mutex);
        m_told.wait(lock, [this] { return m_at.has_value(); });
        return *std::exchange(m_at, std::nullopt);
    }

private:
    void tell() {
        const std::scoped_lock lock(m_mutex);
        m_at = Time::now();
        m_told.notify_one();
    }

    void run(const fs::path& file, const BenchServer& server, const Session& session) {
        Device device(file, server, session.signIn);
        device.sync();
        sync::QtSocket socket(server.address(), server.trust());
        sync::LiveLink link(socket, device.access(), device.engine(), device.timers(), device.random());
        bool isListening = false;
        device.engine().finished = [&](const sync::SyncReport&) { // the socket's greeting begins a round
            if (!std::exchange(isListening, true)) tell();
        };
        link.start();
        const auto subscription = device.store().subscribe([this](const ChangeSet&) { tell(); });
        QEventLoop().exec();
    }

    std::mutex m_mutex;
    std::condition_variable m_told;
    std::optional<Time::time_point> m_at;
    QThread* m_thread;
};

/// Three commits, here, on the server and there, and two ways over the network: what no sync can do without. What one
/// of the commits takes is added to `commits`.
double leastTransfer(BareSqlite& bare, TlsLine& line, int number, std::vector<double>& commits) {
    return millisecondsOf([&] {
        commits.push_back(millisecondsOf([&] { bare.insertAll(bareInsert, {{number, 0, 2}}); }));
        for (int i = 1; i < 3; ++i) bare.insertAll(bareInsert, {{number, i, 2}});
        for (int i = 0; i < 2; ++i) line.get("/health", {});
    });
}

void benchLatency(const BenchServer& server, const fs::path& folder) {
    const std::string email = "c@example.org";
    const Session session = newSession(server, email);
    Device writer(folder / "writer.db", server, session.signIn);
    const auto habits = sentHabits(writer, 40);
    Listener listener(folder / "listener.db", server, newSession(server, email));
    BareSqlite bare(folder / "bare_latency.db");
    bare.run(bareTable);
    TlsLine line(server.port());
    std::vector<double> taken;
    std::vector<double> least;
    std::vector<double> commits;
    for (int i = 0; i < 500; ++i) {
        const auto begin = Time::now();
        const std::vector changes{creation(doneLog(habits, i))};
        required(writer.store().apply(changes, {}));
        writer.engine().syncNow();
        writer.rest();
        taken.push_back(std::chrono::duration<double, std::milli>(listener.await() - begin).count());
        least.push_back(leastTransfer(bare, line, i, commits));
    }
    report("one log from A to B, p50 of 500", "ms", "3 commits, 2 round trips", {median(taken), median(least)});
    std::ranges::sort(taken);
    std::ranges::sort(least);
    report("one log from A to B, p99 of 500", "ms", "3 commits, 2 round trips", {taken[494], least[494]});
    std::printf(
        "  goals 2 ms and 8 ms; of the four commits on the way (edit, push kept, server, taken) a bare one takes "
        "%.2f ms\n",
        median(commits));
}

/// Pushes a log after another until the time is over, each when the one before is durable; how many.
std::size_t pushSingly(const BenchServer& server, const std::string& token, const Uuid& habit, std::size_t device) {
    Random random(1'000 + device);
    sync::Push push{{}, std::nullopt, newUuid({1'700'000'000'000}, random), 0, {}};
    TlsLine line(server.port());
    std::size_t count = 0;
    for (const auto end = Time::now() + pushingTime; Time::now() < end; ++count) {
        HabitLog log;
        log.habit = habit;
        log.mark = Mark::done;
        log.date = Date{static_cast<std::int32_t>(10'000 + device * 500 + count % 500)};
        const auto now = SystemClock().now().milliseconds;
        push.id = newUuid({now}, random);
        push.rows = {pushedLog(log, {now << HybridClock::counterBits, push.replica})};
        push.rows.front().over.clear();
        line.post("/api/sync/push?stream=user", token, write(push));
        push.after = push.id;
    }
    return count;
}

double pushesPerSecond(const BenchServer& server, const std::string& token, const Uuid& habit) {
    std::vector<std::thread> threads;
    std::atomic<std::size_t> count = 0;
    for (std::size_t i = 0; i < devicesAtOnce; ++i)
        threads.emplace_back([&, i] { count += pushSingly(server, token, habit, i); });
    for (std::thread& thread : threads) thread.join();
    return static_cast<double>(count) / static_cast<double>(pushingTime.count());
}

void benchPushes(const BenchServer& server, const fs::path& folder) {
    const Session session = newSession(server, "e@example.org");
    Device device(folder / "pushes.db", server, session.signIn);
    const Uuid habit = sentHabits(device, 1).front();
    BareSqlite bare(folder / "bare_commits.db");
    bare.run(bareTable);
    int number = 0;
    const auto peer = [&] {
        std::size_t count = 0;
        for (const auto end = Time::now() + pushingTime; Time::now() < end; ++count)
            bare.insertAll(bareInsert, {{++number, 1, 2}});
        return static_cast<double>(count) / static_cast<double>(pushingTime.count());
    };
    const auto ours = [&] { return pushesPerSecond(server, session.token, habit); };
    report("durable pushes a second of 64 devices", "1/s", "bare SQLite, one writer", inTurn(3, ours, peer));
}

void allowSockets() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

void benchIdleSockets() {
    const BenchServer server;
    const Session session = newSession(server, "d@example.org");
    const double before = server.memory();
    std::vector<std::unique_ptr<TlsLine>> lines(idleSockets);
    std::atomic<std::size_t> next = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (std::size_t at = next++; at < lines.size(); at = next++) {
                lines[at] = std::make_unique<TlsLine>(server.port());
                lines[at]->openSocket(session.token);
            }
        });
    for (std::thread& thread : threads) thread.join();
    const double with = server.memory();
    const auto open = std::ranges::count_if(lines, [](const auto& line) { return line->isOpen(); });
    report("server memory with 10,000 idle sockets", "MB", "goal", {with, 300});
    std::printf("  %zd of them open, the empty server %.0f MB\n", open, before);
}

void benchStream(const BenchServer& server, const fs::path& folder) {
    const auto rows = madeRows(40, 2'500);
    const Session session = newSession(server, "a@example.org");
    Device device(folder / "first.db", server, session.signIn);
    fill(server, session.token, livedLogs(rows, sentHabits(device, 40)));
    benchFreshDevice(server, folder, rows, pagesOf(server, session.token));
    report("server memory with 100,000 logs, pulled", "MB", "goal", {server.memory(), 60});
}

/// All, or the ones that are named.
void bench(const std::vector<std::string>& names) {
    const auto isAsked = [&](const char* name) { return names.empty() || std::ranges::count(names, name) > 0; };
    const TemporaryFolder folder;
    const BenchServer server;
    if (isAsked("fresh")) benchStream(server, folder.path());
    if (isAsked("offline")) benchOffline(server, folder.path());
    if (isAsked("live")) benchLatency(server, folder.path());
    if (isAsked("pushes")) benchPushes(server, folder.path());
    if (isAsked("sockets")) benchIdleSockets();
}

} // namespace

} // namespace cairn::bench

int main(int count, char** arguments) {
    cairn::bench::allowSockets();
    const QCoreApplication application(count, arguments);
    cairn::bench::bench({arguments + 1, arguments + count});
    return 0;
}
