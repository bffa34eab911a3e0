// Hashes as published, over UTF-16 units; ranges at their edges; what divides a visitor where consent withholds an
// attribute and where there is none.
#include "personalization/split.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "features_site.hpp"

using namespace assent;
using namespace assent::personalization;
using namespace assent::test;

namespace {

int range_among(const std::vector<double>& ranges, double hash) {
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(builder.CreateVector(ranges));
  return range_of(flatbuffers::GetRoot<flatbuffers::Vector<double>>(builder.GetBufferPointer()), hash);
}

// An experiment and whom it divides.
struct Dividing {
  explicit Dividing(std::string_view rule, std::string_view purpose = "personal")
      : site(R"({"purpose": ")" + std::string(purpose) + R"(", "features": {"f": {"rules": [)" + std::string(rule) +
             "]}}}"),
        visitor(site),
        by_purpose(purpose == "care" ? served::care : served::personal) {}

  Divided divided(bool use_fallback = false) {
    visitor.begin_round();
    const Inputs inputs = visitor.inputs(by_purpose);
    return divided_by({inputs, visitor.facts, visitor.page_view, visitor.columns}, *site.rule("f").split(),
                      use_fallback);
  }
  bool filtered_out() {
    visitor.begin_round();
    const Inputs inputs = visitor.inputs(by_purpose);
    return is_filtered_out({inputs, visitor.facts, visitor.page_view, visitor.columns}, site.rule("f").filters());
  }

  FeaturesSite site;
  Visitor visitor;
  policy::PurposeId by_purpose;
};

constexpr const char* by_id_or_device =
    R"({"variations": [0, 1], "hashAttribute": "id", "fallbackAttribute": "deviceId"})";
constexpr const char* by_mobility = R"({"variations": [0, 1], "hashAttribute": "mobility"})";

}  // namespace

BOOST_AUTO_TEST_SUITE(splits)

BOOST_AUTO_TEST_CASE(hashes_are_the_published_ones) {
  std::ifstream file(ASSENT_SOURCE_DIR "/../shared/vectors/growthbook-cases.json");
  if (!file) {
    BOOST_TEST_MESSAGE("skipped: no ../shared/vectors");
    return;
  }
  const auto cases = nlohmann::json::parse(file).at("hash");
  for (const auto& each : cases) {
    const auto hash = hash_of(each[0].get<std::string>(), each[1].get<std::string>(), each[2].get<unsigned>());
    BOOST_TEST(hash.has_value() == !each[3].is_null(), each);
    if (hash && !each[3].is_null()) BOOST_TEST(*hash == each[3].get<double>(), each);
  }
  BOOST_TEST(!cases.empty());
}

// Figures of another implementation of the same arithmetic.
BOOST_AUTO_TEST_CASE(hashes_are_over_utf16_units) {
  struct Figure {
    const char *seed, *value;
    double first, second;
  };
  for (const Figure& each :
       {Figure{"trail", "visitor-42", 0.946, 0.056}, Figure{"trail", "Zo\u00EB", 0.413, 0.8772},
        Figure{"trail", "\u65E5\u672C", 0.928, 0.018}, Figure{"trail", "\U0001F600", 0.716, 0.206},
        Figure{"\u00E9", "id", 0.011, 0.261}, Figure{"trail", "", 0.995, 0.8682}, Figure{"", "", 0.261, 0.2305}}) {
    BOOST_TEST(hash_of(each.seed, each.value, 1).value() == each.first, each.value);
    BOOST_TEST(hash_of(each.seed, each.value, 2).value() == each.second, each.value);
  }
}

BOOST_AUTO_TEST_CASE(damaged_text_has_the_hash_of_its_replacement) {
  BOOST_TEST(hash_of("trail", "\xFF", 1).value() == 0.932);
  BOOST_TEST(hash_of("trail", "\xFF", 2).value() == 0.1933);
  BOOST_TEST(hash_of("trail", "\uFFFD", 2).value() == 0.1933);
}

BOOST_AUTO_TEST_CASE(other_versions_have_no_hash) {
  for (const unsigned version : {0u, 3u, 99u, 0xFFFFFFFFu}) BOOST_TEST(!hash_of("trail", "visitor-42", version));
}

