#include "core/exchange/json_rows.h"

#include <fmt/format.h>
#include <iterator>

namespace cairn::core {

namespace {

using nlohmann::json;

/// Walks over the text and counts the lines that it has passed.
class LineCounting {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    LineCounting(const char* place, std::size_t* line) : m_place(place), m_line(line) {}
    reference operator*() const { return *m_place; }
    LineCounting& operator++() {
        if (*m_place == '\n') ++*m_line;
        ++m_place;
        return *this;
    }
    LineCounting operator++(int) {
        LineCounting before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const LineCounting& a, const LineCounting& b) { return a.m_place == b.m_place; }
    friend bool operator!=(const LineCounting& a, const LineCounting& b) { return !(a == b); }

private:
    const char* m_place;
    std::size_t* m_line;
};

/// Puts the parser's events together to rows.
class RowBuilder final : public nlohmann::json_sax<json> {
public:
    RowBuilder(const JsonRowSink& sink, const std::size_t& line) : m_sink(sink), m_line(line) {}

    bool null() override { return take(nullptr); }
    bool boolean(bool value) override { return take(value); }
    bool number_integer(std::int64_t value) override { return take(value); }
    bool number_unsigned(std::uint64_t value) override { return take(value); }
    bool number_float(double value, const std::string&) override { return take(value); }
    bool string(std::string& value) override { return take(std::move(value)); }
    bool binary(json::binary_t&) override { return fail(ErrorCode::damagedFile, "holds binary data"); }
    bool start_object(std::size_t) override { return open(Shape::object); }
    bool start_array(std::size_t) override { return open(Shape::list); }
    bool key(std::string& name) override {
        m_key = std::move(name);
        return true;
    }
    bool end_array() override;
    bool end_object() override;
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
        return fail(ErrorCode::damagedFile, "is no JSON");
    }

    [[nodiscard]] Result<void> result() const {
        if (m_error) return tl::unexpected(*m_error);
        return {};
    }

private:
    enum class Shape : std::uint8_t { object, list };
    struct Frame {
        Shape shape{};
        std::string key;            ///< the member that it is the value of
        std::size_t pathLength = 0; ///< of the path before it
        JsonRow row;
        json list;
    };

    bool fail(ErrorCode code, std::string_view what) {
        m_error = Error{code, fmt::format("line {} {}", m_line, what)};
        return false;
    }
    bool take(json value);
    bool open(Shape shape);
    Frame close();

    const JsonRowSink& m_sink;
    const std::size_t& m_line;
    std::vector<Frame> m_open;
    std::string m_key;
    std::string m_path;
    std::optional<Error> m_error;
};

bool RowBuilder::take(json value) {
    if (m_open.empty()) return fail(ErrorCode::damagedFile, "is neither an object nor a list");
    Frame& frame = m_open.back();
    if (frame.shape == Shape::object)
        frame.row.members.emplace_back(std::move(m_key), std::move(value));
    else
        frame.list.push_back(std::move(value));
    return true;
}

bool RowBuilder::open(Shape shape) {
    if (m_open.size() == deepestJson) return fail(ErrorCode::damagedFile, "is nested too deep");
    Frame frame{shape, {}, m_path.size(), {m_line, {}}, json::array()};
    if (!m_open.empty() && m_open.back().shape == Shape::object) {
        frame.key = std::move(m_key);
        if (!m_path.empty()) m_path += '/';
        m_path += frame.key;
    }
    m_open.push_back(std::move(frame));
    return true;
}

RowBuilder::Frame RowBuilder::close() {
    Frame frame = std::move(m_open.back());
    m_open.pop_back();
    return frame;
}

bool RowBuilder::end_array() {
    Frame frame = close();
    m_path.resize(frame.pathLength);
    if (m_open.empty()) return true;
    m_key = std::move(frame.key);
    return take(std::move(frame.list));
}

bool RowBuilder::end_object() {
    Frame frame = close();
    const bool goesOn = m_sink(m_path, std::move(frame.row));
    m_path.resize(frame.pathLength);
    return goesOn || fail(ErrorCode::cancelled, "was the last that was read");
}

} // namespace

const json* JsonRow::find(std::string_view name) const {
    for (const auto& [key, value] : members)
        if (key == name) return &value;
    return nullptr;
}

Result<void> readJsonRows(std::string_view text, const JsonRowSink& sink) {
    std::size_t line = 1;
    RowBuilder builder(sink, line);
    const LineCounting begin(text.data(), &line);
    const LineCounting end(text.data() + text.size(), &line);
    const bool isWhole = json::sax_parse(begin, end, &builder);
    if (auto result = builder.result(); !result) return result;
    if (!isWhole) return failure(ErrorCode::damagedFile, "the file is no JSON");
    return {};
}

} // namespace cairn::core
