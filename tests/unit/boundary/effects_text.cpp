// What the page reads, byte for byte.
#include "effects_text.hpp"

#include <boost/test/unit_test.hpp>

#include "support/consents.hpp"
#include "support/print.hpp"
#include "support/values.hpp"
#include "support/visit.hpp"

using namespace assent;
using namespace assent::boundary;
using namespace assent::test;

namespace {

// A site small enough to write down what it says.
Site small_site() {
  Site site;
  site.id = "kiosk";
  site.regimes = {{"told", pack::Model::opt_out, true, 1000, 500, {"US-CA"}}};
  site.purposes = {
      {"needed", {pack::Basis::strictly_necessary, pack::Basis::strictly_necessary, pack::Basis::strictly_necessary}},
      {"ads", {pack::Basis::consent, pack::Basis::legitimate_interest, pack::Basis::consent}, true}};
  site.attributes = {{"age", pack::ValueType::number, {1}, pack::Source::declared, {kept(0)}},
                     {"seen", pack::ValueType::text_list, {1}, pack::Source::observed, {}}};
  site.attributes[1].signal = "see";
  site.attributes[1].update = pack::Update::collect;
  site.services = {{"map", {1}}, {"cart", {0}}};
  site.destinations = {{"crm", {1}}};
  Slot slot{"top",
            1,
            {0},
            {0},
            {{"old",
              {
                  number(0, pack::Op::gt, {50}),
              }}}};
  site.slots = {slot};
  site.context = {"path"};
  return site;
}

struct Fixture {
  OpenSite site{small_site()};
  Visit visit{site.pack()};

  std::string said(const session::Effects& effects) {
    return std::string(write_effects(site.pack(), visit.state, effects).view());
  }
  std::string starts() {
    Landing landing;
    landing.region = "US-CA";
    landing.facts = {"/"};
    return said(visit.start(landing));
  }
};

constexpr std::string_view needed =
    R"({"basis":"strictly_necessary","on":true,"locked":true,"separate":false,"blocked":2})";

std::string ads(bool on) {
  return std::string(R"({"basis":"legitimate_interest","on":)") + (on ? "true" : "false") +
         R"(,"locked":false,"separate":false,"blocked":2})";
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(effects_as_text, Fixture)

BOOST_AUTO_TEST_CASE(no_effect_is_an_empty_array) {
  starts();
  BOOST_TEST(said({}) == "[]");
}

BOOST_AUTO_TEST_CASE(refusal_has_this_text) {
  session::Effects effects;
  effects.refused = base::Fault::text_too_long;
  BOOST_TEST(said(effects) == R"([{"do":"refused","code":15}])");
}

BOOST_AUTO_TEST_CASE(start_has_this_text) {
  const std::string text = starts();
  const std::string view =
      R"({"do":"view","view":{"banner":2,"answered":false,"reason":"first",)"
      R"("controls":["choose","close"],"age":0,"gpc":false,"preferences":false,"changed":false,"purposes":[)" +
      std::string(needed) + "," + ads(true) + R"(],"data":[]}}])";
  BOOST_TEST_REQUIRE(text.size() > view.size());
  BOOST_TEST(text.substr(text.size() - view.size()) == view);
  BOOST_TEST(text.starts_with(R"([{"do":"persist","snapshot":"41534e5305)"));
  BOOST_TEST(has(text, R"({"do":"services","allowed":["map","cart"]})"));
}

BOOST_AUTO_TEST_CASE(decision_and_its_trace_have_this_text) {
  starts();
  BOOST_TEST(has(said(visit.does(session::Decide{})),
                 R"({"do":"decided","slots":[{"slot":"top","experience":null,"variant":null,)"
                 R"("withheld":false,"trace":[{"experience":"old","attribute":"age","op":8,"result":false,)"
                 R"("code":1}]}]})"));
  BOOST_TEST(has(said(visit.sets(0, of_number(60))),
                 R"({"do":"decided","slots":[{"slot":"top","experience":"old","variant":null,)"
                 R"("withheld":false,"trace":[{"experience":"old","attribute":"age",)"
                 R"("op":8,"result":true,"code":0}]}]})"));
}

BOOST_AUTO_TEST_CASE(choice_and_sends_have_this_text) {
  starts();
  visit.sets(0, of_number(60));
  const session::Effects flushed = visit.does(session::Flush{});
  const std::string text = said(flushed);
  const std::string record(flushed.sends[0].id().view());
  const std::string event(flushed.sends[1].id().view());
  BOOST_TEST(text.starts_with(R"([{"do":"send","route":"consents","id":")" + record +
                              R"(","subject":true,"purposes":[],"body":"{\"schema_version\":\"assent-2\",)"));
  BOOST_TEST(has(text, R"({"do":"send","route":"events","id":")" + event +
                           R"(","subject":true,"purposes":["ads"],"body":"{\"specversion\":\"1.0\",\"id\":\")" +
                           event));
  const std::string withdrawn = said(visit.does(session::AnswerOne{1}));
  BOOST_TEST(withdrawn.starts_with(R"([{"do":"consent","act":"script","granted":["needed"]},{"do":"send",)"));
  BOOST_TEST(has(withdrawn, R"({"do":"services","allowed":["cart"]})"));
  BOOST_TEST(has(withdrawn, ads(false)));
  BOOST_TEST(has(withdrawn, R"("answered":false,"reason":"none","controls":["reopen"])"));
}

BOOST_AUTO_TEST_CASE(effects_stand_in_the_order_in_which_they_are_to_be_done) {
  starts();
  visit.does(session::Decide{});
  visit.sets(0, of_number(60));
  session::Effects effects = visit.does(session::Flush{});
  effects.refused = base::Fault::bad_time;
  effects.snapshot.append("x");
  effects.consent = effects.erase = effects.services = effects.decisions = effects.view = true;
  const std::string text = said(effects);
  std::size_t last = 0;
  for (const char* each : {"refused", "consent", "send", "erase", "persist", "services", "decided", "view"}) {
    const std::size_t at = text.find("{\"do\":\"" + std::string(each) + "\"");
    BOOST_TEST((at != std::string::npos && at >= last), each);
    last = at;
  }
}

BOOST_AUTO_TEST_CASE(what_is_known_stands_in_the_view_as_plain_values) {
  starts();
  visit.sets(0, of_number(34.5));
  const std::string text = said(visit.does(session::Observe{"see", of_text("a\"b")}));
  BOOST_TEST(has(
      text,
      R"("data":[{"attribute":0,"value":34.5,"stale":false,"used":true},{"attribute":1,"value":["a\"b"],"stale":false,"used":true}]})"));
}