BOOST_AUTO_TEST_CASE(hash_is_one_of_its_versions_steps_and_below_1) {
  for (int number = 0; number < 2000; ++number)
    for (const auto& [version, steps] : {std::pair(1u, 1000), std::pair(2u, 10'000)}) {
      const double hash = hash_of("trail", std::to_string(number), version).value();
      BOOST_TEST((hash >= 0 && hash < 1));
      BOOST_TEST(hash == static_cast<double>(std::lround(hash * steps)) / steps);
    }
}

BOOST_AUTO_TEST_CASE(range_has_its_begin_and_not_its_end) {
  const std::vector<double> halves{0, 0.5, 0.5, 1};
  BOOST_TEST(range_among(halves, 0) == 0);
  BOOST_TEST(range_among(halves, 0.4999) == 0);
  BOOST_TEST(range_among(halves, 0.5) == 1);
  BOOST_TEST(range_among(halves, 0.9999) == 1);
  BOOST_TEST(range_among(halves, 1) == -1);
  BOOST_TEST(range_among(halves, -0.0001) == -1);
}

BOOST_AUTO_TEST_CASE(hash_in_a_gap_lies_in_no_range) {
  const std::vector<double> gaps{0, 0.2, 0.4, 0.6};
  BOOST_TEST(range_among(gaps, 0.2) == -1);
  BOOST_TEST(range_among(gaps, 0.3999) == -1);
  BOOST_TEST(range_among(gaps, 0.4) == 1);
  BOOST_TEST(range_among(gaps, 0.6) == -1);
}

BOOST_AUTO_TEST_CASE(first_of_overlapping_ranges_counts_and_empty_ones_never) {
  BOOST_TEST(range_among({0, 0.6, 0.4, 1}, 0.5) == 0);
  BOOST_TEST(range_among({0.5, 0.5, 0.4, 1}, 0.5) == 1);
  BOOST_TEST(range_among({0.6, 0.4}, 0.5) == -1);
}

BOOST_AUTO_TEST_CASE(ranges_that_lack_an_end_are_not_read_past_it) {
  BOOST_TEST(range_among({}, 0) == -1);
  BOOST_TEST(range_among({0}, 0) == -1);
  BOOST_TEST(range_among({0, 0.1, 0.2}, 0.3) == -1);
  BOOST_TEST(range_of(nullptr, 0.5) == -1);
}

BOOST_AUTO_TEST_CASE(value_of_the_attribute_divides_as_a_text) {
  Dividing dividing(by_id_or_device);
  const auto by = [&](const char* json) {
    dividing.visitor.knows("id", json);
    const Divided divided = dividing.divided();
    BOOST_TEST(divided.lasts);
    BOOST_TEST(divided.attribute == dividing.site.attribute("id"));
    return std::string(divided.value);
  };
  BOOST_TEST(by(R"("visitor-42")") == "visitor-42");
  BOOST_TEST(by("42") == "42");
  BOOST_TEST(by("true") == "true");
  BOOST_TEST(by("[1, 2]") == "1,2");
}

BOOST_AUTO_TEST_CASE(value_that_is_absent_or_falsy_divides_nobody) {
  Dividing dividing(by_id_or_device);
  BOOST_TEST(dividing.divided().value == "");
  BOOST_TEST(dividing.divided().attribute == dividing.site.attribute("id"));
  for (const char* json : {"null", "false", "0", R"("")"}) {
    dividing.visitor.knows("id", json);
    BOOST_TEST(dividing.divided().value == "", json);
  }
}

BOOST_AUTO_TEST_CASE(fallback_divides_where_it_is_asked_for_and_the_attribute_has_no_value) {
  Dividing dividing(by_id_or_device);
  dividing.visitor.is("device", "d1");
  BOOST_TEST(dividing.divided(false).value == "");
  BOOST_TEST(dividing.divided(true).value == "d1");
  BOOST_TEST(dividing.divided(true).attribute == dividing.site.attribute("device"));
  dividing.visitor.is("id", "i1");
  BOOST_TEST(dividing.divided(true).value == "i1");
  BOOST_TEST(dividing.divided(true).attribute == dividing.site.attribute("id"));
}

BOOST_AUTO_TEST_CASE(without_either_the_attribute_itself_divides_nobody) {
  Dividing dividing(by_id_or_device);
  BOOST_TEST(dividing.divided(true).value == "");
  BOOST_TEST(dividing.divided(true).attribute == dividing.site.attribute("id"));
  Dividing alone(R"({"variations": [0, 1], "hashAttribute": "id"})");
  alone.visitor.is("device", "d1");
  BOOST_TEST(alone.divided(true).value == "");
}

BOOST_AUTO_TEST_CASE(withheld_attribute_divides_by_the_page_view) {
  Dividing dividing(by_mobility, "care");
  dividing.visitor.is("mobility", "a ramp");
  BOOST_TEST((dividing.divided().lasts && dividing.divided().value == "a ramp"));
  dividing.visitor.permissions.explicitly = {};
  const Divided divided = dividing.divided();
  BOOST_TEST(!divided.lasts);
  BOOST_TEST(divided.value == "view-1");
  BOOST_TEST(divided.attribute == dividing.site.attribute("mobility"));
  dividing.visitor.page_view = "view-2";
  BOOST_TEST(dividing.divided().value == "view-2");
}

BOOST_AUTO_TEST_CASE(withheld_attribute_looks_the_same_whether_there_is_a_value_or_none) {
  Dividing dividing(by_mobility, "care");
  dividing.visitor.permissions.explicitly = {};
  const std::string without(dividing.divided().value);
  dividing.visitor.is("mobility", "a ramp");
  BOOST_TEST(dividing.divided().value == without);
  BOOST_TEST(!dividing.divided().lasts);
}

BOOST_AUTO_TEST_CASE(page_view_without_a_text_divides_nobody) {
  Dividing dividing(by_mobility, "care");
  dividing.visitor.permissions.explicitly = {};
  dividing.visitor.page_view = "";
  BOOST_TEST(dividing.divided().value == "");
}

BOOST_AUTO_TEST_CASE(no_attribute_divides_nobody) {
  Dividing dividing(by_id_or_device);
  const Inputs inputs = dividing.visitor.inputs();
  const Divided divided =
      part_by({inputs, dividing.visitor.facts, dividing.visitor.page_view, dividing.visitor.columns}, no_attribute);
  BOOST_TEST((divided.attribute == no_attribute && divided.lasts && divided.value.empty()));
}

BOOST_AUTO_TEST_CASE(filter_lets_through_whose_hash_lies_in_one_of_its_ranges) {
  Dividing dividing(R"({"force": 1, "filters": [{"attribute": "id", "seed": "pool",
    "ranges": [[0, 0.1], [0.5, 0.6]]}]})");
  const auto is_out = [&](double begin, double end) {
    dividing.visitor.is("id", id_between("pool", begin, end, 2));
    return dividing.filtered_out();
  };
  BOOST_TEST(!is_out(0, 0.1));
  BOOST_TEST(!is_out(0.5, 0.6));
  BOOST_TEST(is_out(0.1, 0.5));
  BOOST_TEST(is_out(0.6, 1));
}

