// Every operator, true and false; what is absent or withheld; what the trace says.
#include "personalization/condition.hpp"

#include <boost/test/unit_test.hpp>

#include "support/consents.hpp"
#include "support/print.hpp"
#include "support/values.hpp"

using namespace assent;
using namespace assent::test;
using pack::Op;
using personalization::Code;
using personalization::Trace;
using test::attribute::age;
using test::attribute::birthday;
using test::attribute::interests;
using test::attribute::party;
using test::attribute::wheelchair;

namespace {

// A site with one slot that reads all attributes, so that any condition can stand in its first experience.
struct Asked {
  explicit Asked(const Condition& condition, policy::PurposeId for_purpose = purpose::personalization)
      : site(site_with(condition)), profile(empty_profile(site.pack())), purpose(for_purpose) {
    page.facts = base::Array<personalization::Page::Fact>(context::count);
  }

  static Site site_with(const Condition& condition) {
    Site made = sample_site();
    made.slots.resize(1);
    for (policy::AttributeId id = 0; id < attribute::count; ++id) made.slots[0].labels.push_back(id);
    made.slots[0].experiences = {{"one", {condition}}};
    return made;
  }

  void knows(policy::AttributeId id, const profile::ValueView& value) {
    BOOST_TEST_REQUIRE(profile::set(site.pack(), profile, id, value, noon_ms) == base::Fault::none);
  }
  void reads(std::uint16_t fact, std::string_view text) {
    page.facts[fact] = {!text.empty(), policy::symbol_of(site.pack(), text)};
  }
  bool holds(Trace* trace = nullptr) const {
    const auto& experience = policy::at(policy::at(site.pack().slots(), 0).experiences(), 0);
    return personalization::holds({site.pack(), profile, permissions, page, now_ms, purpose}, experience.when(), trace,
                                  7);
  }

