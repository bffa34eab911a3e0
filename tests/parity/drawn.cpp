// Drawn policies and scripts, the ones of `dev prove`, a few of them with every test run: the module answers as the
// native core does, and what is not permitted shows in nothing that leaves.
#include <rapidcheck.h>

#include <boost/test/unit_test.hpp>

#include "check.hpp"
#include "generators.hpp"
#include "wasm_client.hpp"

namespace {

using namespace assent;

constexpr int cases = 150;

void check_claim(prove::Claim claim, bool small_core) {
  support::WasmClient module(support::WasmClient::module_file(small_core ? "core" : "full"));
  prove::Checker checker(claim, &module, small_core);
  rc::Random random(2'026);
  for (int drawn = 0; drawn < cases; ++drawn) {
    const auto wrong = checker.check(prove::any_case()(random.split(), rc::kNominalSize).value());
    BOOST_TEST(!wrong, (wrong ? wrong->words : ""));
  }
  BOOST_TEST(checker.seen().shares.pairs() > cases);
  BOOST_TEST(checker.seen().steps > 30 * cases);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(drawn_scripts)

BOOST_AUTO_TEST_CASE(small_core_answers_as_native_and_nothing_unapproved_shows) {
  check_claim(prove::Claim::nowhere, true);
}

BOOST_AUTO_TEST_CASE(full_core_answers_as_native_and_nothing_unapproved_shows) {
  check_claim(prove::Claim::nowhere, false);
}

BOOST_AUTO_TEST_CASE(what_leaves_as_a_decision_shows_in_no_attribute) { check_claim(prove::Claim::decision, false); }

BOOST_AUTO_TEST_SUITE_END()
