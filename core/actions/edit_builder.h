#pragma once

#include <algorithm>
#include <string>
#include <utility>

#include "core/domain/change.h"
#include "core/store/reader.h"

namespace cairn::core {

/// Collects the changes of one act.
class EditBuilder {
public:
    EditBuilder(Action action, std::string subject) { m_edit.origin.name = {action, std::move(subject)}; }

    template<class R>
    void create(const R& record) {
        m_edit.changes.push_back(creation(record));
    }
    /// Nothing where the two are equal.
    template<class R>
    void change(const R& before, const R& after) {
        Change changed = difference(before, after);
        if (!changed.fields.empty()) m_edit.changes.push_back(std::move(changed));
    }
    void add(Change change) { m_edit.changes.push_back(std::move(change)); }
    Edit take() { return std::move(m_edit); }

private:
    Edit m_edit;
};

/// The present record with this identifier. Errors: notFound, also when it lies in the trash.
template<class R>
Result<R> presentRecord(const Reader& reader, const Uuid& id) {
    auto found = reader.find<R>(id);
    if (!found) return tl::unexpected(found.error());
    if (!*found || (*found)->removed)
        return failure(ErrorCode::notFound, std::string("no such ") + std::string(describe<R>().name));
    return **found;
}

/// The position behind the last of `records`.
template<class R>
double positionAtEnd(const std::vector<R>& records) {
    double last = 0;
    for (const R& record : records) last = std::max(last, record.position);
    return last + 1;
}

} // namespace cairn::core
