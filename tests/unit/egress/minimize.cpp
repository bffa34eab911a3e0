// Each minimizer, and that its form is recognized and no other.
#include "egress/minimize.hpp"

#include <boost/test/unit_test.hpp>

#include "support/print.hpp"
#include "support/values.hpp"

using namespace assent;
using namespace assent::egress;
using namespace assent::test;
using test::destination::collector;
using test::destination::crm;

namespace {

// One attribute that leaves for the CRM in one form.
struct Form {
  Form(policy::AttributeId id, Leave leave) : site(site_with(id, std::move(leave))), id_(id) {}

  static Site site_with(policy::AttributeId id, Leave leave) {
    Site made = sample_site();
    made.attributes[id].leaves = {std::move(leave)};
    return made;
  }
  const pack::Attribute& attribute() const { return policy::at(site.pack().attributes(), id_); }
  const pack::Leave& leave() const { return *leave_for(attribute(), crm); }
  // The minimized text; "?" where what leaves is no text.
  std::string of(const profile::ValueView& value) const {
    const auto minimized = minimize(site.pack(), leave(), value);
    if (minimized.type != pack::ValueType::text) return "?";
    BOOST_TEST(is(minimized), "what is minimized is recognized: " << minimized.text.view());
    return std::string(minimized.text.view());
  }
  bool is(const profile::ValueView& value) const { return is_minimized(site.pack(), attribute(), leave(), value); }
  bool is(std::string_view text) const { return is(of_text(text)); }

  OpenSite site;

