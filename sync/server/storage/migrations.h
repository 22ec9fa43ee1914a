#pragma once

#include <span>
#include <string_view>

namespace cairn::sync {

/// The numbered SQL files of sync/server/storage/migrations, embedded when the program is built: entry i turns version
/// i into version i + 1. Frozen once released. They live as long as the program.
std::span<const std::string_view> serverMigrations();

} // namespace cairn::sync
