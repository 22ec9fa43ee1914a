#include <QFile>
#include <fstream>
#include <qt6keychain/keychain.h>
#include <sstream>

#include "sync/client/keychain.h"
#include "sync/client/token_file.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/client/qt_support.h"

using namespace cairn;
using namespace std::chrono_literals;
using sync::Asked;
using sync::SignIn;
using sync::Trouble;

namespace {

const SignIn aSignIn{"https://example.org", "ada@example.org", "0190", "refresh", "previous", "device", "AB:CD"};

template<class Vault>
Asked<SignIn> load(Vault& vault) {
    std::optional<Asked<SignIn>> result;
    vault.load([&](Asked<SignIn> loaded) { result = std::move(loaded); });
    return result.value();
}

template<class Vault>
Asked<void> save(Vault& vault, const SignIn& signIn) {
    std::optional<Asked<void>> result;
    vault.save(signIn, [&](Asked<void> saved) { result = std::move(saved); });
    return result.value();
}

} // namespace

TEST_CASE("a sign-in comes out of its file as it went in, and nobody else can read it", "[sync][token_file]") {
    const support::TemporaryFolder folder;
    const auto path = folder / "token";
    sync::TokenFile file(path);
    CHECK(load(file).error().trouble == Trouble::signedOut);
    REQUIRE(save(file, aSignIn));
    CHECK(load(file) == aSignIn);
    namespace fs = std::filesystem;
    CHECK(fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    SignIn renewed = aSignIn;
    renewed.refreshToken = "next";
    REQUIRE(save(file, renewed));
    CHECK(load(file) == renewed);
    CHECK(fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    file.clear([](const Asked<void>& cleared) { CHECK(cleared); });
    CHECK_FALSE(fs::exists(path));
}

TEST_CASE("a token file that others can read or write is refused and stays as it is", "[sync][token_file]") {
    namespace fs = std::filesystem;
    const support::TemporaryFolder folder;
    const auto path = folder / "token";
    sync::TokenFile file(path);
    REQUIRE(save(file, aSignIn));
    const auto mode = GENERATE(fs::perms::group_read, fs::perms::others_read, fs::perms::group_write,
                               fs::perms::others_write, fs::perms::others_exec);
    fs::permissions(path, mode, fs::perm_options::add);
    CHECK(load(file).error().trouble == Trouble::tokenFile);
    SignIn renewed = aSignIn;
    renewed.refreshToken = "next";
    CHECK(save(file, renewed).error().trouble == Trouble::tokenFile);
    fs::permissions(path, mode, fs::perm_options::remove);
    CHECK(load(file) == aSignIn);
}

TEST_CASE("garbage in a token file is trouble with the file, not a sign-out", "[sync][token_file]") {
    const support::TemporaryFolder folder;
    const auto path = folder / "token";
    const auto text = GENERATE(as<std::string>{}, "", "{", "[]", "{}", R"({"server":"x"})", R"({"refresh_token":5})");
    std::ofstream(path) << text;
    std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    sync::TokenFile file(path);
    CHECK(load(file).error().trouble == Trouble::tokenFile);
}

TEST_CASE("a token file where none can be is trouble with the file", "[sync][token_file]") {
    const support::TemporaryFolder folder;
    sync::TokenFile file(folder / "no" / "such" / "folder");
    CHECK(save(file, aSignIn).error().trouble == Trouble::tokenFile);
    sync::TokenFile aFolder(folder.path());
    CHECK(load(aFolder).error().trouble == Trouble::tokenFile);
}

TEST_CASE("a keychain that never ends is given up", "[sync][keychain]") {
    test::Application application;
    std::vector<std::unique_ptr<QKeychain::Job>> jobs;
    sync::Keychain keychain("store", 20ms, [&](QKeychain::Job& job) { jobs.emplace_back(&job); });
    const auto loaded = application.resultOf<Asked<SignIn>>([&](auto then) { keychain.load(then); });
    CHECK(loaded.error().trouble == Trouble::keychain);
    const auto saved = application.resultOf<Asked<void>>([&](auto then) { keychain.save(aSignIn, then); });
    CHECK(saved.error().trouble == Trouble::keychain);
}

TEST_CASE("no entry in the keychain is not signed out", "[sync][keychain]") {
    test::Application application;
    const auto error = GENERATE(QKeychain::EntryNotFound, QKeychain::AccessDenied, QKeychain::NoBackendAvailable,
                                QKeychain::OtherError);
    sync::Keychain keychain("store", 5'000ms, [error](QKeychain::Job& job) {
        QTimer::singleShot(0, &job, [&job, error] { job.emitFinishedWithError(error, {}); });
    });
    const auto loaded = application.resultOf<Asked<SignIn>>([&](auto then) { keychain.load(then); });
    CHECK(loaded.error().trouble == Trouble::keychain);
}

TEST_CASE("an account is the same by its identifier, or by address and server", "[sync][sign_in]") {
    const std::string known = sync::accountTextOf(aSignIn);
    SignIn other = aSignIn;
    CHECK(sync::isSameAccount(known, other));
    other.account = "0191"; // registered again on a server that had lost it
    other.email = "ADA@example.org";
    CHECK(sync::isSameAccount(known, other));
    other.server = "https://example.net";
    CHECK_FALSE(sync::isSameAccount(known, other));
    other = aSignIn;
    other.server = "https://example.net"; // the server has moved
    CHECK(sync::isSameAccount(known, other));
    other.account = "0192";
    other.server = aSignIn.server;
    other.email = "bob@example.org";
    CHECK_FALSE(sync::isSameAccount(known, other));
    CHECK(sync::nameOfAccount(known) == "ada@example.org at https://example.org");
}
