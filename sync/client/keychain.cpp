#include "sync/client/keychain.h"

#include <QPointer>
#include <QTimer>
#include <memory>
#include <qt6keychain/keychain.h>

namespace cairn::sync {

namespace {

const QString service = QStringLiteral("cairn");

Asked<void> outcomeOf(const QKeychain::Job& job) {
    switch (job.error()) {
    case QKeychain::NoError: return {};
    case QKeychain::EntryNotFound: return troubled(Trouble::keychain, "it has no entry for this store, or is locked");
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented: return troubled(Trouble::keychain, "there is none on this computer");
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser: return troubled(Trouble::keychain, "it refuses access");
    default: return troubled(Trouble::keychain, "it does not work here");
    }
}

} // namespace

Keychain::Keychain(QString name, std::chrono::milliseconds limit, Start start)
    : m_name(std::move(name)), m_limit(limit),
      m_start(start ? std::move(start) : [](QKeychain::Job& job) { job.start(); }) {}

/// A job that is given up is left to itself: it deletes itself when it ever ends.
void Keychain::run(QKeychain::Job& job, std::function<void(Asked<void>)> then) {
    job.setKey(m_name);
    auto* const patience = new QTimer(this);
    patience->setSingleShot(true);
    const auto told = std::make_shared<std::function<void(Asked<void>)>>(std::move(then));
    const auto finish = [patience, told](const Asked<void>& outcome) {
        patience->deleteLater();
        if (const auto tell = std::exchange(*told, nullptr)) tell(outcome);
    };
    connect(&job, &QKeychain::Job::finished, patience,
            [finish](const QKeychain::Job* done) { finish(outcomeOf(*done)); });
    connect(patience, &QTimer::timeout, &job, [&job, patience, finish] {
        QObject::disconnect(&job, nullptr, patience, nullptr);
        finish(troubled(Trouble::keychain, "it does not answer"));
    });
    patience->start(m_limit);
    m_start(job);
}

void Keychain::load(std::function<void(Asked<SignIn>)> then) {
    auto* const job = new QKeychain::ReadPasswordJob(service);
    run(*job, [job, then = std::move(then)](const Asked<void>& outcome) {
        if (!outcome) return then(tl::unexpected(outcome.error()));
        const auto signIn = readSignIn(job->textData().toStdString());
        then(signIn ? Asked<SignIn>(*signIn) : troubled(Trouble::keychain, "its entry is none of this program's"));
    });
}

void Keychain::save(const SignIn& signIn, std::function<void(Asked<void>)> then) {
    auto* const job = new QKeychain::WritePasswordJob(service);
    job->setTextData(QString::fromStdString(write(signIn)));
    run(*job, std::move(then));
}

void Keychain::clear(std::function<void(Asked<void>)> then) {
    run(*new QKeychain::DeletePasswordJob(service),
        [then = std::move(then)](const Asked<void>& outcome) { then(outcome); });
}

} // namespace cairn::sync
