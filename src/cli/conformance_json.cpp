// JSON texts to accept or refuse, and canonical JSON. Names may repeat here: RFC 8259 allows it, and only policies,
// records and canonical forms refuse it.
#include "authoring/canonical_json.hpp"
#include "cli/conformance.hpp"
#include "collector/encoding.hpp"

namespace assent::cli {

namespace {

using authoring::Json;

std::optional<Json> read(std::string_view text, bool unique_names) {
  authoring::JsonRules rules;
  rules.unique_names = unique_names;
  std::vector<authoring::JsonFault> faults;
  return authoring::read_json(text, rules, faults);
}

}  // namespace

Tally run_json(const Json& file) {
  Tally tally;
  for (const Json& vector : file.at("vectors")) {
    const auto name = vector.at("name").get<std::string>();
    const auto expected = vector.at("expect").get<std::string>();
    const auto text = collector::from_base64(vector.at("base64").get<std::string>());
    if (!text || (expected != "accept" && expected != "reject" && expected != "either")) {
      tally.count(false, name, "the case itself is malformed");
      continue;
    }
    const bool accepted = read(*text, false).has_value();
    tally.count(expected == "either" || accepted == (expected == "accept"), name, accepted ? "accepted" : "refused");
  }
  return tally;
}

Tally run_jcs(const Json& file) {
  Tally tally;
  for (const Json& vector : file.at("vectors")) {
    const auto name = vector.at("name").get<std::string>();
    const auto expected = vector.at("expectedUtf8").get<std::string>();
    const auto value = read(vector.at("inputUtf8").get<std::string>(), true);
    const std::string canonical = value ? authoring::canonical_json(*value) : "";
    tally.count(value && canonical == expected, name, value ? "came out as " + canonical : "was refused");
  }
  return tally;
}

}  // namespace assent::cli
