# The core module: standalone, instantiated with {}, exports from a reviewed list, no imports (pinned by a test).
file(STRINGS wasm/core.exports core_exports)
list(TRANSFORM core_exports PREPEND "_" OUTPUT_VARIABLE core_symbols)
list(JOIN core_symbols "," core_symbols)

add_executable(core wasm/core.cpp wasm/records.cpp wasm/effects_text.cpp wasm/memory.cpp wasm/no_imports.c)
target_link_libraries(core PRIVATE assent_session)
set_target_properties(core PROPERTIES SUFFIX ".wasm" RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}
                                      LINK_DEPENDS ${CMAKE_SOURCE_DIR}/package-lock.json) # another binaryen, other bytes

# What this module is inlined by is measured, as brotli sees it. In LLVM: what the sources mark as inline, where that is
# smaller than the call (Emscripten alone would leave all of it to binaryen). In binaryen: functions of one caller stay.
target_link_options(
  core PRIVATE --no-entry -sSTANDALONE_WASM -sMALLOC=none -sSUPPORT_ERRNO=0 -sFILESYSTEM=0 -sALLOW_MEMORY_GROWTH
  -sEXPORTED_FUNCTIONS=${core_symbols} -Wl,-mllvm,-inline-threshold=-50
  -sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=0)

# Emscripten exports more than it is asked to; what only those exports need goes with them.
list(JOIN core_exports "\", \"" kept)
list(TRANSFORM core_exports REPLACE "(.+)" "{\"name\": \"\\1\", \"export\": \"\\1\"}")
list(JOIN core_exports ",\n " named)
file(WRITE ${CMAKE_BINARY_DIR}/core-exports.json
     "[{\"name\": \"page\", \"root\": true, \"reaches\": [\"memory\", \"_initialize\", \"${kept}\"]},\n"
     " {\"name\": \"memory\", \"export\": \"memory\"},\n {\"name\": \"_initialize\", \"export\": \"_initialize\"},\n"
     " ${named}]\n")
# Then a newer binaryen than Debian's, from the npm packages: the order of its passes is measured too.
set(binaryen ${CMAKE_SOURCE_DIR}/node_modules/.bin)
set(features --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals)
set(passes --always-inline-max-function-size=4 --flatten --rereloop --dealign -Oz -O2 -Oz)
add_custom_command(
  TARGET core POST_BUILD
  COMMAND ${binaryen}/wasm-metadce ${features} --graph-file=core-exports.json core.wasm -o core.kept.wasm
          > core.dropped.txt
  COMMAND ${binaryen}/wasm-opt ${features} ${passes} core.kept.wasm -o core.wasm
  WORKING_DIRECTORY ${CMAKE_BINARY_DIR}
  VERBATIM)
