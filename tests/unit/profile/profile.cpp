// What a profile takes and refuses, how long it keeps it, and what it forgets.
#include "profile/profile.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

#include "support/consents.hpp"
#include "support/print.hpp"
#include "support/values.hpp"

using namespace assent;
using namespace assent::profile;
using namespace assent::test;
using base::Fault;
using test::attribute::age;
using test::attribute::birthday;
using test::attribute::home;
using test::attribute::interests;
using test::attribute::member;
using test::attribute::party;
using test::attribute::segment;
using test::attribute::topics;
using test::attribute::visits;
using test::attribute::wheelchair;

namespace {

struct Fixture {
  const policy::Pack& pack = sample();
  Profile profile = empty_profile(pack);

  Fault sets(policy::AttributeId attribute, const ValueView& value, double now_ms = noon_ms) {
    return set(pack, profile, attribute, value, now_ms);
  }
  const Value& value(policy::AttributeId attribute) const { return profile.cells[attribute].value; }

  // The fault is given, and the profile stays as it was.
  void refuses(policy::AttributeId attribute, const ValueView& refused, Fault expected) {
    const std::uint32_t changes = profile.changes;
    const Value before = attribute < attribute::count ? value(attribute) : Value();
    BOOST_TEST(sets(attribute, refused) == expected);
    BOOST_TEST(profile.changes == changes);
    if (attribute < attribute::count) BOOST_TEST((ValueView(value(attribute)) == ValueView(before)));
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(profiles, Fixture)

BOOST_AUTO_TEST_CASE(every_type_is_taken) {
  const std::string list = items({"hiking", "food"});
  BOOST_TEST(sets(age, of_number(34)) == Fault::none);
  BOOST_TEST(sets(party, of_text("family")) == Fault::none);
  BOOST_TEST(sets(birthday, of_date(7000)) == Fault::none);
  BOOST_TEST(sets(member, of_boolean(true)) == Fault::none);
  BOOST_TEST(sets(topics, of_items(list)) == Fault::none);
  BOOST_TEST(value(age).number == 34);
  BOOST_TEST(value(party).text.view() == "family");
  BOOST_TEST(value(birthday).number == 7000);
  BOOST_TEST(value(member).number == 1);
  BOOST_TEST(split(value(topics).text) == std::vector<std::string>({"hiking", "food"}));
  BOOST_TEST(profile.changes == 5u);
}

BOOST_AUTO_TEST_CASE(dates_are_kept_in_whole_days) {
  for (const double days : {6999.6, 7000.0, 7000.4}) {
    BOOST_TEST(sets(birthday, of_date(days)) == Fault::none);
    BOOST_TEST(value(birthday).number == 7000);
  }
}

BOOST_AUTO_TEST_CASE(unknown_attribute_is_refused) {
  refuses(attribute::count, of_number(1), Fault::unknown_attribute);
  refuses(0xFFFF, of_number(1), Fault::unknown_attribute);
  BOOST_TEST(forget(profile, attribute::count) == Fault::unknown_attribute);
}

BOOST_AUTO_TEST_CASE(value_of_another_type_is_refused) {
  sets(age, of_number(34));
  for (const ValueView& other : {of_text("34"), of_boolean(true), of_date(34), of_items("")})
    refuses(age, other, Fault::wrong_type);
  refuses(party, of_number(1), Fault::wrong_type);
  refuses(topics, of_text("hiking"), Fault::wrong_type);
  refuses(member, of_number(1), Fault::wrong_type);
  refuses(birthday, of_number(1), Fault::wrong_type);
}

BOOST_AUTO_TEST_CASE(number_outside_the_declared_range_is_refused) {
  BOOST_TEST(sets(age, of_number(16)) == Fault::none);
  BOOST_TEST(sets(age, of_number(120)) == Fault::none);
  refuses(age, of_number(15.999999), Fault::number_out_of_range);
  refuses(age, of_number(120.000001), Fault::number_out_of_range);
  refuses(age, of_number(std::numeric_limits<double>::quiet_NaN()), Fault::number_out_of_range);
  refuses(age, of_number(std::numeric_limits<double>::infinity()), Fault::number_out_of_range);
}

BOOST_AUTO_TEST_CASE(number_beyond_a_thousand_million_is_refused_whatever_is_declared) {
  Site site = sample_site();
  site.attributes[age].minimum = -1e300;
  site.attributes[age].maximum = 1e300;
  const OpenSite open(site);
  for (const double limit : {1e9, -1e9}) {
    BOOST_TEST(set(open.pack(), profile, age, of_number(limit), noon_ms) == Fault::none);
    BOOST_TEST(set(open.pack(), profile, age, of_number(limit * (1 + 1e-15)), noon_ms) == Fault::number_out_of_range);
  }
}

BOOST_AUTO_TEST_CASE(numbers_are_kept_to_six_decimals) {
  const std::vector<std::pair<double, double>> cases{
      {20.1234564, 20.123456}, {20.1234566, 20.123457}, {99.9999999, 100}, {20, 20}};
  for (const auto& [given, taken] : cases) {
    BOOST_TEST(sets(age, of_number(given)) == Fault::none);
    BOOST_TEST(value(age).number == taken);
  }
}

BOOST_AUTO_TEST_CASE(text_of_256_bytes_is_taken_and_one_of_257_is_not) {
  const std::string longest(max_text_bytes, 'x');
  BOOST_TEST(sets(home, of_text(longest)) == Fault::none);
  refuses(home, of_text(longest + "x"), Fault::text_too_long);
  BOOST_TEST(sets(home, of_text("")) == Fault::none);
}

BOOST_AUTO_TEST_CASE(text_that_is_not_utf8_is_refused) {
  sets(home, of_text("Zürich"));
  refuses(home, of_text("\xff"), Fault::text_not_utf8);
  refuses(topics, of_items(items({"fine", "Z\xfcrich"})), Fault::text_not_utf8);
}

BOOST_AUTO_TEST_CASE(text_that_is_no_choice_is_refused) {
  sets(party, of_text("family"));
  for (const char* text : {"", "Family", "famil", "couple "}) refuses(party, of_text(text), Fault::not_a_choice);
}

BOOST_AUTO_TEST_CASE(list_of_16_items_is_taken_and_one_of_17_is_not) {
  std::vector<std::string> all(max_list_items, "x");
  BOOST_TEST(sets(topics, of_items(items(all))) == Fault::none);
  all.push_back("x");
  refuses(topics, of_items(items(all)), Fault::list_too_long);
}

BOOST_AUTO_TEST_CASE(items_are_checked_like_texts) {
  BOOST_TEST(sets(topics, of_items(items({std::string(max_text_bytes, 'x')}))) == Fault::none);
  refuses(topics, of_items(items({"x", std::string(max_text_bytes + 1, 'x')})), Fault::text_too_long);
}

BOOST_AUTO_TEST_CASE(list_that_is_cut_short_is_refused) {
  const std::string list = items({"hiking", "food"});
  sets(topics, of_items(list));
  for (std::size_t size = 1; size < list.size(); ++size) {
    if (size == 2 + std::string_view("hiking").size()) continue;  // a whole list of one
    refuses(topics, of_items(std::string_view(list).substr(0, size)), Fault::wrong_type);
  }
}

BOOST_AUTO_TEST_CASE(symbol_of_a_text_is_found_when_it_is_set) {
  sets(party, of_text("family"));
  BOOST_TEST(profile.cells[party].symbol == policy::symbol_of(pack, "family"));
  sets(party, of_text("couple"));
  BOOST_TEST(profile.cells[party].symbol == policy::no_symbol);
  sets(topics, of_items(items({"family"})));
  BOOST_TEST(profile.cells[topics].symbol == policy::no_symbol);
}

BOOST_AUTO_TEST_CASE(value_set_over_an_observation_or_inference_is_a_correction) {
  sets(age, of_number(34));
  sets(visits, of_number(2));
  sets(segment, of_text("adult"));
  BOOST_TEST(!profile.cells[age].corrected);
  BOOST_TEST(profile.cells[visits].corrected);
  BOOST_TEST(profile.cells[segment].corrected);
}

BOOST_AUTO_TEST_CASE(forgotten_attribute_leaves_nothing_behind) {
  sets(party, of_text("family"));
  BOOST_TEST(forget(profile, party) == Fault::none);
  const Cell& cell = profile.cells[party];
  BOOST_TEST(!cell.present);
  BOOST_TEST(cell.symbol == 0);
  BOOST_TEST(cell.value.text.empty());
  BOOST_TEST(cell.at_ms == 0);
  BOOST_TEST(profile.changes == 2u);
  BOOST_TEST(forget(profile, party) == Fault::none);
  BOOST_TEST(profile.changes == 2u);
}

BOOST_AUTO_TEST_CASE(value_is_fresh_to_the_end_of_its_retention_and_one_millisecond_past_it_is_not) {
  sets(age, of_number(34));
  const double end_ms = noon_ms + 100 * day_ms;
  BOOST_TEST(fresh(pack, profile, age, end_ms) == &profile.cells[age]);
  BOOST_TEST(fresh(pack, profile, age, end_ms + 1) == nullptr);
  BOOST_TEST(fresh(pack, profile, home, noon_ms) == nullptr);
  BOOST_TEST(fresh(pack, profile, attribute::count, noon_ms) == nullptr);
}

BOOST_AUTO_TEST_CASE(setting_a_value_again_starts_its_retention_anew) {
  sets(age, of_number(34));
  sets(age, of_number(35), noon_ms + 50 * day_ms);
  BOOST_TEST(fresh(pack, profile, age, noon_ms + 150 * day_ms));
}

BOOST_AUTO_TEST_CASE(attribute_is_usable_while_one_of_its_purposes_stands) {
  const auto& declared = policy::at(pack.attributes(), party);
  BOOST_TEST(usable(declared, permitting({purpose::personalization})));
  BOOST_TEST(usable(declared, permitting({purpose::measurement})));
  BOOST_TEST(!usable(declared, permitting({purpose::necessary, purpose::advertising})));
  BOOST_TEST(!usable(declared, permitting({})));
}

BOOST_AUTO_TEST_CASE(special_category_is_usable_on_explicit_consent_only) {
  const auto& declared = policy::at(pack.attributes(), wheelchair);
  BOOST_TEST(usable(declared, permitting({purpose::accessibility}, {purpose::accessibility})));
  BOOST_TEST(!usable(declared, permitting({purpose::accessibility})));
  BOOST_TEST(!usable(declared, permitting({purpose::personalization}, {purpose::personalization})));
}

BOOST_AUTO_TEST_CASE(pruning_forgets_what_no_standing_purpose_uses) {
  sets(age, of_number(34));
  sets(party, of_text("family"));
  sets(wheelchair, of_boolean(true));
  prune(pack, profile, permitting({purpose::measurement, purpose::accessibility}), noon_ms);
  BOOST_TEST(!profile.cells[age].present);
  BOOST_TEST(profile.cells[party].present);
  BOOST_TEST(!profile.cells[wheelchair].present);
}

BOOST_AUTO_TEST_CASE(pruning_forgets_what_is_past_its_retention) {
  sets(age, of_number(34));
  sets(party, of_text("family"), noon_ms + 1);
  prune(pack, profile, permitting_everything(), noon_ms + 100 * day_ms + 1);
  BOOST_TEST(!profile.cells[age].present);
  BOOST_TEST(profile.cells[party].present);
}

BOOST_AUTO_TEST_CASE(pruning_what_may_stay_changes_nothing) {
  sets(age, of_number(34));
  const std::uint32_t changes = profile.changes;
  prune(pack, profile, permitting_everything(), noon_ms);
  BOOST_TEST(profile.changes == changes);
}

BOOST_AUTO_TEST_SUITE_END()
