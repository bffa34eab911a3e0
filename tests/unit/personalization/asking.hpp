// A condition, and the visitor of whom it is asked.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "features_site.hpp"

namespace assent::test {

using namespace personalization;
using pack::Op;

inline std::string feature_with(std::string_view condition, std::string_view purpose = "personal") {
  return R"({"purpose": ")" + std::string(purpose) + R"(", "features": {"f": {"rules": [{"force": 1, "condition": )" +
         std::string(condition) + "}]}}}";
}

struct Asking {
  explicit Asking(std::string_view condition, std::string_view attributes = "{}", std::string_view purpose = "personal")
      : site(feature_with(condition, purpose), attributes), visitor(site) {}

  const pack::Range& program() const { return *site.when("f"); }
  bool holds(policy::PurposeId purpose = served::personal, Trace* trace = nullptr, std::uint16_t rule = 0) {
    const Inputs inputs = visitor.inputs(purpose);
    const Questions questions{inputs, visitor.facts, visitor.page_view, visitor.columns};
    return Interview(questions, trace).answers(&program(), rule);
  }
  bool holds_now(policy::PurposeId purpose = served::personal, Trace* trace = nullptr) {
    visitor.begin_round();
    return holds(purpose, trace);
  }
  std::set<Op> operators() const {
    std::set<Op> all;
    for (std::uint32_t at = 0; at < program().count(); ++at)
      all.insert(policy::at(site.pack().nodes(), program().begin() + at).op());
    return all;
  }

  FeaturesSite site;
  Visitor visitor;
};

}  // namespace assent::test