BOOST_AUTO_TEST_CASE(each_filter_has_to_let_the_visitor_through) {
  Dividing dividing(R"({"force": 1, "filters": [{"seed": "one", "ranges": [[0, 1]]},
    {"seed": "two", "ranges": [[0, 0.5]]}]})");
  dividing.visitor.is("id", id_between("two", 0, 0.5, 2));
  BOOST_TEST(!dividing.filtered_out());
  dividing.visitor.is("id", id_between("two", 0.5, 1, 2));
  BOOST_TEST(dividing.filtered_out());
}

BOOST_AUTO_TEST_CASE(filter_keeps_out_who_has_no_value_or_no_hash) {
  Dividing without(R"({"force": 1, "filters": [{"seed": "one", "ranges": [[0, 1]]}]})");
  BOOST_TEST(without.filtered_out());
  without.visitor.is("id", "i1");
  BOOST_TEST(!without.filtered_out());
  Dividing unknown(R"({"force": 1, "filters": [{"seed": "one", "ranges": [[0, 1]], "hashVersion": 3}]})");
  unknown.visitor.is("id", "i1");
  BOOST_TEST(unknown.filtered_out());
}

BOOST_AUTO_TEST_CASE(rule_without_filters_filters_nobody) {
  Dividing dividing(R"({"force": 1})");
  BOOST_TEST(!dividing.filtered_out());
}

BOOST_AUTO_TEST_SUITE_END()
