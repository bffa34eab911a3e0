// Numbers and texts as JavaScript converts them, and the records of trees byte by byte.
#include "authoring/js_value.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <fstream>
#include <iomanip>
#include <limits>
#include <sstream>
#include <vector>

#include "profile/tree.hpp"

namespace assent::authoring {

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest = std::numeric_limits<double>::max();
constexpr std::size_t least_bytes = 17;  // of a record: tag, number and the lengths of two texts
constexpr std::size_t holder_bytes = 8;  // more of a list or an object: count and length
constexpr std::size_t key_bytes = 4;     // the length of a key

std::string hex(std::string_view bytes) {
  std::ostringstream out;
  for (const char byte : bytes)
    out << std::hex << std::setw(2) << std::setfill('0') << static_cast<int>(static_cast<unsigned char>(byte));
  return out.str();
}

Json parsed(std::string_view text, bool unique_names = true) {
  JsonRules rules;
  rules.unique_names = unique_names;
  std::vector<JsonFault> faults;
  const auto value = read_json(text, rules, faults);
  BOOST_REQUIRE_MESSAGE(value, text);
  return *value;
}

std::string tree(std::string_view text) { return to_tree(parsed(text)).value(); }

Json nested(unsigned lists, Json value) {
  for (; lists > 0; --lists) value = Json::array({std::move(value)});
  return value;
}

bool is_sound(const std::string& record) { return profile::is_tree(base::as_bytes(record)); }

}  // namespace

BOOST_AUTO_TEST_SUITE(js_value)

BOOST_AUTO_TEST_CASE(records_are_those_of_the_shared_table) {
  std::ifstream file(ASSENT_SOURCE_DIR "/tests/web/trees.json");
  const Json table = Json::parse(file);
  BOOST_TEST(table.at("trees").size() > 30u);
  for (const Json& row : table.at("trees")) {
    const auto text = row.at("json").get<std::string>();
    const std::string record = tree(text);
    BOOST_TEST(hex(record) == row.at("hex").get<std::string>(), text);
    BOOST_TEST(is_sound(record), text);
  }
}

BOOST_AUTO_TEST_CASE(numbers_are_written_as_javascript_does) {
  const std::pair<double, std::string_view> cases[] = {{not_a_number, "NaN"},
                                                       {-not_a_number, "NaN"},
                                                       {infinity, "Infinity"},
                                                       {-infinity, "-Infinity"},
                                                       {0, "0"},
                                                       {-0.0, "0"},
                                                       {-1.5, "-1.5"},
                                                       {1e21, "1e+21"},
                                                       {999999999999999900000.0, "999999999999999900000"},
                                                       {1e-6, "0.000001"},
                                                       {1e-7, "1e-7"},
                                                       {5e-324, "5e-324"},
                                                       {largest, "1.7976931348623157e+308"}};
  for (const auto& [number, text] : cases) BOOST_TEST(js_number_text(number) == text);
}

BOOST_AUTO_TEST_CASE(decimal_texts_are_read_as_javascript_does) {
  const std::pair<std::string_view, double> cases[] = {{"", 0},
                                                       {" \t\n", 0},
                                                       {"0", 0},
                                                       {"007", 7},
                                                       {"+12", 12},
                                                       {"-12.50", -12.5},
                                                       {"5.", 5},
                                                       {".5", 0.5},
                                                       {"-.5e+1", -5},
                                                       {"5.E-1", 0.5},
                                                       {"Infinity", infinity},
                                                       {"+Infinity", infinity},
                                                       {"-Infinity", -infinity},
                                                       {"0.1", 0.1},
                                                       {"9007199254740993", 9007199254740992},
                                                       {"2.4703282292062327e-324", 0},
                                                       {"2.4703282292062328e-324", 5e-324}};
  for (const auto& [text, number] : cases) BOOST_TEST(js_number(text) == number, text);
  BOOST_TEST(std::signbit(js_number("-0")));
  BOOST_TEST(!std::signbit(js_number("+0")));
}

BOOST_AUTO_TEST_CASE(number_beyond_the_doubles_is_infinite_or_zero) {
  const std::string zeros(400, '0');
  for (const std::string& text :
       {std::string("1e309"), std::string("1.7976931348623159e308"), "1" + zeros, "0." + zeros + "1e800",
        std::string("1e99999999999999999999"), "00" + zeros + "1e309"}) {
    BOOST_TEST(js_number(text) == infinity, text);
    BOOST_TEST(js_number("-" + text) == -infinity, text);
  }
  for (const std::string& text :
       {std::string("1e-400"), "0." + zeros + "1", "1" + zeros + "e-800", std::string("0e999999"),
        std::string("1e-99999999999999999999"), std::string("0.0e99999999999999999999")}) {
    BOOST_TEST(js_number(text) == 0, text);
    BOOST_TEST(std::signbit(js_number("-" + text)), text);
  }
  BOOST_TEST(js_number("1.7976931348623158e308") == largest);
  BOOST_TEST(js_number("1" + zeros + "e-400") == 1);
  BOOST_TEST(js_number("0." + zeros + "1e401") == 1);
}

