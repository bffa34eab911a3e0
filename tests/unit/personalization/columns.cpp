// Attributes as questions read them: once a round, for one purpose, with why.
#include <boost/test/unit_test.hpp>

#include "asking.hpp"
#include "support/print.hpp"

using namespace assent;
using namespace assent::personalization;
using namespace assent::test;

BOOST_AUTO_TEST_SUITE(columns)

BOOST_AUTO_TEST_CASE(attribute_is_read_once_a_round) {
  Asking asking(R"({"plan": "pro"})");
  asking.visitor.is("plan", "pro");
  BOOST_TEST(asking.holds());
  asking.visitor.is("plan", "free");
  BOOST_TEST(asking.holds());
  BOOST_TEST(!asking.holds_now());
}

BOOST_AUTO_TEST_CASE(attribute_is_read_anew_for_another_purpose) {
  Asking asking(R"({"plan": "pro"})");
  asking.visitor.is("plan", "pro");
  BOOST_TEST(asking.holds(served::personal));
  asking.visitor.permissions.permitted.set(served::measured, false);
  BOOST_TEST(!asking.holds(served::measured));
  BOOST_TEST(asking.holds(served::personal));
  BOOST_TEST(!asking.holds(served::care));  // the attribute is not for it
}

BOOST_AUTO_TEST_CASE(column_says_what_was_read_and_why) {
  const FeaturesSite site(feature_with(R"({"plan": "pro", "age": 5, "member": true, "party": "x"})"));
  Visitor visitor(site);
  const auto read = [&](const char* attribute, policy::PurposeId purpose = served::personal) -> const Column& {
    return visitor.columns.read(visitor.inputs(purpose), site.attribute(attribute));
  };
  for (const char* attribute : {"plan", "age", "member", "party"}) {
    BOOST_TEST(read(attribute).code == Code::absent);
    BOOST_TEST((read(attribute).asked.value.tag() == Tag::null));
    BOOST_TEST(read(attribute).asked.value.text() == "null");
  }
  visitor.is("plan", "pro");
  visitor.knows("age", "34.5");
  visitor.knows("member", "true");
  visitor.is("party", "x");
  visitor.begin_round();
  BOOST_TEST(read("plan").code == Code::used);
  BOOST_TEST((read("plan").asked.value.tag() == Tag::text && read("plan").asked.value.text() == "pro"));
  BOOST_TEST((read("age").asked.value.tag() == Tag::number && read("age").asked.value.text() == "34.5"));
  BOOST_TEST(read("age").asked.value.number() == 34.5);
  BOOST_TEST((read("member").asked.value.tag() == Tag::yes && read("member").asked.value.number() == 1));
  BOOST_TEST((read("party").asked.has_symbol && read("party").asked.symbol == policy::symbol_of(site.pack(), "x")));
  BOOST_TEST(read("plan", served::care).code == Code::consent_withheld);
  BOOST_TEST((read("plan", served::care).asked.value.tag() == Tag::null));
}

BOOST_AUTO_TEST_CASE(inferred_attribute_is_asked_like_any_other) {
  Asking asking(R"({"steps": {"$gt": 9}})", R"({"steps": {"type": "number", "source": "inferred",
    "infer": [{"when": {"age": {"gte": 18}}, "value": 10}, {"value": 2}]}})");
  BOOST_TEST(!asking.holds());
  asking.visitor.knows("age", "18");
  BOOST_TEST(asking.holds_now());
  Asking by_text(R"({"style": "far"})", R"({"style": {"type": "text", "source": "inferred",
    "infer": [{"when": {"age": {"gte": 18}}, "value": "far"}]}})");
  BOOST_TEST(!by_text.holds());
  by_text.visitor.knows("age", "18");
  BOOST_TEST(by_text.holds_now());
}

BOOST_AUTO_TEST_SUITE_END()
