# What runs on servers and desks only: authoring, the collector and the `assent` command.
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS unit_test_framework)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlienc)
find_package(date REQUIRED CONFIG)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(spdlog REQUIRED)
find_package(prometheus-cpp REQUIRED CONFIG COMPONENTS core)

assent_library(authoring LINK assent_session nlohmann_json::nlohmann_json PkgConfig::SODIUM date::date-tz)

# Presets, schema and the starter policy stand in the binary: `assent init` writes them wherever it runs.
file(GLOB_RECURSE starter_files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} policies/regimes/*.json
     policies/schema/*.json src/authoring/starter/*)
list(JOIN starter_files "," starter_list)
set(starter_source ${ASSENT_GENERATED}/starter_bytes.cpp)
add_custom_command(
  OUTPUT ${starter_source}
  COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR} -DFILES=${starter_list} -DOUT=${starter_source}
          -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
  DEPENDS ${starter_files} cmake/embed.cmake
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  VERBATIM)
target_sources(assent_authoring PRIVATE ${starter_source})

assent_library(collector LINK assent_authoring Boost::headers OpenSSL::SSL PkgConfig::SQLITE PkgConfig::BROTLI spdlog::spdlog
                              prometheus-cpp::core Threads::Threads)

# The collector serves the description of its own interface.
set(openapi_source ${ASSENT_GENERATED}/openapi_bytes.cpp)
add_custom_command(
  OUTPUT ${openapi_source}
  COMMAND ${CMAKE_COMMAND} -DFILE=${CMAKE_SOURCE_DIR}/docs/openapi.json -DOUT=${openapi_source}
          -P ${CMAKE_SOURCE_DIR}/cmake/embed_openapi.cmake
  DEPENDS docs/openapi.json cmake/embed_openapi.cmake
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  VERBATIM)
target_sources(assent_collector PRIVATE ${openapi_source})

# The commands stand in a library, so that unit tests call them too; main.cpp only lists them.
file(GLOB cli_sources CONFIGURE_DEPENDS src/cli/*.cpp)
list(FILTER cli_sources EXCLUDE REGEX "/main\\.cpp$")
add_library(assent_cli STATIC ${cli_sources})
target_link_libraries(assent_cli PUBLIC assent_collector)
add_executable(assent src/cli/main.cpp)
target_link_libraries(assent PRIVATE assent_cli)
set_target_properties(assent PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
