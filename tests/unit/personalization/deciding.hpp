// A site with one feature and a visitor of it, for tests of what features give.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features_site.hpp"

namespace assent::test {

using personalization::Outcome;
using personalization::Source;

inline std::string with_rules(std::string_view rules, std::string_view fallback = R"("default")") {
  return R"({"features": {"f": {"defaultValue": )" + std::string(fallback) + R"(, "rules": )" + std::string(rules) +
         "}}}";
}

// A site with one feature, "f", and a visitor of it.
struct Deciding {
  explicit Deciding(std::string_view features, std::string_view attributes = "{}")
      : site(features, attributes), visitor(site) {}

  std::string gets(std::string_view feature = "f") { return visitor.gets(feature); }
  Outcome decides(std::string_view feature = "f") { return visitor.decides(feature); }
  Source source(std::string_view feature = "f") { return visitor.decides(feature).source; }
  void keeps() { visitor.setting.kept = &visitor.kept; }
  void has_kept(std::string_view attribute, std::string_view value, std::string_view key, std::uint32_t version,
                std::string_view name) {
    keeps();
    visitor.kept.add(site.attribute(attribute), base::Text(value), base::Text(key), version, base::Text(name));
  }
  // What is kept, each as "attribute value key version name".
  std::vector<std::string> kept() const {
    std::vector<std::string> all;
    for (const std::string& line : described(visitor.kept)) {
      const auto* attribute = policy::id_at(site.pack().attributes(), std::stoul(line));
      all.push_back(std::string(policy::view(attribute)) + line.substr(line.find(' ')));
    }
    return all;
  }

  FeaturesSite site;
  Visitor visitor;
};

using Lines = std::vector<std::string>;

// Two variations of equal weight, kept by the names "c" and "t".
inline constexpr std::string_view halves =
    R"("variations": ["control", "treatment"], "meta": [{"key": "c"}, {"key": "t"}])";

inline std::string experiment(std::string_view more = "") {
  return with_rules("[{" + std::string(halves) + std::string(more) + "}]");
}
inline std::string alone(std::string_view more = "") {
  return R"({"experiments": [{"key": "e", )" + std::string(halves) + std::string(more) + "}]}";
}

inline const std::string in_control = id_between("f", 0, 0.5);
inline const std::string in_treatment = id_between("f", 0.5, 1);

}  // namespace assent::test