  OpenSite site;
  profile::Profile profile;
  personalization::Page page;
  consent::Permissions permissions = permitting_everything();
  policy::PurposeId purpose;
  double now_ms = noon_ms;
};

bool with_age(Op op, std::vector<double> operands, double value) {
  Asked asked(number(age, op, std::move(operands)));
  asked.knows(age, of_number(value));
  return asked.holds();
}

bool with_party(Op op, std::vector<std::string> operands, const char* value) {
  Asked asked(text(party, op, std::move(operands)));
  asked.knows(party, of_text(value));
  return asked.holds();
}

bool with_interests(Op op, std::vector<std::string> operands, const std::vector<std::string>& value) {
  Asked asked(text(interests, op, std::move(operands)));
  asked.knows(interests, of_items(items(value)));
  return asked.holds();
}

bool with_campaign(Op op, std::vector<std::string> operands, std::string_view value) {
  Asked asked(fact(context::campaign, op, std::move(operands)));
  asked.reads(context::campaign, value);
  return asked.holds();
}

// Conditions that are simply true or false here: the age is 34.
const Condition yes = number(age, Op::eq, {34});
const Condition no = number(age, Op::eq, {35});

bool holds(const Condition& condition) {
  Asked asked(condition);
  asked.knows(age, of_number(34));
  return asked.holds();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(conditions)

BOOST_AUTO_TEST_CASE(numbers_are_compared) {
  BOOST_TEST(with_age(Op::eq, {34}, 34));
  BOOST_TEST(!with_age(Op::eq, {34}, 35));
  BOOST_TEST(with_age(Op::ne, {34}, 35));
  BOOST_TEST(!with_age(Op::ne, {34}, 34));
  BOOST_TEST(with_age(Op::lt, {34}, 33));
  BOOST_TEST(!with_age(Op::lt, {34}, 34));
  BOOST_TEST(with_age(Op::lte, {34}, 34));
  BOOST_TEST(!with_age(Op::lte, {34}, 35));
  BOOST_TEST(with_age(Op::gt, {34}, 35));
  BOOST_TEST(!with_age(Op::gt, {34}, 34));
  BOOST_TEST(with_age(Op::gte, {34}, 34));
  BOOST_TEST(!with_age(Op::gte, {34}, 33));
  BOOST_TEST(with_age(Op::one_of, {33, 34}, 34));
  BOOST_TEST(!with_age(Op::one_of, {33, 35}, 34));
  BOOST_TEST(!with_age(Op::one_of, {}, 34));
}

BOOST_AUTO_TEST_CASE(number_written_like_an_operand_equals_it) { BOOST_TEST(with_age(Op::eq, {20.1}, 20.1)); }

BOOST_AUTO_TEST_CASE(texts_are_compared_whole) {
  BOOST_TEST(with_party(Op::eq, {"family"}, "family"));
  BOOST_TEST(!with_party(Op::eq, {"family"}, "couple"));
  BOOST_TEST(with_party(Op::ne, {"family"}, "couple"));
  BOOST_TEST(!with_party(Op::ne, {"family"}, "family"));
  BOOST_TEST(with_party(Op::one_of, {"couple", "family"}, "family"));
  BOOST_TEST(!with_party(Op::one_of, {"couple", "single"}, "family"));
  BOOST_TEST(!with_party(Op::one_of, {}, "family"));
  BOOST_TEST(!with_party(Op::eq, {"fam"}, "family"));
}

BOOST_AUTO_TEST_CASE(lists_contain_whole_items) {
  BOOST_TEST(with_interests(Op::contains, {"alps"}, {"sea", "alps"}));
  BOOST_TEST(!with_interests(Op::contains, {"alps"}, {"sea", "alpsee"}));
  BOOST_TEST(!with_interests(Op::contains, {"alps"}, {}));
  BOOST_TEST(with_interests(Op::one_of, {"alps", "kids"}, {"sea", "kids"}));
  BOOST_TEST(!with_interests(Op::one_of, {"alps", "kids"}, {"sea"}));
}

BOOST_AUTO_TEST_CASE(booleans_and_dates_are_compared_as_numbers) {
  for (const bool value : {true, false}) {
    Asked asked(number(attribute::member, Op::eq, {1}));
    asked.knows(attribute::member, of_boolean(value));
    BOOST_TEST(asked.holds() == value);
  }
  for (const double days : {7000.0, 7001.0}) {
    Asked asked(number(birthday, Op::gt, {7000}));
    asked.knows(birthday, of_date(days));
    BOOST_TEST(asked.holds() == (days > 7000));
  }
}

BOOST_AUTO_TEST_CASE(facts_of_the_page_are_compared_whole) {
  BOOST_TEST(with_campaign(Op::eq, {"alps"}, "alps"));
  BOOST_TEST(!with_campaign(Op::eq, {"alps"}, "sea"));
  BOOST_TEST(with_campaign(Op::ne, {"alps"}, "sea"));
  BOOST_TEST(!with_campaign(Op::ne, {"alps"}, "alps"));
  BOOST_TEST(with_campaign(Op::one_of, {"alps", "sea"}, "sea"));
  BOOST_TEST(!with_campaign(Op::one_of, {"alps", "sea"}, "lake"));
  BOOST_TEST(with_campaign(Op::exists, {}, "anything"));
  BOOST_TEST(!with_campaign(Op::exists, {}, ""));
}

BOOST_AUTO_TEST_CASE(whatever_is_asked_about_an_absent_value_is_false) {
  for (const Op op : {Op::exists, Op::eq, Op::ne, Op::lt, Op::lte, Op::gt, Op::gte, Op::one_of})
    BOOST_TEST(!Asked(number(age, op, {34})).holds(), pack::EnumNameOp(op));
  for (const Op op : {Op::exists, Op::eq, Op::ne, Op::one_of, Op::contains})
    BOOST_TEST(!Asked(text(party, op, {"family"})).holds(), pack::EnumNameOp(op));
  for (const Op op : {Op::exists, Op::eq, Op::ne, Op::one_of}) BOOST_TEST(!with_campaign(op, {"alps"}, ""));
}

BOOST_AUTO_TEST_CASE(page_without_facts_has_none) {
  Asked asked(fact(context::campaign, Op::exists, {}));
  asked.page = {};
  BOOST_TEST(!asked.holds());
}

BOOST_AUTO_TEST_CASE(value_that_exists_need_not_be_true) {
  Asked asked(exists(attribute::member));
  asked.knows(attribute::member, of_boolean(false));
  BOOST_TEST(asked.holds());
}

BOOST_AUTO_TEST_CASE(groups_combine_their_children) {
  BOOST_TEST(holds(all({yes, yes})));
  BOOST_TEST(!holds(all({yes, no})));
  BOOST_TEST(holds(any({no, yes})));
  BOOST_TEST(!holds(any({no, no})));
  BOOST_TEST(holds(none({no, no})));
  BOOST_TEST(!holds(none({no, yes})));
}

BOOST_AUTO_TEST_CASE(empty_groups_are_all_true_any_false_none_true) {
  BOOST_TEST(holds(all({})));
  BOOST_TEST(!holds(any({})));
  BOOST_TEST(holds(none({})));
}

BOOST_AUTO_TEST_CASE(groups_nest_and_later_children_are_found_behind_them) {
  BOOST_TEST(holds(all({any({no, all({yes, none({no})})}), yes})));
  BOOST_TEST(!holds(all({any({yes, all({no, no})}), no})));
  BOOST_TEST(holds(any({all({no, yes}), none({yes}), yes})));
  BOOST_TEST(holds(none({all({yes, no}), any({})})));
}

BOOST_AUTO_TEST_CASE(empty_range_holds) {
  const policy::Pack& pack = sample();
  const profile::Profile profile = empty_profile(pack);
  const consent::Permissions nothing;
  const personalization::Page page;
  const pack::Range empty(5, 0);
  BOOST_TEST(personalization::holds({pack, profile, nothing, page, noon_ms, 0}, &empty, nullptr));
  BOOST_TEST(personalization::holds({pack, profile, nothing, page, noon_ms, 0}, nullptr, nullptr));
}

BOOST_AUTO_TEST_CASE(value_past_its_retention_is_absent) {
  Asked asked(exists(age));
  asked.knows(age, of_number(34));
  asked.now_ms = noon_ms + 100 * day_ms;
  BOOST_TEST(asked.holds());
  ++asked.now_ms;
  BOOST_TEST(!asked.holds());
}

BOOST_AUTO_TEST_CASE(trace_tells_used_absent_and_withheld_apart) {
  Asked asked(any({number(age, Op::gt, {40}), exists(attribute::home), exists(attribute::visits),
                   number(wheelchair, Op::eq, {1}), fact(context::campaign, Op::eq, {"alps"})}));
  asked.knows(age, of_number(34));
  asked.knows(attribute::visits, of_number(3));
  asked.knows(wheelchair, of_boolean(true));
  asked.reads(context::campaign, "alps");
  Trace trace;
  BOOST_TEST(asked.holds(&trace));
  const std::vector<Code> codes{Code::used, Code::absent, Code::consent_withheld, Code::consent_withheld, Code::used};
  const auto begin = policy::at(policy::at(asked.site.pack().slots(), 0).experiences(), 0).when()->begin();
  BOOST_TEST_REQUIRE(trace.size() == codes.size());
  for (std::size_t at = 0; at < codes.size(); ++at) {
    BOOST_TEST(trace[at].code == codes[at]);
    BOOST_TEST(trace[at].result == (at == 4));
    BOOST_TEST(trace[at].node == begin + 1 + at);
    BOOST_TEST(trace[at].experience == 7);
  }
}

BOOST_AUTO_TEST_CASE(leaves_that_no_longer_matter_are_not_looked_at) {
  Asked asked(all({no, yes}));
  asked.knows(age, of_number(34));
  Trace trace;
  asked.holds(&trace);
  BOOST_TEST(trace.size() == 1u);
}

BOOST_AUTO_TEST_CASE(attribute_without_the_slots_purpose_is_withheld) {
  Asked asked(exists(age), purpose::measurement);
  asked.knows(age, of_number(34));
  BOOST_TEST(!asked.holds());
  asked.purpose = purpose::personalization;
  BOOST_TEST(asked.holds());
}

BOOST_AUTO_TEST_CASE(attribute_without_consent_is_withheld) {
  Asked asked(exists(age));
  asked.knows(age, of_number(34));
  asked.permissions = permitting({purpose::necessary, purpose::measurement});
  Trace trace;
  BOOST_TEST(!asked.holds(&trace));
  BOOST_TEST(trace[0].code == Code::consent_withheld);
}

BOOST_AUTO_TEST_CASE(special_category_is_withheld_without_explicit_consent) {
  Asked asked(exists(wheelchair), purpose::accessibility);
  asked.knows(wheelchair, of_boolean(true));
  BOOST_TEST(asked.holds());
  asked.permissions = permitting({purpose::accessibility});
  BOOST_TEST(!asked.holds());
}

BOOST_AUTO_TEST_CASE(withheld_and_absent_look_the_same_to_a_condition) {
  for (const Op op : {Op::eq, Op::ne, Op::exists}) {
    Asked withheld(none({number(age, op, {34})}));
    withheld.knows(age, of_number(34));
    withheld.permissions = permitting({});
    const Asked absent(none({number(age, op, {34})}));
    BOOST_TEST(withheld.holds() == absent.holds());
  }
}

BOOST_AUTO_TEST_CASE(every_code_has_its_name) {
  using namespace std::string_view_literals;
  BOOST_TEST(personalization::code_name(Code::used) == "USED"sv);
  BOOST_TEST(personalization::code_name(Code::absent) == "ABSENT"sv);
  BOOST_TEST(personalization::code_name(Code::consent_withheld) == "CONSENT_WITHHELD"sv);
}

BOOST_AUTO_TEST_SUITE_END()
