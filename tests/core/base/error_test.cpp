#include "core/base/error.h"

#include <set>

#include "tests/support/catch.h"

using namespace cairn::core;

TEST_CASE("every error code has a name and a status of its own row", "[core][error]") {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(ErrorCode::internal); ++i) {
        const auto code = static_cast<ErrorCode>(i);
        names.insert(codeName(code));
        CHECK(httpStatus(code) >= 400);
        CHECK(httpStatus(code) <= 503);
    }
    CHECK(names.size() == static_cast<std::size_t>(ErrorCode::internal) + 1);
    CHECK(codeName(ErrorCode::notFound) == "NOT_FOUND");
    CHECK(httpStatus(ErrorCode::notFound) == 404);
}

TEST_CASE("a failure carries its code and detail", "[core][error]") {
    const Result<int> result = failure(ErrorCode::conflict, "twice");
    CHECK(result.error() == Error{ErrorCode::conflict, "twice"});
}
