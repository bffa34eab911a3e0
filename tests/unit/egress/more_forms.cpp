// Rounded numbers, pseudonyms and noisy forms, and that each is recognized and no other.
#include "egress/more_forms.hpp"

#include <boost/test/unit_test.hpp>
#include <set>

#include "egress/minimize.hpp"
#include "support/print.hpp"
#include "support/values.hpp"

using namespace assent;
using namespace assent::egress;
using namespace assent::test;
using test::destination::collector;
using test::destination::crm;

namespace {

constexpr std::uint64_t never = 0;  // odds with which the truth is never told
constexpr std::uint64_t always = ~std::uint64_t{0};

struct Form {
  Form(policy::AttributeId id, Leave leave) : site(site_with(id, std::move(leave))), id_(id) {}

  static Site site_with(policy::AttributeId id, Leave leave) {
    Site made = sample_site();
    made.budget = 1'000'000;
    made.attributes[id].leaves = {std::move(leave)};
    return made;
  }
  const pack::Attribute& attribute() const { return policy::at(site.pack().attributes(), id_); }
  const pack::Leave& leave() const { return *leave_for(attribute(), crm); }
  profile::Value of(const profile::ValueView& value, std::uint64_t unit = 1) const {
    base::Text spending;
    const auto form = minimize_more(site.pack(), attribute(), leave(), value, {unit, spending});
    BOOST_TEST_REQUIRE(form.has_value());
    BOOST_TEST(is(*form), "what is minimized is recognized");
    return *form;
  }
  double number_of(double number) const { return of(of_number(number)).number; }
  bool is(const profile::ValueView& value) const { return is_minimized(site.pack(), attribute(), leave(), value); }

  OpenSite site;

