#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cairn::core {

/// The values of one row's registers that its columns can't hold, as they were received: registers of a newer program,
/// values that this one can't read, references that read as none. A plain value; stored as a JSON object of texts, by
/// the names of the registers.
class KeptTexts {
public:
    /// Reads what toColumn wrote; what can't be read is left out.
    static KeptTexts fromColumn(std::string_view column);
    [[nodiscard]] std::string toColumn() const;

    [[nodiscard]] bool empty() const { return m_texts.empty(); }
    [[nodiscard]] const std::string* find(std::string_view name) const;
    void set(std::string_view name, std::string_view text);
    void erase(std::string_view name);
    /// By name, in their order.
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const { return m_texts; }

    friend bool operator==(const KeptTexts&, const KeptTexts&) = default;

private:
    std::vector<std::pair<std::string, std::string>> m_texts;
};

} // namespace cairn::core
