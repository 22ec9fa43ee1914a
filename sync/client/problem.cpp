#include "sync/client/problem.h"

namespace cairn::sync {

bool passesByItself(Trouble trouble) {
    switch (trouble) {
    case Trouble::unreachable:
    case Trouble::timedOut:
    case Trouble::notOurServer:
    case Trouble::busy: return true;
    default: return false;
    }
}

} // namespace cairn::sync
