# Settings every target shares: the language, warnings, where binaries land, ccache, sanitizers.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
find_package(Threads REQUIRED)

set(LEAKTIDE_SANITIZE "" CACHE STRING "Sanitizers for every target, e.g. address,undefined or thread")

find_program(LEAKTIDE_CCACHE ccache)
if(LEAKTIDE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${LEAKTIDE_CCACHE}")
endif()

add_library(leaktide_options INTERFACE)
target_include_directories(leaktide_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(leaktide_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wnull-dereference
  $<$<BOOL:${LEAKTIDE_WARNINGS_AS_ERRORS}>:-Werror>)
if(LEAKTIDE_SANITIZE)
  target_compile_options(leaktide_options INTERFACE
    -fsanitize=${LEAKTIDE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(leaktide_options INTERFACE -fsanitize=${LEAKTIDE_SANITIZE})
endif()
target_link_libraries(leaktide_options INTERFACE Threads::Threads)
