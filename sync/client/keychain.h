#pragma once

#include <QObject>
#include <chrono>

#include "sync/client/sign_in.h"

namespace QKeychain {
class Job;
}

namespace cairn::sync {

/// A sign-in in the system's keychain, named after the store's file. A keychain that does not answer within the limit
/// is given up; one that says that there is no such entry may be locked, so that this is keychain trouble and not
/// "signed out". Lives on a thread with an event loop.
class Keychain final : public QObject, public TokenVault {
public:
    /// Starts a job of the keychain's; tests have one that never ends.
    using Start = std::function<void(QKeychain::Job&)>;
    static constexpr std::chrono::milliseconds defaultLimit{3'000};

    /// `name`: of the entry, such as the path of a store.
    explicit Keychain(QString name, std::chrono::milliseconds limit = defaultLimit, Start start = {});

    void load(std::function<void(Asked<SignIn>)> then) override;
    void save(const SignIn& signIn, std::function<void(Asked<void>)> then) override;
    void clear(std::function<void(Asked<void>)> then) override;

private:
    void run(QKeychain::Job& job, std::function<void(Asked<void>)> then);

    QString m_name;
    std::chrono::milliseconds m_limit;
    Start m_start;
};

} // namespace cairn::sync
