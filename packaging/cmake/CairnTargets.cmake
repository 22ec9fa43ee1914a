# cairn_library(NAME SOURCES … [PUBLIC …] [PRIVATE …]): one folder, one static library, called cairn::NAME.
# Headers are included from the project's root ("core/base/date.h").
function(cairn_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(cairn_${name} STATIC ${arg_SOURCES})
  add_library(cairn::${name} ALIAS cairn_${name})
  target_include_directories(cairn_${name} PUBLIC "${PROJECT_SOURCE_DIR}")
  target_link_libraries(cairn_${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  set_property(GLOBAL APPEND PROPERTY CAIRN_LIBRARIES cairn_${name})
endfunction()

# cairn_migrations(VARIABLE FUNCTION HEADER): the folder's migrations/*.sql in the order of their numbers, as a source
# file that defines FUNCTION (cairn::core::migrations) declared in HEADER; VARIABLE is set to that file.
function(cairn_migrations variable function header)
  file(GLOB files CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/migrations/*.sql")
  list(SORT files)
  list(LENGTH files count)
  set(texts "")
  foreach(file IN LISTS files)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    file(READ "${file}" text)
    string(APPEND texts "        R\"sql(${text})sql\",\n")
  endforeach()
  set(source "${CMAKE_CURRENT_BINARY_DIR}/migrations.cpp")
  configure_file("${PROJECT_SOURCE_DIR}/packaging/cmake/migrations.cpp.in" "${source}" @ONLY)
  set(${variable} "${source}" PARENT_SCOPE)
endfunction()

# cairn_program(NAME SOURCES … [LINKS …]): an executable in <build>/bin.
function(cairn_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE ${arg_LINKS})
  set_property(GLOBAL APPEND PROPERTY CAIRN_PROGRAMS ${name})
endfunction()

# cairn_test(NAME SOURCES … [LINKS …] [LABELS …]): a Catch2 program that links the module it tests, and one CTest entry.
function(cairn_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS;LABELS;ENVIRONMENT" ${ARGN})
  cairn_program(${name} SOURCES ${arg_SOURCES} LINKS ${arg_LINKS} cairn_test_main)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" ENVIRONMENT "${arg_ENVIRONMENT}")
endfunction()

# cairn_fuzzer(NAME SOURCES … [LINKS …]): a libFuzzer program; NAME begins with fuzz_. Seeds: tests/fuzz/corpus/.
function(cairn_fuzzer name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  cairn_program(${name} SOURCES ${arg_SOURCES} LINKS ${arg_LINKS})
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
endfunction()
