#pragma once

#include <QCoreApplication>
#include <QFileInfo>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "core/base/system_clock.h"
#include "sync/client/keychain.h"
#include "sync/client/shared_store.h"
#include "sync/client/store_questions.h"
#include "sync/client/token_file.h"

namespace cairn::app {

/// Runs the event loop until what `start` begins calls back, and gives what it was called with.
template<class T, class Start>
T resultOf(Start start) {
    std::optional<T> result;
    start([&](T value) {
        result.emplace(std::move(value));
        QCoreApplication::quit();
    });
    while (!result) QCoreApplication::exec();
    return std::move(*result);
}

/// Where the sign-in of a store is kept: in a file, or without one in the keychain, under the store's path.
inline std::unique_ptr<sync::TokenVault> vaultFor(const std::filesystem::path& store,
                                                  const std::filesystem::path& tokenFile) {
    if (!tokenFile.empty()) return std::make_unique<sync::TokenFile>(tokenFile);
    const QFileInfo info(QString::fromStdU16String(store.u16string()));
    return std::make_unique<sync::Keychain>(info.absoluteFilePath());
}

/// What the commands that know of a server share: the store, wherever it is open, and the place of the sign-in.
struct Online {
    explicit Online(const std::filesystem::path& file, std::unique_ptr<sync::TokenVault> givenVault = nullptr)
        : random(core::entropySeed()), store(file, clock, random), questions(store), vault(std::move(givenVault)) {}

    core::SystemClock clock;
    core::Random random;
    sync::SharedStore store;
    sync::StoreQuestions questions;
    std::unique_ptr<sync::TokenVault> vault; ///< where the command asks for one

    core::Result<sync::SyncStatus> status() {
        return resultOf<core::Result<sync::SyncStatus>>([&](auto then) { questions.status(then); });
    }
    sync::Asked<sync::SignIn> signIn() {
        return resultOf<sync::Asked<sync::SignIn>>([&](auto then) { vault->load(then); });
    }
};

} // namespace cairn::app
