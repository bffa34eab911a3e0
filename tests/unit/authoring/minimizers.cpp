// Rounding, pseudonyms, noise and hierarchies: what a policy may say of them, what is refused, what reaches the pack.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "authoring/noise.hpp"
#include "egress/minimize.hpp"
#include "opened_pack.hpp"
#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::has_error;
using testing::has_warning;
using testing::lines;
using testing::OpenedPack;
using testing::PolicyFolder;

constexpr const char* file = "shop/attributes.json";
constexpr double parts = 0x1p64;

Outcome with(const char* attribute, Json minimizer, Json budget = 10) {
  PolicyFolder folder;
  folder[file][attribute]["leaves"]["crm"] = {{"minimize", std::move(minimizer)}};
  if (!budget.is_null()) folder["shop/site.json"]["noise-budget"] = std::move(budget);
  return folder.compile();
}

void expect_error(const char* attribute, Json minimizer, const char* words, Json budget = 10) {
  const Outcome outcome = with(attribute, minimizer, std::move(budget));
  BOOST_TEST(!outcome.compiled.has_value(), minimizer.dump());
  BOOST_TEST(lines(outcome).find(words) != std::string::npos, minimizer.dump() << "\n" << lines(outcome));
}

// The compiled leave of an attribute for the CRM, alive as long as this.
struct CompiledLeave {
  explicit CompiledLeave(const Outcome& outcome, const char* id) : opened(outcome.compiled.value().packs.at("en")) {
    const auto* attributes = opened.pack->attributes();
    const auto& attribute = policy::at(attributes, static_cast<std::size_t>(policy::find(attributes, id)));
    const int crm = policy::find(opened.pack->destinations(), "crm");
    leave = egress::leave_for(attribute, static_cast<policy::DestinationId>(crm));
  }
  OpenedPack opened;
  const pack::Leave* leave;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(minimizers)

BOOST_AUTO_TEST_CASE(rounding_and_pseudonyms_reach_the_pack) {
  const CompiledLeave rounded(with("age", {{"round", 10}}), "age");
  BOOST_TEST((rounded.leave->minimizer() == pack::Minimizer::round));
  BOOST_TEST(policy::at(rounded.leave->bounds(), 0) == 10);
  const CompiledLeave pseudonym(with("home", "pseudonym"), "home");
  BOOST_TEST((pseudonym.leave->minimizer() == pack::Minimizer::pseudonym));
}

BOOST_AUTO_TEST_CASE(noise_reaches_the_pack_as_odds) {
  const CompiledLeave bucket(with("age", {{"bucket", {25, 65}}, {"epsilon", 1}}), "age");
  BOOST_TEST((bucket.leave->minimizer() == pack::Minimizer::noisy_bucket));
  const double truth = std::exp(1) / (std::exp(1) + 2);
  BOOST_TEST(std::fabs(static_cast<double>(bucket.leave->odds()) / parts - truth) < 1e-12);
  BOOST_TEST(bucket.leave->further() == 0u);
  BOOST_TEST(bucket.leave->cost() == 1'000u);
  BOOST_TEST(bucket.opened.pack->budget() == 10'000u);

  const CompiledLeave rounded(with("age", {{"round", 10}, {"epsilon", 0.5}}), "age");
  BOOST_TEST((rounded.leave->minimizer() == pack::Minimizer::noisy_round));
  BOOST_TEST(rounded.leave->further() > 0u);
  BOOST_TEST(rounded.leave->cost() == 500u);

  const CompiledLeave alone(with("party", {{"epsilon", 2}}), "party");
  BOOST_TEST((alone.leave->minimizer() == pack::Minimizer::noisy_keep));
}

BOOST_AUTO_TEST_CASE(epsilon_costs_its_thousandths_rounded_up) {
  BOOST_TEST(thousandths(1) == 1'000u);
  BOOST_TEST(thousandths(0.0011) == 2u);
  BOOST_TEST(thousandths(0.1 + 0.2) == 300u);
  BOOST_TEST(whole_thousandths(1.0009) == 1'000u);
  BOOST_TEST(whole_thousandths(0.3) == 300u);
}

BOOST_AUTO_TEST_CASE(what_has_no_levels_takes_no_noise) {
  expect_error("home", {{"epsilon", 1}}, "noise has nothing to choose between");
  expect_error("trip", {{"epsilon", 1}}, "noise has nothing to choose between");
  expect_error("home", {{"prefix", 1}, {"epsilon", 1}}, "takes no noise");
  expect_error("trip", {{"date", "month"}, {"epsilon", 1}}, "takes no noise");
}

BOOST_AUTO_TEST_CASE(noise_has_as_many_levels_as_the_limit_and_no_more) {
  const auto levels = [](double most, double step) {
    PolicyFolder folder;
    folder["shop/site.json"]["noise-budget"] = 10;
    folder[file]["age"]["range"] = {0, most};
    folder[file]["age"].erase("infer");
    folder[file]["age"]["leaves"]["crm"] = {{"minimize", {{"round", step}, {"epsilon", 1}}}};
    return folder.compile();
  };
  BOOST_TEST(levels(1023, 1).compiled.has_value(), lines(levels(1023, 1)));
  BOOST_TEST(has_error(levels(1024, 1), "/age/leaves/crm", "more than 1024"));
  BOOST_TEST(has_error(levels(3, 10), "/age/leaves/crm", "nothing to choose between"));
}

BOOST_AUTO_TEST_CASE(noise_needs_a_budget_that_pays_for_it) {
  expect_error("party", {{"epsilon", 1}}, "noise needs a budget", nullptr);
  expect_error("party", {{"epsilon", 1}}, "one answer costs more", 0.5);
  BOOST_TEST(with("party", {{"epsilon", 1}}, 1).compiled.has_value());
  PolicyFolder folder;
  folder["shop/site.json"]["noise-budget"] = 1;
  folder[file]["party"]["leaves"]["crm"] = {{"minimize", {{"epsilon", 1}}}};
  folder[file]["age"]["leaves"]["crm"] = {{"minimize", {{"bucket", {25}}, {"epsilon", 1}}}};
  BOOST_TEST(has_warning(folder.compile(), "/leaves/crm", "does not pay for one answer of each"));
}

BOOST_AUTO_TEST_CASE(figures_out_of_their_limits_are_refused) {
  for (const double epsilon : {0.0, 0.0009, 16.001, -1.0})
    expect_error("party", {{"epsilon", epsilon}}, "epsilon is from 0.001 to 16");
  for (const double epsilon : {0.001, 16.0})
    BOOST_TEST(with("party", {{"epsilon", epsilon}}, 1000).compiled.has_value(), epsilon);
  for (const double budget : {0.0, 0.0009, 1000.1}) expect_error("party", "keep", "a noise budget is from", budget);
  for (const double step : {0.0, -1.0}) expect_error("age", {{"round", step}}, "a step is 0.000001 at least");
  BOOST_TEST(with("age", {{"round", 0.000001}}).compiled.has_value());
  expect_error("home", {{"round", 1}}, "does not fit an attribute of type text");
  expect_error("age", "pseudonym", "does not fit an attribute of type number");
  expect_error("age", {{"round", 1}, {"bucket", {1}}}, "a minimizer is one thing");
  expect_error("age", {{"level", "region"}, {"bucket", {1}}}, "is a level of a map");
}

BOOST_AUTO_TEST_CASE(hierarchy_is_generalized_to_the_level_that_a_leave_names) {
  PolicyFolder folder;
  folder["shop/maps/place.json"] = {{"levels", {"region", "country"}},
                                    {"entries", {{"10", {"berlin", "germany"}}, {"75", {"paris", "france"}}}},
                                    {"other", {"elsewhere", "unknown"}}};
  folder[file]["home"]["leaves"]["crm"] = {{"minimize", {{"map", "place"}, {"level", "country"}}}};
  const Outcome outcome = folder.compile();
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  const CompiledLeave compiled(outcome, "home");
  const auto& map = policy::at(compiled.opened.pack->maps(), compiled.leave->map());
  BOOST_TEST(policy::view(&policy::at(map.values(), 0)) == "germany");
  BOOST_TEST(policy::view(map.other()) == "unknown");
}

BOOST_AUTO_TEST_CASE(hierarchy_says_one_text_for_each_level) {
  const auto with_place = [](Json place, Json minimizer) {
    PolicyFolder folder;
    folder["shop/maps/place.json"] = std::move(place);
    folder[file]["home"]["leaves"]["crm"] = {{"minimize", std::move(minimizer)}};
    return folder.compile();
  };
  const Json sound = {{"levels", {"region", "country"}}, {"entries", {{"10", {"b", "d"}}}}, {"other", {"e", "u"}}};
  Json short_entry = sound, twice = sound, plain = sound;
  short_entry["entries"]["10"] = {"b"};
  twice["levels"] = {"region", "region"};
  plain["other"] = "e";
  const Json country = {{"map", "place"}, {"level", "country"}};
  BOOST_TEST(with_place(sound, country).compiled.has_value(), lines(with_place(sound, country)));
  BOOST_TEST(has_error(with_place(short_entry, country), "/entries/10", "the map has 2 levels"));
  BOOST_TEST(has_error(with_place(twice, country), "/levels/1", "listed twice"));
  BOOST_TEST(!with_place(plain, country).compiled.has_value());
  BOOST_TEST(lines(with_place(sound, {{"map", "place"}})).find("there is no map \"place\"") != std::string::npos);
  BOOST_TEST(lines(with_place(sound, {{"map", "place"}, {"level", "street"}})).find("maps/place.json") !=
             std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