 private:
  policy::AttributeId id_;
};

Form buckets(std::vector<double> bounds) { return {attribute::age, in_buckets(crm, std::move(bounds))}; }
Form prefix(std::uint8_t length) { return {attribute::home, as_prefix(crm, length)}; }
Form date(pack::DateUnit unit) { return {attribute::birthday, dated(crm, unit)}; }

std::string padded(int number, std::size_t digits) {
  std::string text = std::to_string(number);
  return std::string(digits - text.size(), '0') + text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(minimizers)

BOOST_AUTO_TEST_CASE(declared_leave_is_found_by_destination) {
  const auto& home = policy::at(sample().attributes(), attribute::home);
  BOOST_TEST((leave_for(home, crm)->minimizer() == pack::Minimizer::map));
  BOOST_TEST((leave_for(home, collector)->minimizer() == pack::Minimizer::prefix));
  BOOST_TEST(!leave_for(home, destination::count));
  BOOST_TEST(!leave_for(policy::at(sample().attributes(), attribute::last_view), crm));
}

BOOST_AUTO_TEST_CASE(no_form_is_one_of_what_is_dropped_or_a_decision) {
  for (const Form& form : {Form(attribute::home, dropped(crm)), Form(attribute::home, as_decision(crm))})
    for (const char* text : {"", "10115"}) BOOST_TEST(!form.is(text));
}

BOOST_AUTO_TEST_CASE(decision_never_carries_a_value_whatever_its_minimizer) {
  Leave leave = kept(crm);
  leave.decision = true;
  BOOST_TEST(!Form(attribute::home, leave).is("10115"));
}

BOOST_AUTO_TEST_CASE(kept_value_leaves_unchanged) {
  const std::string list = items({"hiking", "food"});
  const Form topics(attribute::topics, kept(crm));
  const Form age(attribute::age, kept(crm));
  BOOST_TEST((profile::ValueView(minimize(age.site.pack(), age.leave(), of_number(34.5))) == of_number(34.5)));
  BOOST_TEST((profile::ValueView(minimize(topics.site.pack(), topics.leave(), of_items(list))) == of_items(list)));
}

BOOST_AUTO_TEST_CASE(kept_value_must_still_be_one_that_the_attribute_may_have) {
  const Form age(attribute::age, kept(crm));
  const Form party(attribute::party, kept(crm));
  BOOST_TEST(age.is(of_number(34)));
  BOOST_TEST(!age.is(of_number(15)));
  BOOST_TEST(!age.is("34"));
  BOOST_TEST(party.is("family"));
  BOOST_TEST(!party.is("10115 Berlin"));
  BOOST_TEST(!party.is(of_number(1)));
}

BOOST_AUTO_TEST_CASE(number_becomes_its_bucket) {
  const Form form = buckets({18, 25, 65});
  BOOST_TEST(form.of(of_number(17.999999)) == "<18");
  BOOST_TEST(form.of(of_number(18)) == "18-24");
  BOOST_TEST(form.of(of_number(24.9)) == "18-24");
  BOOST_TEST(form.of(of_number(25)) == "25-64");
  BOOST_TEST(form.of(of_number(64.999999)) == "25-64");
  BOOST_TEST(form.of(of_number(65)) == "65+");
  BOOST_TEST(form.of(of_number(120)) == "65+");
}

BOOST_AUTO_TEST_CASE(one_edge_makes_two_buckets) {
  const Form form = buckets({65});
  BOOST_TEST(form.of(of_number(20)) == "<65");
  BOOST_TEST(form.of(of_number(65)) == "65+");
}

BOOST_AUTO_TEST_CASE(edges_that_are_not_whole_are_written_as_they_are) {
  const Form form = buckets({17.5, 20, 22.25});
  BOOST_TEST(form.of(of_number(17)) == "<17.5");
  BOOST_TEST(form.of(of_number(18)) == "17.5-20");
  BOOST_TEST(form.of(of_number(21)) == "20-22.25");
  BOOST_TEST(form.of(of_number(23)) == "22.25+");
}

BOOST_AUTO_TEST_CASE(bucket_without_edges_says_nothing) {
  const Form form = buckets({});
  const auto minimized = minimize(form.site.pack(), form.leave(), of_number(34));
  BOOST_TEST((profile::ValueView(minimized) == of_text("")));
  BOOST_TEST(!form.is(""));
}

BOOST_AUTO_TEST_CASE(only_labels_of_buckets_are_recognized) {
  const Form form = buckets({18, 25, 65});
  for (const char* text : {"", "34", "18-25", "18-23", "<25", "25+", "<18 ", "18 - 24", "65", "+", "<", "-1-17"})
    BOOST_TEST(!form.is(text), text);
  BOOST_TEST(!form.is(of_number(34)));
  BOOST_TEST(!form.is(of_number(18)));
}

BOOST_AUTO_TEST_CASE(text_becomes_its_first_code_points) {
  const Form form = prefix(2);
  BOOST_TEST(form.of(of_text("10115")) == "10");
  BOOST_TEST(form.of(of_text("Zürich")) == "Zü");
  BOOST_TEST(form.of(of_text("🏔🏔🏔")) == "🏔🏔");
  BOOST_TEST(form.of(of_text("1")) == "1");
  BOOST_TEST(form.of(of_text("")) == "");
  BOOST_TEST(prefix(0).of(of_text("10115")) == "");
}

BOOST_AUTO_TEST_CASE(only_texts_as_short_as_the_prefix_are_recognized) {
  const Form form = prefix(2);
  for (const char* text : {"101", "Zür", "🏔🏔🏔", "\xff", "a\xc3"}) BOOST_TEST(!form.is(text));
  BOOST_TEST(!form.is(of_number(10)));
  BOOST_TEST(!form.is(of_items(items({"a"}))));
}

BOOST_AUTO_TEST_CASE(text_is_mapped_and_what_is_not_listed_is_other) {
  const Form form(attribute::home, mapped(crm, 0));
  BOOST_TEST(form.of(of_text("10115")) == "Berlin");
  BOOST_TEST(form.of(of_text("80331")) == "Bavaria");
  for (const char* text : {"", "10116", "1011", "Berlin"}) BOOST_TEST(form.of(of_text(text)) == "elsewhere");
}

BOOST_AUTO_TEST_CASE(only_texts_that_the_map_gives_are_recognized) {
  const Form form(attribute::home, mapped(crm, 0));
  for (const char* text : {"", "10115", "berlin", "Berlin ", "Hamburg"}) BOOST_TEST(!form.is(text), text);
  BOOST_TEST(!form.is(of_number(1)));
}

BOOST_AUTO_TEST_CASE(date_is_cut_to_its_unit) {
  BOOST_TEST(date(pack::DateUnit::day).of(of_date(20780)) == "2026-11-23");
  BOOST_TEST(date(pack::DateUnit::month).of(of_date(20780)) == "2026-11");
  BOOST_TEST(date(pack::DateUnit::year).of(of_date(20780)) == "2026");
  BOOST_TEST(date(pack::DateUnit::month).of(of_date(-1)) == "1969-12");
}

BOOST_AUTO_TEST_CASE(every_day_of_the_calendar_is_recognized) {
  for (const auto unit : {pack::DateUnit::day, pack::DateUnit::month, pack::DateUnit::year}) {
    const Form form = date(unit);
    for (double days = -719'528; days <= 2'932'896; days += 97) form.of(of_date(days));
    for (double days = 10'950; days < 12'420; ++days) form.of(of_date(days));
  }
}

BOOST_AUTO_TEST_CASE(only_days_of_the_calendar_are_recognized) {
  const Form days = date(pack::DateUnit::day);
  const Form months = date(pack::DateUnit::month);
  const std::vector<std::pair<int, int>> years{{1900, 365}, {2000, 366}, {2023, 365}, {2024, 366}};
  for (const auto& [year, length] : years) {
    int found = 0;
    for (int month = 0; month < 100; ++month)
      for (int day = 0; day < 100; ++day)
        if (days.is(padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2))) ++found;
    BOOST_TEST(found == length);
    found = 0;
    for (int month = 0; month < 100; ++month)
      if (months.is(padded(year, 4) + "-" + padded(month, 2))) ++found;
    BOOST_TEST(found == 12);
  }
}

BOOST_AUTO_TEST_CASE(date_of_another_form_is_not_recognized) {
  const Form months = date(pack::DateUnit::month);
  for (const char* text : {"", "2026", "2026-11-23", "2026-1", "2026/11", "-026-11", "2026-1x", "2026--1", "202611-"})
    BOOST_TEST(!months.is(text), text);
  BOOST_TEST(!months.is(of_date(20780)));
  const Form years = date(pack::DateUnit::year);
  for (const char* text : {"", "202", "20260", "202x", "-026"}) BOOST_TEST(!years.is(text), text);
  BOOST_TEST(years.is("0000"));
}

BOOST_AUTO_TEST_SUITE_END()
