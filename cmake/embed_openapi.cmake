# Makes one C++ source that holds the bytes of docs/openapi.json, so that the collector needs no file beside it. It runs
# at build time, with -DFILE= and -DOUT=, and changes no byte.
file(READ ${FILE} bytes)
file(WRITE ${OUT} "// Made by cmake/embed_openapi.cmake from docs/openapi.json; it is never edited.
#include \"collector/openapi.hpp\"

namespace assent::collector {

std::string_view openapi_document() {
  static constexpr std::string_view document = R\"embedded(${bytes})embedded\";
  return document;
}

}  // namespace assent::collector
")