BOOST_AUTO_TEST_CASE(prefixed_texts_are_rounded_once) {
  const std::string zeros(300, '0');
  const std::pair<std::string, double> cases[] = {{"0x1F", 31},
                                                  {"0Xff", 255},
                                                  {"0o17", 15},
                                                  {"0O7", 7},
                                                  {"0b101", 5},
                                                  {"0B1", 1},
                                                  {"0x" + zeros + "1", 1},
                                                  {"0x20000000000001", 9007199254740992},
                                                  {"0x20000000000003", 9007199254740996},
                                                  {"0x200000000000010000000000000001", 0x1.0000000000001p117},
                                                  {"0x1" + zeros, infinity},
                                                  {"0b1" + zeros, std::ldexp(1.0, 300)}};
  for (const auto& [text, number] : cases) BOOST_TEST(js_number(text) == number, text);
}

BOOST_AUTO_TEST_CASE(other_texts_are_no_number) {
  for (const char* text : {"a",        "1a",           "1 2",          "1,5",      ".",         "+",     "-",    "--1",
                           "+-1",      "e1",           "1e",           "1e+",      ".e1",       "1_000", "1n",   "nan",
                           "NaN",      "inf",          "infinity",     "INFINITY", "Infinityx", "- 1",   "0x",   "0xg",
                           "-0x1",     "+0b1",         "0b2",          "0o8",      "0x1p3",     "0x1.8", "null", "true",
                           "\xC2\x85", "\xE1\xA0\x8E", "1\xE2\x80\x8B"}) {
    const double number = js_number(text);
    BOOST_TEST(std::isnan(number), text);
    BOOST_TEST(!std::signbit(number), text);  // one NaN, so that equal texts give equal bytes
  }
  BOOST_TEST(std::isnan(js_number(std::string_view("1\0", 2))));
}

BOOST_AUTO_TEST_CASE(white_space_of_unicode_does_not_count) {
  for (const char* space :
       {"\t", "\n", "\v", "\f", "\r", " ", "\xC2\xA0", "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x8A", "\xE2\x80\xA8",
        "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80", "\xEF\xBB\xBF"}) {
    const std::string twice = std::string(space) + space;
    BOOST_TEST(js_number(twice) == 0);
    BOOST_TEST(js_number(twice + "7" + twice) == 7);
    BOOST_TEST(std::isnan(js_number("7" + twice + "7")));
  }
}

BOOST_AUTO_TEST_CASE(number_that_no_json_has_is_written_too) {
  for (const double number : {not_a_number, -not_a_number, infinity, -infinity}) {
    const std::string record = to_tree(Json(number)).value();
    const profile::Tree view(base::as_bytes(record));
    BOOST_TEST(view.text() == js_number_text(number));
    BOOST_TEST(
        (std::isnan(number) ? std::isnan(view.number()) && !std::signbit(view.number()) : view.number() == number));
  }
}

BOOST_AUTO_TEST_CASE(last_value_of_a_name_that_stands_twice_counts) {
  const auto record = to_tree(parsed(R"({"a": 1, "b": 2, "a": 3})", false));
  BOOST_TEST(record.value() == tree(R"({"a": 3, "b": 2})"));
}

BOOST_AUTO_TEST_CASE(tree_of_65536_bytes_is_written_and_of_65537_is_not) {
  const auto size = [](const Json& value) { return to_tree(value).value_or("").size(); };
  const std::string longest(profile::max_tree_bytes - least_bytes, 'x');
  BOOST_TEST(size(longest) == profile::max_tree_bytes);
  BOOST_TEST(is_sound(to_tree(longest).value()));
  BOOST_TEST(size(longest + "x") == 0u);
  // The text of a list holds those of its items once more.
  const std::string item((profile::max_tree_bytes - 2 * least_bytes - holder_bytes) / 2, 'x');
  BOOST_TEST(size(Json::array({item})) == profile::max_tree_bytes);
  BOOST_TEST(size(Json::array({item + "x"})) == 0u);
  const std::string of_object = "[object Object][object object]";
  const std::string key(profile::max_tree_bytes - 2 * least_bytes - holder_bytes - key_bytes - of_object.size() - 4,
                        'k');
  BOOST_TEST(size({{key, nullptr}}) == profile::max_tree_bytes);
  BOOST_TEST(size({{key + "k", nullptr}}) == 0u);
  BOOST_TEST(size(Json::array({{{key, nullptr}}})) == 0u);
}

BOOST_AUTO_TEST_CASE(tree_of_32_levels_is_written_and_of_33_is_not) {
  BOOST_TEST(to_tree(nested(profile::max_tree_depth - 1, true)).has_value());
  BOOST_TEST(!to_tree(nested(profile::max_tree_depth, true)).has_value());
  BOOST_TEST(to_tree(nested(profile::max_tree_depth - 1, Json::object())).has_value());
  BOOST_TEST(!to_tree(nested(profile::max_tree_depth, Json::object())).has_value());
}

BOOST_AUTO_TEST_CASE(text_or_name_that_is_not_utf8_is_refused) {
  BOOST_TEST(!to_tree(Json("\xff")).has_value());
  BOOST_TEST(!to_tree(Json{{"\xff", 1}}).has_value());
  BOOST_TEST(!to_tree(Json::array({"\xED\xA0\x80"})).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
