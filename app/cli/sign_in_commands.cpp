#include <QSysInfo>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#ifndef _WIN32
#include <termios.h>
#include <unistd.h>
#endif

#include "app/cli/command_line.h"
#include "app/cli/online.h"
#include "app/cli/sync_sentence.h"
#include "sync/client/access.h"
#include "sync/client/account_calls.h"
#include "sync/client/qt_transport.h"

namespace cairn::app {

namespace {

using nlohmann::ordered_json;
using sync::Asked;

struct SignInOptions {
    std::string server;
    std::string email;
    std::string name;
    std::string trust;
    std::filesystem::path tokenFile;
    bool isNew = false;
    bool isMerging = false;
};

Outcome complained(const sync::Problem& problem) {
    return Output{{}, {}, sentenceFor(problem)};
}

#ifndef _WIN32
/// A terminal does not show what is typed while this lives.
class Unseen {
public:
    Unseen() : m_isTerminal(isatty(STDIN_FILENO) != 0 && tcgetattr(STDIN_FILENO, &m_before) == 0) {
        if (!m_isTerminal) return;
        termios now = m_before;
        now.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &now);
        std::fputs("Password: ", stderr);
    }
    ~Unseen() {
        if (!m_isTerminal) return;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
        std::fputs("\n", stderr);
    }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;

private:
    termios m_before{};
    bool m_isTerminal;
};
#else
struct Unseen {};
#endif

core::Result<std::string> readPassword() {
    [[maybe_unused]] const Unseen unseen;
    std::string password;
    if (!std::getline(std::cin, password) || password.empty())
        return core::failure(core::ErrorCode::invalidValue, "the password is read from standard input, and none came");
    if (password.ends_with('\r')) password.pop_back();
    return password;
}

/// One sign-in from beginning to end.
class Login {
public:
    Login(const SignInOptions& options, sync::ServerAddress server, const std::filesystem::path& store)
        : m_options(options), m_server(std::move(server)), m_online(store, vaultFor(store, options.tokenFile)) {}

    Outcome run() {
        const auto status = m_online.status();
        if (!status) return tl::unexpected(status.error());
        m_known = status->account;
        const auto trust = trusted();
        if (!trust) return tl::unexpected(trust.error());
        // An account is not made on the server for a store that could not join it.
        if (m_options.isNew && belongsElsewhere({m_server.text(), m_options.email, {}, {}})) return refused();
        const auto password = readPassword();
        if (!password) return tl::unexpected(password.error());
        m_transport.emplace(m_server, sync::CertificateTrust(*trust));
        auto made = ask(*password);
        if (!made) return complained(made.error());
        made->signIn.server = m_server.text();
        made->signIn.trustedCertificate = *trust;
        return keep(*made);
    }

private:
    /// The fingerprint to trust: the one that is given, or the one that was trusted for this server before.
    core::Result<std::string> trusted() {
        if (const auto before = m_online.signIn(); before && before->server == m_server.text()) m_before = *before;
        if (m_options.trust.empty()) return m_before.trustedCertificate;
        const auto fingerprint = sync::readFingerprint(m_options.trust);
        if (!fingerprint)
            return core::failure(core::ErrorCode::invalidValue, "a fingerprint is a SHA-256 in 64 hexadecimal digits");
        return *fingerprint;
    }

    [[nodiscard]] bool belongsElsewhere(const sync::SignIn& signIn) const {
        return m_known && !m_options.isMerging && !sync::isSameAccount(*m_known, signIn);
    }

    [[nodiscard]] Outcome refused() const {
        return complained({sync::Trouble::otherAccount, sync::nameOfAccount(*m_known)});
    }

    Asked<sync::NewSignIn> ask(const std::string& password) {
        const bool isKnown = m_before.email == m_options.email;
        const sync::SignInRequest request{m_options.email, password,
                                          QSysInfo::machineHostName().left(100).toStdString(),
                                          isKnown ? m_before.deviceToken : std::string()};
        return resultOf<Asked<sync::NewSignIn>>([&](auto then) {
            if (m_options.isNew)
                sync::registerAccount(*m_transport, request, m_options.name, then);
            else
                sync::signIn(*m_transport, request, then);
        });
    }

