#include "core/exchange/place_lists.h"

#include <algorithm>
#include <unordered_set>

namespace cairn::core {

namespace {

/// Whether the store has a row of this kind in its list that the file does not hold.
template<class R, class List>
bool hasOthers(const List& list, const RowsHere& here) {
    std::unordered_set<Uuid> named;
    for (const auto& row : list) named.insert(row.record.id);
    return std::ranges::any_of(
        here.all<R>(), [&](const auto& entry) { return !entry.second.record.removed && !named.contains(entry.first); });
}

/// Whether the import may move the row that is here: it tells a place, nobody else gave it one, and it is in the list.
template<class R>
bool isMovable(const Imported<R>& row, const RowHere<R>& before) {
    const FieldSet position = fieldSet<R>("position");
    return (row.given & position) != 0 && (before.written & position) == 0 && !before.record.removed;
}

template<class R>
void placeList(ImportRows& rows, const RowsHere& here) {
    auto& list = rowsOf<R>(rows);
    if (!hasOthers<R>(list, here)) return;
    double last = 0;
    for (const auto& [id, row] : here.all<R>()) last = std::max(last, row.record.position);
    std::vector<R*> placed;
    std::vector<double> positions;
    for (auto& row : list) {
        const RowHere<R>* const before = here.find<R>(row.record.id);
        if (before != nullptr && !isMovable<R>(row, *before)) continue;
        placed.push_back(&row.record);
        positions.push_back(before != nullptr ? before->record.position : ++last);
    }
    std::ranges::stable_sort(placed, {}, &R::position);
    std::ranges::sort(positions);
    for (std::size_t i = 0; i < placed.size(); ++i) placed[i]->position = positions[i];
}

} // namespace

void placeLists(ImportRows& rows, const RowsHere& here) {
    placeList<Section>(rows, here);
    placeList<Habit>(rows, here);
    placeList<Goal>(rows, here);
}

} // namespace cairn::core
