# Makes one C++ source that holds the bytes of docs/openapi.json, so that the collector needs no file beside it. It runs
# at build time, with -DFILE= and -DOUT=, and changes no byte. As numbers: a literal of so many letters is beyond what
# compilers must take.
file(READ ${FILE} bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
file(WRITE ${OUT} "// Made by cmake/embed_openapi.cmake from docs/openapi.json; it is never edited.
#include \"collector/openapi.hpp\"

namespace assent::collector {

std::string_view openapi_document() {
  static constexpr unsigned char document[] = {${bytes}};
  return {reinterpret_cast<const char*>(document), sizeof document};
}

}  // namespace assent::collector
")
