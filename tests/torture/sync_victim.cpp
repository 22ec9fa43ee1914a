// A device in a process that is made to be killed:
//   sync_victim FILE LETTER SEED PORT TOKEN FIRST COUNT   does acts FIRST … FIRST + COUNT − 1, syncing now and then and
//   at
//                                                         the end, and prints the number of each that was acknowledged
#include <cstdlib>
#include <iostream>

#include "tests/torture/sync_device.h"

using namespace cairn::torture;

int main(int argc, char* argv[]) {
    if (argc != 8) return 2;
    const std::uint64_t seed = std::strtoull(argv[3], nullptr, 10);
    const std::int64_t first = std::atoll(argv[6]), end = first + std::atoll(argv[7]);
    try {
        SyncDevice device(argv[1], argv[2][0], seed);
        Loopback server(std::atoi(argv[4]));
        for (std::int64_t number = first; number < end; ++number) {
            device.act(number);
            std::cout << number << std::endl;
            if (number % 3 == 0 && device.sync(server, argv[5]) != SyncDevice::End::done) return 1;
        }
        return device.sync(server, argv[5]) == SyncDevice::End::done ? 0 : 1;
    } catch (const std::exception& exception) {
        std::cout << "failed: " << exception.what() << std::endl;
        return 1;
    }
}
