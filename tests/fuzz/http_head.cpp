// Any bytes as the head of a request, and as its target.
#include "collector/http_edge.hpp"

using namespace assent::collector;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view received(reinterpret_cast<const char*>(data), size);
  const Limits limits;
  if (const std::size_t end = http_edge::head_end(received, 0)) http_edge::check_head(received.substr(0, end), limits);
  if (const auto target = http_edge::parse_target(received)) http_edge::query_value(target->query, "lang");
  return 0;
}
