// Interests: what signals raise, what time takes, what a record may hold.
#include "profile/scores.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "profile/opaque.hpp"
#include "support/interests.hpp"
#include "support/print.hpp"

using namespace assent;
using namespace assent::profile;
using namespace assent::test;
using base::Fault;

namespace {

constexpr double half_life_ms = interest_half_life_s * 1000.0;

std::vector<std::string> many_choices(std::size_t count) {
  std::vector<std::string> choices;
  for (std::size_t at = 0; at < count; ++at) choices.push_back("choice-" + std::string(1, static_cast<char>('a' + at)));
  return choices;
}

struct Fixture {
  explicit Fixture(std::vector<std::string> choices = {"alps", "city", "sea"})
      : site(site_with_interests(std::move(choices))), profile(empty_profile(site.pack())) {}

  Fault observes(std::string_view signal, const ValueView& value, double now_ms = noon_ms) {
    return observe(site.pack(), profile, signal, value, now_ms);
  }
  Fault sets(const ScoreList& scores) {
    return set(site.pack(), profile, drawn_to, of_scores(scores_record(scores)), noon_ms);
  }
  ScoreList known() const { return scores_in(profile.cells[drawn_to].value.text); }
  double score(const char* choice, double now_ms) const {
    const Cell& cell = profile.cells[drawn_to];
    return score_at(policy::at(site.pack().attributes(), drawn_to), cell.value.text, choice, cell.at_ms, now_ms);
  }
  std::string json() const {
    base::Text out;
    base::JsonWriter writer(out);
    write_opaque(writer, profile.cells[drawn_to].value);
    return std::string(out.view());
  }