BOOST_AUTO_TEST_CASE(values_stand_nowhere_but_in_the_view_and_in_what_is_sent) {
  starts();
  visit.does(session::Decide{});
  visit.sets(0, of_number(987));
  session::Effects effects = visit.does(session::Flush{});
  effects.sends.clear();
  effects.consent = effects.services = effects.decisions = true;
  BOOST_TEST(!has(said(effects), "987"));
  effects.view = true;
  BOOST_TEST(has(said(effects), "987"));
}

BOOST_AUTO_TEST_CASE(withheld_slot_says_so) {
  starts();
  visit.does(session::Decide{});
  BOOST_TEST(has(said(visit.does(session::AnswerOne{1})),
                 R"("slots":[{"slot":"top","experience":null,"variant":null,"withheld":true,"trace":[]}])"));
}

BOOST_AUTO_TEST_CASE(honoured_signal_stands_in_the_view) {
  Landing landing;
  landing.region = "US-CA";
  landing.facts = {"/"};
  landing.gpc = true;
  const std::string text = said(visit.start(landing));
  BOOST_TEST(has(text, R"("answered":true)"));
  BOOST_TEST(has(text, R"("on":false,"locked":false,"separate":false,"blocked":6)"));
}

BOOST_AUTO_TEST_CASE(context_leaf_is_named_in_the_trace) {
  Visit shop;
  shop.start();
  shop.chooses(consent::Act::accept_all);
  const std::string text(write_effects(sample(), shop.state, shop.does(session::Decide{})).view());
  BOOST_TEST(has(text, R"({"experience":"alps","context":"query.campaign","op":4,"result":false,"code":1})"));
}

BOOST_AUTO_TEST_SUITE_END()
