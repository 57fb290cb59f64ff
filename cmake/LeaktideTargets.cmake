# leaktide_library(NAME SOURCES a.cpp … [DEPENDS lib …])
# A static library of one folder. DEPENDS are public, since headers show their types.
function(leaktide_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC leaktide_options ${arg_DEPENDS})
endfunction()

# leaktide_test(NAME SOURCES tst_x.cpp … [DEPENDS lib …] [LABELS label …] [TIMEOUT seconds])
# A Qt Test program and its ctest entry. Headless: the offscreen platform is set for every test.
function(leaktide_test name)
  cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;DEPENDS;LABELS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES
    AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  target_link_libraries(${name} PRIVATE leaktide_options Qt6::Test ${arg_DEPENDS})
  target_compile_definitions(${name} PRIVATE
    LEAKTIDE_SOURCE_DIR="${CMAKE_SOURCE_DIR}" LEAKTIDE_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
  add_test(NAME ${name} COMMAND ${name})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 60)
  endif()
  set_tests_properties(${name} PROPERTIES
    TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}" ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
endfunction()