  OpenSite site;
  Profile profile;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(scores, Fixture)

BOOST_AUTO_TEST_CASE(signal_adds_its_weight_of_what_is_missing) {
  BOOST_TEST(observes("view", of_text("alps")) == Fault::none);
  BOOST_TEST((known() == ScoreList{{"alps", 0.5}}));
  BOOST_TEST(observes("search", of_text("alps")) == Fault::none);
  BOOST_TEST((known() == ScoreList{{"alps", 0.625}}));
  BOOST_TEST(observes("search", of_text("sea")) == Fault::none);
  BOOST_TEST((known() == ScoreList{{"alps", 0.625}, {"sea", 0.25}}));
  BOOST_TEST(observes("search", of_text("city")) == Fault::none);
  BOOST_TEST((known() == ScoreList{{"alps", 0.625}, {"city", 0.25}, {"sea", 0.25}}));
}

BOOST_AUTO_TEST_CASE(no_number_of_signals_makes_more_than_one) {
  for (int times = 0; times < 100; ++times) observes("view", of_text("alps"));
  BOOST_TEST((known() == ScoreList{{"alps", 0.999999}}));  // six decimals never reach it
}

BOOST_AUTO_TEST_CASE(other_listeners_hear_the_same_signal) {
  observes("view", of_text("alps"));
  BOOST_TEST(profile.cells[test::attribute::last_view].value.text.view() == "alps");
  observes("view", of_text("desert"));
  BOOST_TEST(profile.cells[test::attribute::last_view].value.text.view() == "desert");
  BOOST_TEST((known() == ScoreList{{"alps", 0.5}}));
}

BOOST_AUTO_TEST_CASE(what_is_no_choice_changes_nothing) {
  BOOST_TEST(observes("search", of_text("desert")) == Fault::not_a_choice);
  BOOST_TEST(observes("search", of_number(1)) == Fault::wrong_type);
  BOOST_TEST(observes("search", of_boolean(true)) == Fault::wrong_type);
  BOOST_TEST(observes("search", of_items(items({"alps"}))) == Fault::wrong_type);
  BOOST_TEST(observes("search", of_scores(scores_record({{"alps", 1}}))) == Fault::wrong_type);
  BOOST_TEST(observes("search", of_text(std::string(70'000, 'x'))) == Fault::wrong_type);
  BOOST_TEST(observes("searches", of_text("alps")) == Fault::unknown_signal);
  BOOST_TEST(profile.changes == 0u);
}

BOOST_AUTO_TEST_CASE(scores_halve_with_time_and_are_written_only_by_signals) {
  observes("view", of_text("alps"));
  BOOST_TEST(score("alps", noon_ms) == 0.5);
  BOOST_TEST(score("alps", noon_ms + half_life_ms) == 0.25);
  BOOST_TEST(score("alps", noon_ms + 3 * half_life_ms) == 0.0625);
  BOOST_TEST(score("sea", noon_ms) == 0);
  BOOST_TEST((known() == ScoreList{{"alps", 0.5}}));
  BOOST_TEST(observes("view", of_text("sea"), noon_ms + half_life_ms) == Fault::none);
  BOOST_TEST((known() == ScoreList{{"alps", 0.25}, {"sea", 0.5}}));
}

BOOST_AUTO_TEST_CASE(clock_that_was_set_back_raises_nothing) {
  observes("view", of_text("alps"));
  BOOST_TEST(score("alps", noon_ms - half_life_ms) == 0.5);
}

BOOST_AUTO_TEST_CASE(what_has_faded_is_forgotten_with_the_next_signal) {
  sets({{"alps", min_score * 2}, {"city", min_score * 2.02}});
  profile.cells[drawn_to].corrected = false;
  observes("view", of_text("sea"), noon_ms + half_life_ms * 1.01);
  BOOST_TEST((known() == ScoreList{{"city", 0.001003}, {"sea", 0.5}}));
}

BOOST_AUTO_TEST_CASE(weakest_of_sixteen_makes_room_for_one_more) {
  Fixture full(many_choices(max_scores + 1));
  for (std::size_t at = 0; at < max_scores; ++at) {
    const auto id = many_choices(max_scores)[at];
    BOOST_TEST(full.observes(at == 4 ? "search" : "view", of_text(id)) == Fault::none);
  }
  BOOST_TEST(full.known().size() == max_scores);
  BOOST_TEST(full.observes("view", of_text("choice-a")) == Fault::none);
  BOOST_TEST(full.known().size() == max_scores);
  BOOST_TEST(full.score("choice-e", noon_ms) == 0.25);
  BOOST_TEST(full.observes("view", of_text("choice-q")) == Fault::none);
  BOOST_TEST(full.known().size() == max_scores);
  BOOST_TEST(full.score("choice-e", noon_ms) == 0);
  BOOST_TEST(full.score("choice-q", noon_ms) == 0.5);
}

BOOST_AUTO_TEST_CASE(record_of_sixteen_is_taken_and_one_of_seventeen_is_not) {
  Fixture full(many_choices(max_scores + 1));
  ScoreList all;
  for (const std::string& choice : many_choices(max_scores)) all.emplace_back(choice, 0.5);
  BOOST_TEST(full.sets(all) == Fault::none);
  all.emplace_back("choice-q", 0.5);
  BOOST_TEST(full.sets(all) == Fault::list_too_long);
}

BOOST_AUTO_TEST_CASE(scores_from_zero_to_one_are_taken) {
  BOOST_TEST(sets({{"alps", 0}, {"city", 1}}) == Fault::none);
  for (const double wrong : {-0.000001, 1.000001, 2.0, std::numeric_limits<double>::quiet_NaN(),
                             std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()})
    BOOST_TEST(sets({{"alps", wrong}}) == Fault::number_out_of_range);
  BOOST_TEST(json() == R"({"alps":0,"city":1})");
}

BOOST_AUTO_TEST_CASE(record_is_in_the_order_of_its_choices_each_once) {
  BOOST_TEST(sets({}) == Fault::none);
  BOOST_TEST(sets({{"alps", 0.5}, {"sea", 0.5}}) == Fault::none);
  BOOST_TEST(sets({{"sea", 0.5}, {"alps", 0.5}}) == Fault::wrong_type);
  BOOST_TEST(sets({{"alps", 0.5}, {"alps", 0.5}}) == Fault::wrong_type);
  BOOST_TEST(sets({{"alps", 0.5}, {"desert", 0.5}}) == Fault::not_a_choice);
}

BOOST_AUTO_TEST_CASE(record_that_is_cut_short_or_goes_on_is_refused) {
  const std::string whole = scores_record({{"alps", 0.5}, {"sea", 0.5}});
  const std::size_t first = scores_record({{"alps", 0.5}}).size();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Fault expected = size == 0 || size == first ? Fault::none : Fault::wrong_type;
    BOOST_TEST(set(site.pack(), profile, drawn_to, of_scores(whole.substr(0, size)), noon_ms) == expected, size);
  }
  BOOST_TEST(set(site.pack(), profile, drawn_to, of_scores(whole + "x"), noon_ms) == Fault::wrong_type);
}

BOOST_AUTO_TEST_CASE(number_beside_a_record_is_refused) {
  const std::string record = scores_record({{"alps", 0.5}});
  for (const double beside : {1.0, 1e300, std::numeric_limits<double>::quiet_NaN()})
    BOOST_TEST(set(site.pack(), profile, drawn_to, {pack::ValueType::scores, beside, record}, noon_ms) ==
               Fault::wrong_type);
}

BOOST_AUTO_TEST_CASE(correction_stands_against_signals_until_it_is_forgotten) {
  BOOST_TEST(sets({{"sea", 0.3}}) == Fault::none);
  BOOST_TEST(profile.cells[drawn_to].corrected);
  observes("view", of_text("alps"));
  BOOST_TEST((known() == ScoreList{{"sea", 0.3}}));
  BOOST_TEST(forget(profile, drawn_to) == Fault::none);
  observes("view", of_text("alps"));
  BOOST_TEST((known() == ScoreList{{"alps", 0.5}}));
}

BOOST_AUTO_TEST_CASE(visitor_reads_thousandths) {
  sets({{"alps", 0.4216}, {"city", 0.0004}, {"sea", 0.9996}});
  BOOST_TEST(json() == R"({"alps":0.422,"city":0,"sea":1})");
}

BOOST_AUTO_TEST_SUITE_END()
