#include "app/cli/sync_sentence.h"

#include <fmt/format.h>

#include "app/cli/error_sentence.h"

namespace cairn::app {

namespace {

using sync::Trouble;

/// The sentence of a trouble; the problem's detail goes into the braces where there are any.
const char* patternFor(Trouble trouble) {
    switch (trouble) {
    case Trouble::unreachable: return "The server can't be reached; what waits stays here until it can.";
    case Trouble::timedOut: return "The server did not answer in time; what waits stays here until it does.";
    case Trouble::notOurServer:
        return "What answered is no server of Cairn's: this network may ask for a sign-in of its own, or the address "
               "is wrong. Nothing was changed.";
    case Trouble::untrusted:
        return "The server's certificate is not known, and nothing was sent. Its SHA-256 is {0}; if whoever runs the "
               "server names the same, sign in with --trust {0}";
    case Trouble::certificateChanged:
        return "The server shows another certificate than the one that you trusted, and nothing was sent. Its SHA-256 "
               "is {0}; if whoever runs the server names the same, sign in with --trust {0}";
    case Trouble::busy: return "The server can't do this now; try again a little later.";
    case Trouble::unauthorised:
    case Trouble::signedOut:
        return "This store is not signed in; all data is still here. Sign in with `cairn login URL --email E`.";
    case Trouble::credentials: return "The e-mail address or the password is wrong.";
    case Trouble::keychain:
        return "The keychain can't be used: {}. Unlock it, sign in again, or use --token-file FILE.";
    case Trouble::tokenFile: return "The token file can't be used: {}.";
    case Trouble::tooOld:
        return "This program is too old for the server; install a newer Cairn. All data is still here.";
    case Trouble::forbidden: return "The server does not serve this account: {}.";
    case Trouble::refused: return "The server refused: {}.";
    case Trouble::otherAccount:
        return "This store belongs to {}; use another store for another account, or sign in with --merge to bring its "
               "data into that one.";
    case Trouble::differs:
        return "This computer and the server do not come to agree ({}); all data is still here, try again later.";
    case Trouble::store: return "{}";
    }
    return "{}";
}

} // namespace

std::string sentenceFor(const sync::Problem& problem) {
    if (problem.error) return sentenceFor(*problem.error);
    return fmt::format(fmt::runtime(patternFor(problem.trouble)), problem.detail);
}

std::string_view nameOf(Trouble trouble) {
    switch (trouble) {
    case Trouble::unreachable: return "unreachable";
    case Trouble::timedOut: return "timed_out";
    case Trouble::notOurServer: return "not_our_server";
    case Trouble::untrusted: return "untrusted";
    case Trouble::certificateChanged: return "certificate_changed";
    case Trouble::busy: return "busy";
    case Trouble::unauthorised:
    case Trouble::signedOut: return "signed_out";
    case Trouble::credentials: return "credentials";
    case Trouble::keychain: return "keychain";
    case Trouble::tokenFile: return "token_file";
    case Trouble::tooOld: return "too_old";
    case Trouble::forbidden: return "forbidden";
    case Trouble::refused: return "refused";
    case Trouble::otherAccount: return "other_account";
    case Trouble::differs: return "differs";
    case Trouble::store: return "store";
    }
    return "";
}

} // namespace cairn::app
