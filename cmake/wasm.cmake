# The core module: standalone, instantiated with {}, exports from a reviewed list, no imports (pinned by a test).
file(STRINGS wasm/core.exports core_exports)
list(TRANSFORM core_exports PREPEND "_")
list(JOIN core_exports "," core_export_list)

add_executable(core wasm/core.cpp wasm/records.cpp wasm/effects_text.cpp wasm/memory.cpp wasm/no_imports.c)
target_link_libraries(core PRIVATE assent_session)
set_target_properties(core PROPERTIES SUFFIX ".wasm" RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
target_link_options(
  core PRIVATE --no-entry -sSTANDALONE_WASM -sMALLOC=none -sSUPPORT_ERRNO=0 -sFILESYSTEM=0 -sALLOW_MEMORY_GROWTH
  -sEXPORTED_FUNCTIONS=${core_export_list})
