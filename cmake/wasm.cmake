# The core, in two sizes: core.wasm, with which a page begins, and full.wasm, which knows every form in which an
# attribute may leave and takes over where a pack needs that. Standalone, instantiated with {}, exports from a reviewed
# list, no imports (pinned by a test).
# Then a newer binaryen than Debian's, from the npm packages: the order of its passes is measured too.
set(binaryen ${CMAKE_SOURCE_DIR}/node_modules/.bin)
set(features --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals)
set(passes --always-inline-max-function-size=4 --flatten --rereloop --dealign -Oz)

function(assent_module name)
  file(STRINGS wasm/${name}.exports exports)
  list(TRANSFORM exports PREPEND "_" OUTPUT_VARIABLE symbols)
  list(JOIN symbols "," symbols)
  # Emscripten exports more than it is asked to; what only those exports need goes with them.
  list(JOIN exports "\", \"" kept)
  list(TRANSFORM exports REPLACE "(.+)" "{\"name\": \"\\1\", \"export\": \"\\1\"}")
  list(JOIN exports ",\n " named)
  file(WRITE ${CMAKE_BINARY_DIR}/${name}-exports.json
       "[{\"name\": \"page\", \"root\": true, \"reaches\": [\"memory\", \"_initialize\", \"${kept}\"]},\n"
       " {\"name\": \"memory\", \"export\": \"memory\"},\n {\"name\": \"_initialize\", \"export\": \"_initialize\"},\n"
       " ${named}]\n")
  add_executable(${name} wasm/core.cpp wasm/records.cpp wasm/effects_text.cpp wasm/memory.cpp wasm/no_imports.c ${ARGN})
  target_link_libraries(${name} PRIVATE assent_session)
  set_target_properties(${name} PROPERTIES SUFFIX ".wasm" RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}
                                           LINK_DEPENDS ${CMAKE_SOURCE_DIR}/package-lock.json) # another binaryen, other bytes
  # What this module is inlined by is measured, as brotli sees it. In LLVM: what the sources mark as inline, where that
  # is smaller than the call (Emscripten alone would leave all of it to binaryen). In binaryen: functions of one caller
  # stay.
  target_link_options(
    ${name} PRIVATE --no-entry -sSTANDALONE_WASM -sMALLOC=none -sSUPPORT_ERRNO=0 -sFILESYSTEM=0 -sALLOW_MEMORY_GROWTH
    -sEXPORTED_FUNCTIONS=${symbols} -Wl,-mllvm,-inline-threshold=-50
    -sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=0)
  add_custom_command(
    TARGET ${name} POST_BUILD
    COMMAND ${binaryen}/wasm-metadce ${features} --graph-file=${name}-exports.json ${name}.wasm -o ${name}.kept.wasm
            > ${name}.dropped.txt
    COMMAND ${binaryen}/wasm-opt ${features} ${passes} ${name}.kept.wasm -o ${name}.wasm
    WORKING_DIRECTORY ${CMAKE_BINARY_DIR}
    VERBATIM)
endfunction()

# What decides features is called often and never by the small core: as fast as it gets, without calls of the browser's
# own to copy a few bytes.
set_source_files_properties(
  src/personalization/asked.cpp src/personalization/feature.cpp src/personalization/split.cpp src/profile/tree.cpp
  src/base/units.cpp PROPERTIES COMPILE_OPTIONS "-O2;-finline-functions;-mno-bulk-memory")

assent_module(
  core src/profile/no_opaque.cpp src/personalization/no_score.cpp src/personalization/no_pacing.cpp
  src/egress/no_more_forms.cpp src/egress/no_goal.cpp src/egress/no_holdout.cpp src/session/no_showing.cpp
  wasm/no_features.cpp wasm/no_pace_text.cpp)
assent_module(
  full src/profile/opaque.cpp src/profile/counts.cpp src/personalization/score.cpp src/personalization/pacing.cpp
  src/egress/more_forms.cpp src/egress/noise.cpp src/egress/goal.cpp src/egress/holdout.cpp src/session/showing.cpp
  wasm/features.cpp wasm/setting_record.cpp wasm/feature_text.cpp wasm/pace_text.cpp wasm/why.cpp wasm/why_text.cpp)
