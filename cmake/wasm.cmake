# The core module: standalone, instantiated with {}, exports from a reviewed list, no imports (pinned by a test).
file(STRINGS wasm/core.exports core_exports)
list(TRANSFORM core_exports PREPEND "_" OUTPUT_VARIABLE core_symbols)
list(JOIN core_symbols "," core_symbols)

add_executable(core wasm/core.cpp wasm/records.cpp wasm/effects_text.cpp wasm/memory.cpp wasm/no_imports.c)
target_link_libraries(core PRIVATE assent_session)
set_target_properties(core PROPERTIES SUFFIX ".wasm" RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

# Measured: functions of up to these sizes (in binaryen's nodes) cost less in place than called, as brotli sees it.
set(inlined --always-inline-max-function-size=4 --one-caller-inline-max-function-size=40)
list(JOIN inlined "," inlined_by_emcc)
target_link_options(
  core PRIVATE --no-entry -sSTANDALONE_WASM -sMALLOC=none -sSUPPORT_ERRNO=0 -sFILESYSTEM=0 -sALLOW_MEMORY_GROWTH
  -sEXPORTED_FUNCTIONS=${core_symbols} -sBINARYEN_EXTRA_PASSES=${inlined_by_emcc})

# Emscripten exports more than it is asked to; what only those exports need goes with them.
list(JOIN core_exports "\", \"" kept)
list(TRANSFORM core_exports REPLACE "(.+)" "{\"name\": \"\\1\", \"export\": \"\\1\"}")
list(JOIN core_exports ",\n " named)
file(WRITE ${CMAKE_BINARY_DIR}/core-exports.json
     "[{\"name\": \"page\", \"root\": true, \"reaches\": [\"memory\", \"_initialize\", \"${kept}\"]},\n"
     " {\"name\": \"memory\", \"export\": \"memory\"},\n {\"name\": \"_initialize\", \"export\": \"_initialize\"},\n"
     " ${named}]\n")
set(features --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals)
add_custom_command(
  TARGET core POST_BUILD
  COMMAND wasm-metadce ${features} --graph-file=core-exports.json core.wasm -o core.kept.wasm > core.dropped.txt
  COMMAND wasm-opt ${features} ${inlined} -Oz core.kept.wasm -o core.wasm
  WORKING_DIRECTORY ${CMAKE_BINARY_DIR}
  VERBATIM)
