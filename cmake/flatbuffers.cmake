# The pack's generated header, made from its schema at build time.
find_program(FLATC flatc REQUIRED)
set(ASSENT_GENERATED ${CMAKE_BINARY_DIR}/generated)
add_custom_command(
  OUTPUT ${ASSENT_GENERATED}/policy/pack_generated.h
  COMMAND ${FLATC} --cpp --scoped-enums -o ${ASSENT_GENERATED}/policy ${CMAKE_SOURCE_DIR}/src/policy/pack.fbs
  DEPENDS ${CMAKE_SOURCE_DIR}/src/policy/pack.fbs
  VERBATIM)
add_custom_target(assent_pack_header DEPENDS ${ASSENT_GENERATED}/policy/pack_generated.h)
add_library(assent_pack_schema INTERFACE)
add_dependencies(assent_pack_schema assent_pack_header)
target_include_directories(assent_pack_schema SYSTEM INTERFACE ${ASSENT_GENERATED})
if(EMSCRIPTEN)
  # Debian's headers are not on emcc's path: bring the one library that the runtime reads into the build.
  file(COPY /usr/include/flatbuffers DESTINATION ${CMAKE_BINARY_DIR}/include)
  target_include_directories(assent_pack_schema SYSTEM INTERFACE ${CMAKE_BINARY_DIR}/include)
endif()
