#pragma once

#include <optional>
#include <string>

#include "core/store/replication.h"

namespace cairn::sync {

/// What a file remembers of its sync between runs; every value is read and written in the caller's transaction.
class SyncFacts {
public:
    explicit SyncFacts(core::Replication& store) : m_store(store) {}

    /// Up to which number of the stream this file has pulled.
    [[nodiscard]] std::int64_t cursor() { return number("cursor"); }
    void setCursor(std::int64_t cursor) { setNumber("cursor", cursor); }
    /// The server's epoch; nothing before the first answer.
    [[nodiscard]] std::optional<core::Uuid> epoch() { return id("epoch"); }
    void setEpoch(const core::Uuid& epoch) { setId("epoch", epoch); }
    /// The last push that this file knows to be applied.
    [[nodiscard]] std::optional<core::Uuid> lastPush() { return id("last_push"); }
    void setLastPush(const std::optional<core::Uuid>& push);
    /// The body that was sent and is not answered yet.
    [[nodiscard]] std::optional<std::string> body() { return m_store.fact("push"); }
    void setBody(const std::optional<std::string>& body);
    /// The greatest stamp ever had from the server.
    [[nodiscard]] std::int64_t witness() { return number("witness"); }
    void setWitness(std::int64_t stamp) { setNumber("witness", stamp); }
    /// A pull of everything is under way; with repair: what the server lacks is pushed afterwards.
    [[nodiscard]] bool isPullingAll() { return number("pulling_all") != 0; }
    [[nodiscard]] bool isRepairing() { return number("repairing") != 0; }
    void setPullingAll(bool isPulling) { setNumber("pulling_all", isPulling ? 1 : 0); }
    void setRepairing(bool isRepairing) { setNumber("repairing", isRepairing ? 1 : 0); }
    /// How often in a row the digests differed at the head; how often ever, which is shown.
    [[nodiscard]] std::int64_t differences() { return number("differences"); }
    [[nodiscard]] std::int64_t noticed() { return number("noticed"); }
    void setDifferences(std::int64_t count) { setNumber("differences", count); }
    void setNoticed(std::int64_t count) { setNumber("noticed", count); }

private:
    std::int64_t number(std::string_view name);
    void setNumber(std::string_view name, std::int64_t value);
    std::optional<core::Uuid> id(std::string_view name);
    void setId(std::string_view name, const core::Uuid& id);

    core::Replication& m_store;
};

/// Lists of notes (Replication::setNote).
namespace notes {
inline constexpr std::string_view staged = "staged";               ///< removals of a pull that has not reached the head
inline constexpr std::string_view held = "held";                   ///< removals that wait for the person
inline constexpr std::string_view disagreements = "disagreements"; ///< what two devices wrote without knowing
} // namespace notes

} // namespace cairn::sync
