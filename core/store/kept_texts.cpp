#include "core/store/kept_texts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/domain/canonical_json.h"

namespace cairn::core {

KeptTexts KeptTexts::fromColumn(std::string_view column) {
    KeptTexts texts;
    const auto object = nlohmann::json::parse(column, nullptr, false);
    if (!object.is_object()) return texts;
    for (const auto& [name, text] : object.items())
        if (text.is_string()) texts.set(name, text.get_ref<const std::string&>());
    return texts;
}

std::string KeptTexts::toColumn() const {
    std::string column;
    for (const auto& [name, text] : m_texts) {
        column += column.empty() ? '{' : ',';
        appendString(column, name);
        column += ':';
        appendString(column, text);
    }
    return column.empty() ? column : column + '}';
}

const std::string* KeptTexts::find(std::string_view name) const {
    for (const auto& [known, text] : m_texts)
        if (known == name) return &text;
    return nullptr;
}

void KeptTexts::set(std::string_view name, std::string_view text) {
    const auto place =
        std::ranges::lower_bound(m_texts, name, {}, [](const auto& each) -> std::string_view { return each.first; });
    if (place != m_texts.end() && place->first == name)
        place->second = text;
    else
        m_texts.emplace(place, name, text);
}

void KeptTexts::erase(std::string_view name) {
    std::erase_if(m_texts, [&](const auto& each) { return each.first == name; });
}

} // namespace cairn::core
