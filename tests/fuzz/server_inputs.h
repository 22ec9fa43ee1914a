#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cairn::fuzz {

// What strangers send to the server, and what its administrator writes.

void parseRequestHead(std::string_view bytes);
std::vector<std::string> requestHeadSeeds();

/// A body packed by gzip or zstd; the first byte says which.
void unpackBody(std::string_view bytes);
std::vector<std::string> packedBodySeeds();

/// Access tokens under keys that the input does not know: none is good.
void verifyToken(std::string_view bytes);
std::vector<std::string> tokenSeeds();

void parseServerConfig(std::string_view bytes);
std::vector<std::string> serverConfigSeeds();

} // namespace cairn::fuzz
