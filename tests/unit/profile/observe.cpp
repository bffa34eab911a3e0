// What signals do to observed attributes.
#include <boost/test/unit_test.hpp>
#include <limits>

#include "profile/profile.hpp"
#include "support/print.hpp"
#include "support/values.hpp"

using namespace assent;
using namespace assent::profile;
using namespace assent::test;
using base::Fault;
using test::attribute::interests;
using test::attribute::last_view;
using test::attribute::visits;

namespace {

struct Fixture {
  const policy::Pack& pack = sample();
  Profile profile = empty_profile(pack);

  Fault observes(std::string_view signal, const ValueView& value, double now_ms = noon_ms) {
    return observe(pack, profile, signal, value, now_ms);
  }
  std::vector<std::string> list() const { return split(profile.cells[interests].value.text); }
  double number() const { return profile.cells[visits].value.number; }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(observations, Fixture)

BOOST_AUTO_TEST_CASE(signal_that_nothing_listens_to_is_refused) {
  for (const char* signal : {"", "Visit", "visits", "age", "unknown"}) {
    BOOST_TEST(observes(signal, of_number(1)) == Fault::unknown_signal, signal);
    BOOST_TEST(profile.changes == 0u);
  }
}

BOOST_AUTO_TEST_CASE(numbers_are_added_up) {
  BOOST_TEST(observes("visit", of_number(1)) == Fault::none);
  BOOST_TEST(observes("visit", of_number(2.5), noon_ms + 5) == Fault::none);
  BOOST_TEST(number() == 3.5);
  BOOST_TEST(profile.cells[visits].at_ms == noon_ms + 5);
  BOOST_TEST(!profile.cells[visits].corrected);
}

BOOST_AUTO_TEST_CASE(sum_stops_at_the_maximum) {
  observes("visit", of_number(999));
  BOOST_TEST(observes("visit", of_number(5)) == Fault::none);
  BOOST_TEST(number() == 1000);
}

BOOST_AUTO_TEST_CASE(sum_below_the_minimum_or_without_a_number_changes_nothing) {
  observes("visit", of_number(3));
  BOOST_TEST(observes("visit", of_number(-4)) == Fault::number_out_of_range);
  BOOST_TEST(observes("visit", of_number(std::numeric_limits<double>::quiet_NaN())) == Fault::number_out_of_range);
  BOOST_TEST(observes("visit", of_text("1")) == Fault::wrong_type);
  BOOST_TEST(observes("visit", of_boolean(true)) == Fault::wrong_type);
  BOOST_TEST(number() == 3);
  BOOST_TEST(profile.changes == 1u);
}

BOOST_AUTO_TEST_CASE(one_signal_reaches_every_attribute_that_listens) {
  BOOST_TEST(observes("view", of_text("alps")) == Fault::none);
  BOOST_TEST(observes("view", of_text("kids")) == Fault::none);
  BOOST_TEST(profile.cells[last_view].value.text.view() == "kids");
  BOOST_TEST(list() == std::vector<std::string>({"alps", "kids"}));
}

BOOST_AUTO_TEST_CASE(text_is_collected_once_and_newest_last) {
  for (const char* text : {"a", "b", "c", "a", "b", "b"}) observes("view", of_text(text));
  BOOST_TEST(list() == std::vector<std::string>({"c", "a", "b"}));
}

BOOST_AUTO_TEST_CASE(oldest_text_makes_room) {
  std::vector<std::string> expected;
  for (std::size_t count = 0; count < max_list_items + 3; ++count) {
    expected.push_back("item-" + std::to_string(count));
    BOOST_TEST(observes("view", of_text(expected.back())) == Fault::none);
  }
  expected.erase(expected.begin(), expected.begin() + 3);
  BOOST_TEST(list() == expected);
  // A text that is there already takes its own place, not another's.
  observes("view", of_text(expected.front()));
  expected.push_back(expected.front());
  expected.erase(expected.begin());
  BOOST_TEST(list() == expected);
}

BOOST_AUTO_TEST_CASE(text_of_256_bytes_is_collected_and_one_of_257_is_not) {
  const std::string longest(max_text_bytes, 'x');
  BOOST_TEST(observes("view", of_text(longest)) == Fault::none);
  BOOST_TEST(observes("view", of_text(longest + "x")) == Fault::text_too_long);
  BOOST_TEST(list() == std::vector<std::string>{longest});
}

// Otherwise what a secret attribute holds would show in one that leaves.
BOOST_AUTO_TEST_CASE(signal_refused_by_one_listener_is_taken_by_the_others) {
  Site site = sample_site();
  site.attributes[interests].choices = {"alps", "kids"};
  site.attributes[last_view].choices = {"alps", "sea"};
  const OpenSite open(site);
  const auto observed = [&](const char* text) { return observe(open.pack(), profile, "view", of_text(text), noon_ms); };
  BOOST_TEST(observed("kids") == Fault::none);
  BOOST_TEST(list() == std::vector<std::string>{"kids"});
  BOOST_TEST(!profile.cells[last_view].present);
  BOOST_TEST(observed("sea") == Fault::none);
  BOOST_TEST(list() == std::vector<std::string>{"kids"});
  BOOST_TEST(profile.cells[last_view].value.text.view() == "sea");
}

BOOST_AUTO_TEST_CASE(signal_refused_by_every_listener_changes_none) {
  Site site = sample_site();
  site.attributes[interests].choices = site.attributes[last_view].choices = {"alps"};
  const OpenSite open(site);
  const auto observed = [&](const char* text) { return observe(open.pack(), profile, "view", of_text(text), noon_ms); };
  observed("alps");
  const std::uint32_t changes = profile.changes;
  BOOST_TEST(observed("sea") == Fault::not_a_choice);
  BOOST_TEST(list() == std::vector<std::string>{"alps"});
  BOOST_TEST(profile.cells[last_view].value.text.view() == "alps");
  BOOST_TEST(profile.changes == changes);
}

BOOST_AUTO_TEST_CASE(corrected_value_beats_later_observations) {
  observes("visit", of_number(3));
  set(pack, profile, visits, of_number(1), noon_ms);
  BOOST_TEST(observes("visit", of_number(5)) == Fault::none);
  BOOST_TEST(number() == 1);
  BOOST_TEST(profile.cells[visits].corrected);
  forget(profile, visits);
  observes("visit", of_number(5));
  BOOST_TEST(number() == 5);
}

BOOST_AUTO_TEST_CASE(correction_of_one_listener_leaves_the_others_listening) {
  set(pack, profile, last_view, of_text("mine"), noon_ms);
  BOOST_TEST(observes("view", of_text("alps")) == Fault::none);
  BOOST_TEST(profile.cells[last_view].value.text.view() == "mine");
  BOOST_TEST(list() == std::vector<std::string>{"alps"});
}

BOOST_AUTO_TEST_SUITE_END()
