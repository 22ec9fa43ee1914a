#include "sync/replica/sync_facts.h"

#include <charconv>

namespace cairn::sync {

void SyncFacts::setLastPush(const std::optional<core::Uuid>& push) {
    if (push)
        setId("last_push", *push);
    else
        m_store.clearFact("last_push");
}

void SyncFacts::setBody(const std::optional<std::string>& body) {
    if (body)
        m_store.setFact("push", *body);
    else
        m_store.clearFact("push");
}

std::int64_t SyncFacts::number(std::string_view name) {
    const auto text = m_store.fact(name);
    std::int64_t value = 0;
    if (text) std::from_chars(text->data(), text->data() + text->size(), value);
    return value;
}

void SyncFacts::setNumber(std::string_view name, std::int64_t value) {
    if (number(name) != value) m_store.setFact(name, std::to_string(value));
}

std::optional<core::Uuid> SyncFacts::id(std::string_view name) {
    const auto text = m_store.fact(name);
    const auto read = core::parseUuid(text.value_or(""));
    return read ? std::optional(*read) : std::nullopt;
}

void SyncFacts::setId(std::string_view name, const core::Uuid& id) {
    m_store.setFact(name, core::formatUuid(id));
}

} // namespace cairn::sync
