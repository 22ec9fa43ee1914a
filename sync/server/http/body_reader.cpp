#include "sync/server/http/body_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sync/server/http/answers.h"

namespace cairn::sync {

using core::ErrorCode;

namespace {

constexpr std::size_t longestSecret = 1'024;

std::size_t charactersOf(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool hasControls(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

} // namespace

BodyReader::BodyReader(const Request& request) {
    auto document = readJson(request);
    if (!document)
        m_error = document.error();
    else if (!document->is_object())
        fail(ErrorCode::invalidSyntax, "the body is no JSON object");
    else
        m_document = std::make_unique<nlohmann::json>(std::move(*document));
}

BodyReader::~BodyReader() = default;

void BodyReader::fail(ErrorCode code, std::string detail) {
    if (!m_error) m_error = core::Error{code, std::move(detail)};
}

const std::string* BodyReader::find(std::string_view name) {
    m_known.emplace(name);
    if (!m_document) return nullptr;
    const auto found = m_document->find(std::string(name));
    if (found == m_document->end() || found->is_null()) return nullptr;
    if (found->is_string()) return found->get_ptr<const std::string*>();
    fail(ErrorCode::invalidValue, fmt::format("{}: must be a text", name));
    return nullptr;
}

std::optional<std::string> BodyReader::optionalText(std::string_view name, std::size_t least, std::size_t most) {
    const std::string* const value = find(name);
    if (value == nullptr) return std::nullopt;
    const std::size_t count = charactersOf(*value);
    if (count < least || count > most)
        fail(ErrorCode::invalidValue, fmt::format("{}: must have {} to {} characters", name, least, most));
    if (hasControls(*value)) fail(ErrorCode::invalidValue, fmt::format("{}: has a control character", name));
    return *value;
}

std::string BodyReader::text(std::string_view name, std::size_t least, std::size_t most) {
    const auto value = optionalText(name, least, most);
    if (!value) fail(ErrorCode::invalidValue, fmt::format("{}: is missing", name));
    return value.value_or("");
}

std::optional<std::string> BodyReader::optionalSecret(std::string_view name) {
    const std::string* const value = find(name);
    if (value == nullptr) return std::nullopt;
    if (value->size() > longestSecret) fail(ErrorCode::invalidValue, fmt::format("{}: is too long", name));
    return *value;
}

std::string BodyReader::secret(std::string_view name) {
    const auto value = optionalSecret(name);
    if (!value) fail(ErrorCode::invalidValue, fmt::format("{}: is missing", name));
    return value.value_or("");
}

core::Result<void> BodyReader::done() {
    if (m_document)
        for (const auto& [name, value] : m_document->items())
            if (!m_known.contains(name)) fail(ErrorCode::invalidValue, "the body has a field that is not known here");
    if (m_error) return tl::unexpected(*m_error);
    return {};
}

} // namespace cairn::sync