 private:
  policy::AttributeId id_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(more_forms)

BOOST_AUTO_TEST_CASE(number_becomes_the_nearest_multiple) {
  const Form tens(attribute::age, rounded(crm, 10));
  BOOST_TEST(tens.number_of(34.9) == 30);
  BOOST_TEST(tens.number_of(36) == 40);
  BOOST_TEST(tens.number_of(25) == 20);
  BOOST_TEST(tens.number_of(35) == 40);
  const Form tenths(attribute::age, rounded(crm, 0.1));
  BOOST_TEST(tenths.number_of(34.27) == 34.3);
  BOOST_TEST(Form(attribute::age, rounded(crm, 1'000)).number_of(34) == 0);
}

BOOST_AUTO_TEST_CASE(only_multiples_within_the_range_are_recognized) {
  const Form tens(attribute::age, rounded(crm, 10));
  for (const double number : {20.0, 30.0, 120.0}) BOOST_TEST(tens.is(of_number(number)), number);
  for (const double number : {34.0, 30.000001, 10.0, 130.0, -30.0, 1e300, -1e300})
    BOOST_TEST(!tens.is(of_number(number)), number);
  BOOST_TEST(!tens.is(of_number(std::numeric_limits<double>::quiet_NaN())));
  BOOST_TEST(!tens.is(of_text("30")));
  BOOST_TEST(!tens.is(of_boolean(true)));
}

BOOST_AUTO_TEST_CASE(pseudonym_is_stable_for_one_visitor_and_shared_with_nobody) {
  const Form form(attribute::home, as_pseudonym(crm));
  const profile::Value one = form.of(of_text("10115"));
  BOOST_TEST(one.text.size() == 16u);
  BOOST_TEST((one.text == form.of(of_text("10115")).text));
  BOOST_TEST(!(one.text == form.of(of_text("10116")).text));
  BOOST_TEST(!(one.text == form.of(of_text("10115"), 2).text));
}

BOOST_AUTO_TEST_CASE(only_sixteen_hexadecimal_digits_are_a_pseudonym) {
  const Form form(attribute::home, as_pseudonym(crm));
  BOOST_TEST(form.is(of_text("0123456789abcdef")));
  for (const char* text : {"", "10115", "0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF", "0123456789abcdeg"})
    BOOST_TEST(!form.is(of_text(text)), text);
  BOOST_TEST(!form.is(of_number(1)));
}

BOOST_AUTO_TEST_CASE(noise_tells_another_value_of_the_same_form) {
  const Form party(attribute::party, noisy(kept(crm), never, 1));
  const Form member(attribute::member, noisy(kept(crm), never, 1));
  const Form age(attribute::age, noisy(in_buckets(crm, {25, 65}), never, 1));
  std::set<std::string> told;
  for (std::uint64_t unit = 1; unit < 50; ++unit) {
    const profile::Value choice = party.of(of_text("family"), unit);
    BOOST_TEST(choice.text.view() != "family");
    BOOST_TEST(member.of(of_boolean(true), unit).number == 0);
    told.insert(std::string(age.of(of_number(30), unit).text.view()));
  }
  BOOST_TEST((told == std::set<std::string>{"<25", "65+"}));
}

BOOST_AUTO_TEST_CASE(noise_that_always_tells_the_truth_is_the_plain_form) {
  BOOST_TEST(Form(attribute::party, noisy(kept(crm), always, 1)).of(of_text("family")).text.view() == "family");
  BOOST_TEST(Form(attribute::age, noisy(in_buckets(crm, {25, 65}), always, 1)).of(of_number(30)).text.view() ==
             "25-64");
  BOOST_TEST(Form(attribute::age, noisy(rounded(crm, 10), always, 1)).number_of(34) == 30);
}

BOOST_AUTO_TEST_CASE(rounded_number_with_noise_stays_within_its_range) {
  Leave leave = noisy(rounded(crm, 10), never, 1);
  leave.further = always;
  const Form form(attribute::age, leave);
  std::set<double> told;
  for (std::uint64_t unit = 1; unit < 50; ++unit) told.insert(form.of(of_number(34), unit).number);
  // As far as it goes, either way: 16 and 120 as they round.
  BOOST_TEST((told == std::set<double>{20, 120}));
}

BOOST_AUTO_TEST_CASE(what_is_no_level_is_not_told) {
  const auto is_told = [](const Form& form, const profile::ValueView& value) {
    base::Text spending;
    const auto told = minimize_more(form.site.pack(), form.attribute(), form.leave(), value, {1, spending});
    return told.has_value() || !spending.empty();
  };
  const Form party(attribute::party, noisy(kept(crm), never, 1));
  BOOST_TEST(is_told(party, of_text("family")));
  BOOST_TEST(!is_told(party, of_text("nobody")));
  const Form age(attribute::age, noisy(rounded(crm, 10), never, 1));
  BOOST_TEST(is_told(age, of_number(16)));
  BOOST_TEST(is_told(age, of_number(120)));
  BOOST_TEST(!is_told(age, of_number(14)));
  BOOST_TEST(!is_told(age, of_number(126)));
}

BOOST_AUTO_TEST_CASE(what_noise_cannot_have_told_is_not_recognized) {
  const Form party(attribute::party, noisy(kept(crm), never, 1));
  BOOST_TEST(!party.is(of_text("10115")));
  BOOST_TEST(!Form(attribute::age, noisy(in_buckets(crm, {25, 65}), never, 1)).is(of_text("30")));
  BOOST_TEST(!Form(attribute::age, noisy(rounded(crm, 10), never, 1)).is(of_number(34)));
}

BOOST_AUTO_TEST_CASE(other_edges_are_another_question_that_is_paid_for_anew) {
  base::Text spending;
  for (const double edge : {25.0, 30.0, 30.0}) {
    const Form form(attribute::age, noisy(in_buckets(crm, {edge}), never, 1));
    BOOST_TEST(
        minimize_more(form.site.pack(), form.attribute(), form.leave(), of_number(50), {1, spending}).has_value());
  }
  BOOST_TEST(spending.size() == 3 * sizeof(std::uint32_t));  // the cost and two marks
}

BOOST_AUTO_TEST_CASE(nothing_leaves_with_noise_where_the_budget_is_spent) {
  Site site = Form::site_with(attribute::party, noisy(kept(crm), never, 1'000));
  site.budget = 999;
  const OpenSite opened(site);
  const auto& attribute = policy::at(opened.pack().attributes(), test::attribute::party);
  base::Text spending;
  BOOST_TEST(!minimize_more(opened.pack(), attribute, *leave_for(attribute, crm), of_text("family"), {1, spending})
                  .has_value());
}

BOOST_AUTO_TEST_SUITE_END()
