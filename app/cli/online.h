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

/// What the commands that know of a server share: the store, wherever it is open, and the place of the sign-in.
struct Online {
    /// `tokenFile`: empty for the keychain.
    Online(const std::filesystem::path& file, const std::filesystem::path& tokenFile)
        : random(core::entropySeed()), store(file, clock, random), questions(store) {
        const QString name = QFileInfo(QString::fromStdU16String(file.u16string())).absoluteFilePath();
        if (tokenFile.empty())
            vault = std::make_unique<sync::Keychain>(name);
        else
            vault = std::make_unique<sync::TokenFile>(tokenFile);
    }

    core::SystemClock clock;
    core::Random random;
    sync::SharedStore store;
    sync::StoreQuestions questions;
    std::unique_ptr<sync::TokenVault> vault;

    core::Result<sync::SyncStatus> status() {
        return resultOf<core::Result<sync::SyncStatus>>([&](auto then) { questions.status(then); });
    }
    sync::Asked<sync::SignIn> signIn() {
        return resultOf<sync::Asked<sync::SignIn>>([&](auto then) { vault->load(then); });
    }
};

} // namespace cairn::app
