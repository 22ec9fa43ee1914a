#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/domain/kind.h"

namespace cairn::core {

/// The rows of a batch in few bytes: for each kind, runs of keys that follow each other, in their order.
class BatchRows {
public:
    void add(Kind kind, std::int64_t key);
    void erase(Kind kind, std::int64_t key);
    [[nodiscard]] bool contains(Kind kind, std::int64_t key) const;
    [[nodiscard]] bool empty() const { return m_runs.empty(); }
    /// How many rows there are.
    [[nodiscard]] std::size_t count() const;
    void add(const BatchRows& others);
    /// Calls `function(kind, key)` for each row, parents before what belongs to them, until it returns false.
    template<class Function>
    void forEachWhile(const Function& function) const {
        for (const auto& [kind, runs] : m_runs)
            for (const auto& [first, end] : runs)
                for (std::int64_t key = first; key < end; ++key)
                    if (!function(kind, key)) return;
    }

    [[nodiscard]] std::string toBytes() const;
    /// The rows that toBytes wrote; those of kinds that this program does not know are left out. Errors: storeDamaged.
    static Result<BatchRows> fromBytes(std::string_view bytes);

private:
    using Runs = std::map<std::int64_t, std::int64_t>; ///< from the first key to the one after the last
    static void addRun(Runs& runs, std::int64_t first, std::int64_t end);

    std::map<Kind, Runs> m_runs; ///< no kind without runs
};

} // namespace cairn::core
