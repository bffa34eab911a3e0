// One value of each type, as the store keeps it.
#include "collector/value_json.hpp"

#include <boost/test/unit_test.hpp>

using namespace assent;
using collector::value_json;
using pack::ValueType;

namespace {

std::string written(const profile::ValueView& view) { return value_json(profile::Value(view)); }

}  // namespace

BOOST_AUTO_TEST_SUITE(values_as_json)

BOOST_AUTO_TEST_CASE(each_type_has_its_form) {
  base::Text items;
  profile::add_item(items, "a");
  profile::add_item(items, "b\"");
  BOOST_TEST(written({ValueType::boolean, 1, {}}) == "true");
  BOOST_TEST(written({ValueType::number, 12.5, {}}) == "12.5");
  BOOST_TEST(written({ValueType::text, 0, "10115"}) == "\"10115\"");
  BOOST_TEST(written({ValueType::text_list, 0, items}) == R"(["a","b\""])");
  BOOST_TEST(written({ValueType::date, 20780, {}}) == "\"2026-11-23\"");
}

BOOST_AUTO_TEST_SUITE_END()
