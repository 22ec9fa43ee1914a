#pragma once

// The one place that knows where Catch2 keeps its headers: version 2 has one, version 3 several.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
