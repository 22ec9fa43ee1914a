#include "tests/core/exchange/zip_maker.h"

namespace cairn::support {

namespace {

/// CRC-32 as in ISO 3309.
std::uint32_t checksum(const std::string& bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

std::string littleEndian(std::uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i, value >>= 8) text += static_cast<char>(value & 0xFF);
    return text;
}

/// What the local header and the directory have in common: from the needed version to the lengths of the texts.
std::string facts(const ZipEntry& entry) {
    const std::uint64_t size = entry.claimedSize != 0 ? entry.claimedSize : entry.bytes.size();
    return littleEndian(20, 2) + littleEndian(0, 2) + littleEndian(0, 2) + littleEndian(0x21'0000, 4) +
           littleEndian(checksum(entry.bytes), 4) + littleEndian(entry.bytes.size(), 4) + littleEndian(size, 4) +
           littleEndian(entry.path.size(), 2) + littleEndian(0, 2);
}

} // namespace

std::string zipOf(const std::vector<ZipEntry>& entries) {
    std::string zip;
    std::string directory;
    for (const ZipEntry& entry : entries) {
        directory += std::string("PK\x01\x02") + littleEndian(20, 2) + facts(entry) + littleEndian(0, 10) +
                     littleEndian(zip.size(), 4) + entry.path;
        zip += "PK\x03\x04" + facts(entry) + entry.path + entry.bytes;
    }
    const std::size_t start = zip.size();
    const std::uint64_t count = entries.size() & 0xFFFF;
    return zip + directory + "PK\x05\x06" + littleEndian(0, 4) + littleEndian(count, 2) + littleEndian(count, 2) +
           littleEndian(directory.size(), 4) + littleEndian(start, 4) + littleEndian(0, 2);
}

} // namespace cairn::support
