#include "tests/bench/bench_server.h"

#include <QEventLoop>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "sync/client/account_calls.h"
#include "sync/client/qt_transport.h"
#include "tests/support/own_certificate.h"

namespace cairn::bench {

namespace {

constexpr const char* password = "correct horse battery staple";
constexpr double kilobytesPerMegabyte = 1'000;

/// Runs the event loop until `start` has called back.
sync::Asked<sync::NewSignIn> awaited(const std::function<void(sync::SignedInThen)>& start) {
    std::optional<sync::Asked<sync::NewSignIn>> result;
    QEventLoop loop;
    start([&](sync::Asked<sync::NewSignIn> answer) {
        result = std::move(answer);
        loop.quit();
    });
    while (!result) loop.exec();
    return *result;
}

} // namespace

BenchServer::BenchServer() {
    const auto folder = m_folder.path();
    const auto made = support::makeCertificate("localhost");
    std::ofstream(folder / "certificate") << made.certificate;
    std::ofstream(folder / "key") << made.key;
    m_fingerprint = sync::fingerprintOf(QSslCertificate(QByteArray::fromStdString(made.certificate)));
    m_process = std::make_unique<test::Background>(
        std::vector<std::string>{CAIRN_SERVER_PROGRAM},
        std::vector<std::string>{"CAIRN_LISTEN=127.0.0.1:0", "CAIRN_DATA=" + (folder / "data").string(),
                                 "CAIRN_LOG=" + (folder / "log").string(),
                                 "CAIRN_TLS_CERTIFICATE=" + (folder / "certificate").string(),
                                 "CAIRN_TLS_KEY=" + (folder / "key").string(), "CAIRN_SIGN_IN_PER_MINUTE=1000000",
                                 "CAIRN_ACCOUNT_PER_MINUTE=10000000", "CAIRN_ADDRESS_PER_MINUTE=10000000"});
    const auto line = m_process->readLine();
    if (!line) {
        std::fputs("the server does not start\n", stderr);
        std::abort();
    }
    m_port = std::stoi(line->substr(line->rfind(':') + 1));
}

sync::ServerAddress BenchServer::address() const {
    return *sync::ServerAddress::parse("https://localhost:" + std::to_string(m_port));
}

double BenchServer::memory() const {
    std::ifstream status("/proc/" + std::to_string(m_process->process()) + "/status");
    for (std::string word; status >> word;)
        if (word == "VmRSS:") {
            double kilobytes = 0;
            status >> kilobytes;
            return kilobytes * 1.024 / kilobytesPerMegabyte;
        }
    return 0;
}

Session newSession(const BenchServer& server, const std::string& email) {
    sync::QtTransport transport(server.address(), server.trust());
    const sync::SignInRequest request{email, password, "bench", {}};
    auto answer = awaited([&](auto then) { sync::signIn(transport, request, then); });
    if (!answer) answer = awaited([&](auto then) { sync::registerAccount(transport, request, "Ada", then); });
    if (!answer) {
        std::fprintf(stderr, "no session: %s\n", answer.error().detail.c_str());
        std::abort();
    }
    sync::SignIn signIn = answer->signIn;
    signIn.server = server.address().text();
    return {signIn, answer->accessToken};
}

} // namespace cairn::bench