    Outcome keep(const sync::NewSignIn& made) {
        if (belongsElsewhere(made.signIn)) {
            endSession(made);
            return refused();
        }
        const auto saved = resultOf<Asked<void>>([&](auto then) { m_online.vault->save(made.signIn, then); });
        if (!saved) {
            endSession(made);
            return complained(saved.error());
        }
        const auto joined = resultOf<core::Result<std::size_t>>(
            [&](auto then) { m_online.questions.join(sync::accountTextOf(made.signIn), then); });
        if (!joined) return tl::unexpected(joined.error());
        return output("Signed in as " + made.signIn.email + " at " + made.signIn.server +
                          "; `cairn sync` brings both in step.",
                      {{"server", made.signIn.server},
                       {"email", made.signIn.email},
                       {"account", made.signIn.account},
                       {"registered", m_options.isNew}});
    }

    void endSession(const sync::NewSignIn& made) {
        resultOf<Asked<void>>([&](auto then) { sync::signOut(*m_transport, made.accessToken, then); });
    }

    const SignInOptions& m_options;
    sync::ServerAddress m_server;
    Online m_online;
    std::optional<std::string> m_known; ///< whom the store belongs to
    sync::SignIn m_before;              ///< at the same server; empty where there was none
    std::optional<sync::QtTransport> m_transport;
};

Outcome login(const std::filesystem::path& store, const SignInOptions& options) {
    auto server = sync::ServerAddress::parse(options.server);
    if (!server) return tl::unexpected(server.error());
    if (options.isNew && options.name.empty())
        return core::failure(core::ErrorCode::invalidValue, "--register needs --name");
    return Login(options, std::move(*server), store).run();
}

/// Tells the server that the session has ended.
Asked<void> endOnServer(Online& online, const sync::SignIn& signIn) {
    const auto server = sync::ServerAddress::parse(signIn.server);
    if (!server) return sync::troubled(server.error());
    sync::QtTransport transport(*server, sync::CertificateTrust(signIn.trustedCertificate));
    sync::Access access(transport, *online.vault);
    const auto ended = resultOf<Asked<std::string>>([&](auto then) {
        access.send({"POST", "/api/auth/logout"}, then);
    });
    // A session that has ended already is no trouble.
    if (ended || ended.error().trouble == sync::Trouble::signedOut) return {};
    return tl::unexpected(ended.error());
}

/// The sign-in goes in any case; the data stays, and so does what waits.
Outcome logout(const std::filesystem::path& store, const std::filesystem::path& tokenFile) {
    Online online(store, vaultFor(store, tokenFile));
    const auto signIn = online.signIn();
    if (!signIn) return complained(signIn.error());
    const auto ended = endOnServer(online, *signIn);
    const auto cleared = resultOf<Asked<void>>([&](auto then) { online.vault->clear(then); });
    if (!cleared) return complained(cleared.error());
    const std::string text =
        ended ? "Signed out; all data is still here."
              : "Signed out here; the server could not be told, so its list shows this session until it expires.";
    return output(text, {{"signed_out", true}, {"server_told", ended.has_value()}});
}

} // namespace

void addSignInCommands(Grammar& grammar) {
    const auto options = std::make_shared<SignInOptions>();
    CLI::App* const command =
        grammar.addOnFile(grammar.app, "login", "Sign in to a server; the password is read from standard input",
                          [options](const std::filesystem::path& store) { return login(store, *options); });
    command->add_option("URL", options->server, "The server, such as https://example.org")->required();
    command->add_option("--email", options->email, "The account's address")->required();
    command->add_flag("--register", options->isNew, "Make the account");
    command->add_option("--name", options->name, "Your name, for a new account");
    command->add_option("--trust", options->trust, "The SHA-256 of the server's certificate");
    command->add_flag("--merge", options->isMerging, "Bring a store that belongs to another account into this one");
    command->add_option("--token-file", options->tokenFile, "Keep the sign-in in this file instead of the keychain");

    const auto tokenFile = std::make_shared<std::filesystem::path>();
    grammar
        .addOnFile(grammar.app, "logout", "Sign out; all data stays here",
                   [tokenFile](const std::filesystem::path& store) { return logout(store, *tokenFile); })
        ->add_option("--token-file", *tokenFile, "Where the sign-in is kept");
}

} // namespace cairn::app
