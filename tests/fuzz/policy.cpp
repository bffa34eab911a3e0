// Any text as a whole policy, its parts under one JSON object. It ends in problems, or in a pack that the core takes:
// nothing that the linter passes may fail behind it.
#include <cstdlib>
#include <cstring>

#include "authoring/build_pack.hpp"
#include "authoring/compile.hpp"
#include "authoring/digest.hpp"
#include "authoring/lint.hpp"
#include "authoring/parts.hpp"
#include "authoring/write_layers.hpp"
#include "policy/verify.hpp"

using namespace assent;
using namespace assent::authoring;

namespace {

// A part of the input, read as the file of its name would be.
class Parts {
 public:
  Parts(const Json& all, Problems& problems) : all_(all), problems_(problems) {}

  Element operator[](const char* name) {
    const auto part = all_.find(name);
    return {part == all_.end() ? empty_ : *part, {std::string(name).append(".json"), ""}, problems_};
  }

 private:
  const Json& all_;
  const Json empty_ = Json::object();
  Problems& problems_;
};

Policy read(Parts parts) {
  Policy policy;
  policy.site = read_site(parts["site"]);
  policy.regimes.push_back(read_regime(parts["regime"]));
  policy.purposes = read_purposes(parts["purposes"]);
  policy.attributes = read_attributes(parts["attributes"]);
  policy.services = read_services(parts["services"]);
  policy.notice = read_notice(parts["notice"]);
  policy.maps = read_map(parts["map"], "map");
  policy.slots.push_back(read_slot(parts["slot"], "slot"));
  const Texts texts = read_texts(parts["texts"]);
  const Json& content = parts["content"].json();
  for (const std::string& language : policy.site.languages) {
    policy.texts[language] = texts;
    policy.contents[language]["slot"] = content.is_string() ? content.get<std::string>() : "";
  }
  return policy;
}

void build(const Lookup& lookup, const Order& order, const std::string& language) {
  const std::string hash = sha256_hex(lookup.policy().contents.at(language).at("slot"));
  const std::string layers = write_layers(lookup, order, language, {{"slot", hash}});
  FileHashes hashes;
  hashes.layers = sha256_hex(layers);
  const std::string bytes = build_pack(lookup, order, language, hashes, layers);
  std::vector<std::uint64_t> aligned(bytes.size() / sizeof(std::uint64_t) + 1);
  std::memcpy(aligned.data(), bytes.data(), bytes.size());
  const std::span<const std::uint8_t> span(reinterpret_cast<const std::uint8_t*>(aligned.data()), bytes.size());
  if (!policy::open(span)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<JsonFault> faults;
  const auto json = read_json({reinterpret_cast<const char*>(data), size}, {}, faults);
  if (!json || !json->is_object()) return 0;
  Problems problems;
  const Policy policy = read(Parts(*json, problems));
  const Lookup lookup(policy);
  const auto order = lint_policy(lookup, 20'000, problems);
  for (const Problem& each : problems.all()) to_line(each);
  if (problems.errors() > 0 || !order) return 0;
  for (const std::string& language : policy.site.languages) build(lookup, *order, language);
  return 0;
}
