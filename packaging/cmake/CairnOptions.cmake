# Switches of the build. CMakePresets.json names the useful combinations.
option(CAIRN_DESKTOP "Build the desktop program (needs Qt Widgets)" ON)
option(CAIRN_SERVER "Build the companion server (needs Boost, OpenSSL)" ON)
option(CAIRN_TESTS "Build the tests" ON)
option(CAIRN_BENCHMARKS "Build the benchmarks" OFF)
option(CAIRN_FUZZERS "Build the libFuzzer targets (needs clang)" OFF)
option(CAIRN_FAILPOINTS "Compile failpoints in; only ever for programs under test" OFF)
option(CAIRN_WARNINGS_AS_ERRORS "Treat compiler warnings as errors" OFF)
set(CAIRN_SANITIZERS "" CACHE STRING "Sanitizers, such as address,undefined or thread")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON) # a package that one folder finds, all that link the folder see
set_property(GLOBAL PROPERTY USE_FOLDERS ON)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

if(MSVC)
  add_compile_options(/W4 /utf-8 /permissive-)
else()
  add_compile_options(-Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual)
  # Clang also counts a parameter of a friend that bears a member's name.
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wshadow>)
  # The standard library checks its own preconditions, cheaply, in every build but the one people run.
  add_compile_definitions($<$<NOT:$<CONFIG:Release>>:_GLIBCXX_ASSERTIONS>)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wno-maybe-uninitialized) # GCC 12 is wrong about std::variant and std::optional; clang-tidy looks
endif()
if(CAIRN_WARNINGS_AS_ERRORS)
  add_compile_options($<IF:$<CXX_COMPILER_ID:MSVC>,/WX,-Werror>)
endif()
if(CAIRN_SANITIZERS)
  add_compile_options(-fsanitize=${CAIRN_SANITIZERS} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  if(CAIRN_SANITIZERS MATCHES "undefined")
    add_compile_options(-fno-sanitize=vptr) # it opens a pipe to look, and is wrong where tests use up all descriptors
  endif()
  add_link_options(-fsanitize=${CAIRN_SANITIZERS})
endif()
if(CAIRN_FUZZERS)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
