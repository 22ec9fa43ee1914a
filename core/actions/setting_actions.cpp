#include "core/actions/setting_actions.h"

#include <algorithm>

#include "core/actions/edit_builder.h"

namespace cairn::core {

Result<Edit> setSetting(const ActionContext& context, std::string_view key, const std::string& value) {
    const SettingDescription* const known = settingNamed(key);
    if (known == nullptr) return failure(ErrorCode::notFound, "no such setting");
    Profile profile;
    if (const auto valid = known->apply(profile, value); !valid) return tl::unexpected(valid.error());
    Setting after{{}, std::string(key), value, {}};
    assignNaturalId(after);
    const auto before = context.reader.find<Setting>(after.id);
    if (!before) return tl::unexpected(before.error());
    EditBuilder edit(Action::setSetting, std::string(key));
    if (*before && !(*before)->removed)
        edit.change(**before, after);
    else
        edit.create(after);
    return edit.take();
}

} // namespace cairn::core
