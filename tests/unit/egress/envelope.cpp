// Events, byte for byte.
#include "egress/envelope.hpp"

#include <boost/test/unit_test.hpp>

#include "support/consents.hpp"
#include "support/print.hpp"
#include "support/values.hpp"
#include "support/visit.hpp"

using namespace assent;
using namespace assent::egress;
using namespace assent::test;
using test::destination::collector;
using test::destination::crm;

namespace {

constexpr Identity identity{"00112233445566778899aabbccddeeff", "hash", "ffeeddccbbaa99887766554433221100", noon_ms};

Permit permit_for(Draft draft, const consent::Permissions& permissions = permitting_everything()) {
  Refusal refusal;
  const auto permit = gate(sample(), permissions, std::move(draft), refusal);
  BOOST_TEST_REQUIRE((permit != nullptr));
  return *permit;
}

std::string event(const Permit& permit) {
  return std::string(write_event(sample(), permit, identity, write_data(sample(), permit)).view());
}

std::string value(const profile::ValueView& view) {
  base::Text out;
  base::JsonWriter json(out);
  write_value(json, view);
  return std::string(out.view());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(envelopes)

BOOST_AUTO_TEST_CASE(attributes_event_has_these_bytes) {
  const std::string topics = items({"hiking", "a \"quote\""});
  Draft draft{crm, {}, {}};
  draft.items.add(attribute::age, profile::Value(of_text("65+")));
  draft.items.add(attribute::member, profile::Value(of_boolean(true)));
  draft.items.add(attribute::topics, profile::Value(of_items(topics)));
  BOOST_TEST(event(permit_for(std::move(draft))) ==
             R"({"specversion":"1.0","id":"00112233445566778899aabbccddeeff","source":"urn:assent:trail-shop",)"
             R"("type":"org.assent.attributes.v1","time":"2026-11-23T12:00:00.000Z",)"
             R"("datacontenttype":"application/json","assentpack":"hash",)"
             R"("assentrecord":"ffeeddccbbaa99887766554433221100","assentdestination":"crm",)"
             R"("data":{"purposes":["personalization","advertising"],)"
             R"("attributes":{"age":"65+","member":true,"topics":["hiking","a \"quote\""]}}})");
}

BOOST_AUTO_TEST_CASE(exposure_event_has_these_bytes) {
  BOOST_TEST(event(permit_for({collector, Exposure{slot::hero, 2, 1}, {}}, permitting({purpose::personalization}))) ==
             R"({"specversion":"1.0","id":"00112233445566778899aabbccddeeff","source":"urn:assent:trail-shop",)"
             R"("type":"org.assent.exposure.v1","time":"2026-11-23T12:00:00.000Z",)"
             R"("datacontenttype":"application/json","assentpack":"hash",)"
             R"("assentrecord":"ffeeddccbbaa99887766554433221100","assentdestination":"collector",)"
             R"("data":{"purposes":["personalization"],"slot":"hero","experience":"everyone","variant":"bold"}})");
}

BOOST_AUTO_TEST_CASE(default_content_and_missing_variant_are_null) {
  const Permit fallback = permit_for({crm, Exposure{slot::offer, -1, -1}, {}});
  BOOST_TEST(write_data(sample(), fallback).view() ==
             R"({"purposes":["personalization","advertising"],"slot":"offer","experience":null,"variant":null})");
  const Permit plain = permit_for({crm, Exposure{slot::offer, 0, -1}, {}});
  BOOST_TEST(write_data(sample(), plain).view() ==
             R"({"purposes":["personalization","advertising"],"slot":"offer","experience":"seniors","variant":null})");
}

BOOST_AUTO_TEST_CASE(empty_set_of_attributes_is_written) {
  BOOST_TEST(write_data(sample(), permit_for({crm, {}, {}})).view() ==
             R"({"purposes":["personalization","advertising"],"attributes":{}})");
}

BOOST_AUTO_TEST_CASE(purposes_are_those_of_the_destination_that_stand) {
  const Permit permit = permit_for({collector, {}, {}}, permitting({purpose::necessary, purpose::measurement}));
  BOOST_TEST(write_data(sample(), permit).view() == R"({"purposes":["measurement"],"attributes":{}})");
}

BOOST_AUTO_TEST_CASE(each_type_has_its_form) {
  BOOST_TEST(value(of_boolean(true)) == "true");
  BOOST_TEST(value(of_boolean(false)) == "false");
  BOOST_TEST(value(of_number(12.5)) == "12.5");
  BOOST_TEST(value(of_number(-3)) == "-3");
  BOOST_TEST(value(of_text("a\n\"b\"")) == R"("a\u000a\"b\"")");
  BOOST_TEST(value(of_items(items({"a", "", "b"}))) == R"(["a","","b"])");
  BOOST_TEST(value(of_items("")) == "[]");
  BOOST_TEST(value(of_date(20780)) == R"("2026-11-23")");
}

BOOST_AUTO_TEST_SUITE_END()
