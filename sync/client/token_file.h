#pragma once

#include <filesystem>

#include "sync/client/sign_in.h"

namespace cairn::sync {

/// A sign-in in a file of its own (0600), for computers without a keychain; a person asks for it by name. A file that
/// others can read is refused. Saving is atomic and durable: a crash leaves the old or the new one. Any thread.
/// Problems: signedOut where there is no file, tokenFile.
class TokenFile final : public TokenVault {
public:
    explicit TokenFile(std::filesystem::path file) : m_file(std::move(file)) {}

    void load(std::function<void(Asked<SignIn>)> then) override { then(read()); }
    void save(const SignIn& signIn, std::function<void(Asked<void>)> then) override { then(write(signIn)); }
    void clear(std::function<void(Asked<void>)> then) override { then(remove()); }

private:
    [[nodiscard]] Asked<SignIn> read() const;
    [[nodiscard]] Asked<void> write(const SignIn& signIn) const;
    [[nodiscard]] Asked<void> remove() const;
    [[nodiscard]] Asked<void> check() const;

    std::filesystem::path m_file;
};

} // namespace cairn::sync
