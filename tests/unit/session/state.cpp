// A new state, and what stands in one.
#include "session/state.hpp"

#include <boost/test/unit_test.hpp>

#include "support/consents.hpp"
#include "support/print.hpp"

using namespace assent;
using namespace assent::test;

BOOST_AUTO_TEST_SUITE(session_state)

BOOST_AUTO_TEST_CASE(fresh_state_has_room_for_the_pack_and_knows_nothing) {
  const session::State state(sample());
  BOOST_TEST(state.profile.cells.size() == std::size_t{attribute::count});
  BOOST_TEST(state.sent.size() == std::size_t{destination::count});
  BOOST_TEST(state.load.exposed.size() == slot::count + policy::max_goals);
  BOOST_TEST(state.load.decisions.size() == 0u);
  BOOST_TEST(!state.load.started);
  BOOST_TEST(state.unit == 0u);
  BOOST_TEST(state.record_id.empty());
  BOOST_TEST(!state.has_subject);
}

BOOST_AUTO_TEST_CASE(necessary_purposes_are_no_grant) {
  session::State state(sample());
  BOOST_TEST(!session::has_grant(sample(), state));
  state.load.permissions = permitting({purpose::necessary});
  BOOST_TEST(!session::has_grant(sample(), state));
  state.load.permissions = permitting({purpose::necessary, purpose::measurement});
  BOOST_TEST(session::has_grant(sample(), state));
}

BOOST_AUTO_TEST_CASE(decisions_read_the_state_as_of_its_latest_time) {
  session::State state(sample());
  state.consent.clock_ms = noon_ms;
  const auto inputs = session::inputs_of(sample(), state);
  BOOST_TEST(inputs.now_ms == noon_ms);
  BOOST_TEST(&inputs.profile == &state.profile);
  BOOST_TEST(&inputs.permissions == &state.load.permissions);
}

BOOST_AUTO_TEST_SUITE_END()
