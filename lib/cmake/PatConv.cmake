# Build helpers. Every source of the project is compiled once, into object
# libraries, and linked twice: into the tools against the shared libMLIR, and
# into the Python extension against the static archives.

add_library(patconv_options INTERFACE)
target_include_directories(patconv_options SYSTEM INTERFACE
  ${LLVM_INCLUDE_DIRS} ${MLIR_INCLUDE_DIRS})
target_include_directories(patconv_options INTERFACE
  ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
target_compile_options(patconv_options INTERFACE
  -Wall -Wextra -Wno-unused-parameter -Werror=return-type -Werror=switch
  # gcc's unique symbols would be one with those of torch-mlir's LLVM.
  $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)

# Every generated file; every source waits for all of them.
add_custom_target(PatConvTableGen)

# patconv_add_library(NAME SOURCES... [DEPENDS TARGETS...])
function(patconv_add_library name)
  cmake_parse_arguments(ARG "" "" "DEPENDS" ${ARGN})
  add_library(${name} OBJECT ${ARG_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PUBLIC patconv_options)
  add_dependencies(${name} PatConvTableGen ${ARG_DEPENDS})
  target_precompile_headers(${name} PRIVATE
    ${PROJECT_SOURCE_DIR}/lib/cmake/Precompiled.h)
  set_property(GLOBAL APPEND PROPERTY PATCONV_LIBRARIES ${name})
endfunction()

# patconv_tablegen(SOURCE OUTPUT ARGUMENTS...): one generated file.
function(patconv_tablegen source output)
  set(LLVM_TARGET_DEFINITIONS ${source})
  mlir_tablegen(${output} ${ARGN} -I${PROJECT_SOURCE_DIR}
    -I${MLIR_INCLUDE_DIRS})
  string(MAKE_C_IDENTIFIER "${CMAKE_CURRENT_SOURCE_DIR}/${output}" target)
  add_custom_target(generate${target}
    DEPENDS ${CMAKE_CURRENT_BINARY_DIR}/${output})
  add_dependencies(PatConvTableGen generate${target})
endfunction()
