#include "sync/client/access.h"

#include "core/base/failpoint.h"
#include "sync/client/account_calls.h"

namespace cairn::sync {

struct Access::State : std::enable_shared_from_this<Access::State> {
    State(Transport& givenTransport, TokenVault& givenVault) : transport(givenTransport), vault(givenVault) {}

    Transport& transport;
    TokenVault& vault;
    std::string accessToken;
    std::optional<SignIn> unconfirmed; ///< holds a previous token that is dropped once the new one has worked
    std::optional<std::pair<SignIn, std::string>> unsaved; ///< fresh tokens that the vault did not take yet
    std::vector<TokenThen> waiting;                        ///< for the refresh under way

    void token(TokenThen then);
    void send(const HttpRequest& request, int attempt, std::function<void(Asked<std::string>)> then);
    void refresh();
    void refreshWith(const SignIn& signIn, const std::string& spent);
    void refused(const SignIn& signIn, const std::string& spent);
    void store(const SignIn& signIn, const std::string& fresh);
    void confirm();
    void finish(const Asked<std::string>& outcome);

    /// A function that does nothing once the state is gone.
    template<class Function>
    auto whileAlive(Function function) {
        return [weak = weak_from_this(), function](auto&&... arguments) {
            if (const auto alive = weak.lock()) function(*alive, std::forward<decltype(arguments)>(arguments)...);
        };
    }
};

namespace {

constexpr int attempts = 2;

}

void Access::State::token(TokenThen then) {
    if (!accessToken.empty()) return then(accessToken);
    waiting.push_back(std::move(then));
    if (waiting.size() == 1) refresh();
}

void Access::State::send(const HttpRequest& request, int attempt, std::function<void(Asked<std::string>)> then) {
    token(whileAlive([request, attempt, then = std::move(then)](State& state, const Asked<std::string>& token) {
        if (!token) return then(tl::unexpected(token.error()));
        HttpRequest sent = request;
        sent.accessToken = *token;
        const auto answered = [request, attempt, used = *token, then](State& self, const Asked<HttpAnswer>& answer) {
            auto success = successOf(answer);
            const bool isStale = !success && success.error().trouble == Trouble::unauthorised;
            if (success) self.confirm();
            if (!isStale) return then(std::move(success));
            if (self.accessToken == used) self.accessToken.clear();
            if (attempt < attempts) return self.send(request, attempt + 1, then);
            then(troubled(Trouble::signedOut));
        };
        state.transport.send(std::move(sent), state.whileAlive(answered));
    }));
}

/// The vault is read each time: another process may have spent the token that was read before.
void Access::State::refresh() {
    if (const auto kept = unsaved) return store(kept->first, kept->second);
    vault.load(whileAlive([](State& state, const Asked<SignIn>& signIn) {
        if (!signIn) return state.finish(tl::unexpected(signIn.error()));
        state.refreshWith(*signIn, signIn->refreshToken);
    }));
}

void Access::State::refreshWith(const SignIn& signIn, const std::string& spent) {
    const auto answered = [signIn, spent](State& state, const Asked<FreshTokens>& tokens) {
        if (!tokens && tokens.error().trouble == Trouble::unauthorised) return state.refused(signIn, spent);
        if (!tokens) return state.finish(tl::unexpected(tokens.error()));
        core::failpoint("sync.before-token-save");
        SignIn renewed = signIn;
        renewed.previousToken = spent;
        renewed.refreshToken = tokens->refreshToken;
        state.store(renewed, tokens->accessToken);
    };
    refreshTokens(transport, spent, whileAlive(answered));
}

/// The one before is tried where the present one is refused; then what another process may have stored meanwhile.
void Access::State::refused(const SignIn& signIn, const std::string& spent) {
    const bool hasOther = !signIn.previousToken.empty() && signIn.previousToken != spent;
    if (hasOther) {
        SignIn older = signIn;
        older.previousToken.clear();
        return refreshWith(older, signIn.previousToken);
    }
    vault.load(whileAlive([known = signIn.refreshToken](State& state, const Asked<SignIn>& now) {
        const bool isNew = now && now->refreshToken != known;
        if (!isNew) return state.finish(troubled(Trouble::signedOut));
        SignIn other = *now;
        other.previousToken.clear();
        state.refreshWith(other, now->refreshToken);
    }));
}

void Access::State::store(const SignIn& signIn, const std::string& fresh) {
    vault.save(signIn, whileAlive([signIn, fresh](State& state, const Asked<void>& saved) {
                   core::failpoint("sync.after-token-save");
                   if (!saved) {
                       state.unsaved.emplace(signIn, fresh);
                       return state.finish(tl::unexpected(saved.error()));
                   }
                   state.unsaved.reset();
                   state.unconfirmed = signIn;
                   state.accessToken = fresh;
                   state.finish(fresh);
               }));
}

/// The new tokens have worked: the old one is not needed any more.
void Access::State::confirm() {
    if (!unconfirmed) return;
    SignIn signIn = *unconfirmed;
    unconfirmed.reset();
    vault.load(whileAlive([signIn](State& state, const Asked<SignIn>& now) {
        if (!now || now->refreshToken != signIn.refreshToken || now->previousToken.empty()) return;
        SignIn confirmed = *now;
        confirmed.previousToken.clear();
        state.vault.save(confirmed, [](const Asked<void>&) {});
    }));
}

void Access::State::finish(const Asked<std::string>& outcome) {
    const std::vector<TokenThen> told = std::exchange(waiting, {});
    for (const TokenThen& then : told) then(outcome);
}

Access::Access(Transport& transport, TokenVault& vault) : m_state(std::make_shared<State>(transport, vault)) {}

Access::~Access() = default;

void Access::send(const HttpRequest& request, std::function<void(Asked<std::string>)> then) {
    m_state->send(request, 1, std::move(then));
}

void Access::token(TokenThen then) {
    m_state->token(std::move(then));
}

void Access::forget(const std::string& token) {
    if (m_state->accessToken == token) m_state->accessToken.clear();
}

} // namespace cairn::sync
