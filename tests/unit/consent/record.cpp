// The consent record, byte for byte, and the names that it uses.
#include "consent/record.hpp"

#include <boost/test/unit_test.hpp>

#include "support/consents.hpp"
#include "support/print.hpp"
#include "support/visit.hpp"

using namespace assent;
using namespace assent::consent;
using namespace assent::test;

namespace {

constexpr std::string_view record_id = "00112233445566778899aabbccddeeff";
constexpr Origin origin{"hash", "token", "DE"};

}  // namespace

BOOST_AUTO_TEST_SUITE(consent_record)

BOOST_AUTO_TEST_CASE(record_says_what_was_asked_and_chosen) {
  State state = answered(sample(), regime::opt_in, Answer::granted);
  answer_one(state, purpose::measurement, Answer::denied);
  answer_one(state, purpose::accessibility, Answer::granted);
  answer_one(state, purpose::advertising, Answer::withdrawn);
  state.act = Act::save;
  state.shown = Layer::preferences;
  state.of_age = 16;
  state.clock_ms = noon_ms + 1;
  const Record record = write_record(sample(), state, origin, record_id, true);
  BOOST_TEST(record.id().view() == record_id);
  BOOST_TEST(record.has_subject());
  BOOST_TEST(
      record.body().view() ==
      R"({"schema_version":"assent-2","record_id":"00112233445566778899aabbccddeeff","site":"trail-shop",)"
      R"("pack":"hash","privacy_notice":"fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210",)"
      R"("language":"en","regime":"opt-in","jurisdiction":"DE","gpc":false,"act":"save",)"
      R"("layer":"preferences","time":"2026-11-23T12:00:00.001Z","given":"2026-11-23T12:00:00.000Z",)"
      R"("of_age":16,"token":"token","validity_s":31536000,"purposes":[)"
      R"({"purpose":"necessary","revision":0,"lawful_basis":"strictly_necessary","state":"none","separate":false},)"
      R"({"purpose":"personalization","revision":0,"lawful_basis":"consent","state":"granted","separate":false},)"
      R"({"purpose":"measurement","revision":0,"lawful_basis":"consent","state":"denied","separate":false},)"
      R"({"purpose":"advertising","revision":0,"lawful_basis":"consent","state":"withdrawn","separate":false},)"
      R"({"purpose":"accessibility","revision":0,"lawful_basis":"explicit_consent","state":"granted","separate":true}]})");
}

BOOST_AUTO_TEST_CASE(record_names_the_regime_and_the_signal) {
  State state = unasked(regime::opt_out);
  state.gpc = true;
  const Record record = write_record(sample(), state, {"hash", "", "US-CA"}, record_id, false);
  BOOST_TEST(!record.has_subject());
  BOOST_TEST(member(record.body(), "regime") == "opt-out");
  BOOST_TEST(member(record.body(), "jurisdiction") == "US-CA");
  BOOST_TEST(member(record.body(), "act") == "none");
  BOOST_TEST((record.body().view().find(R"("gpc":true)") != std::string_view::npos));
}

BOOST_AUTO_TEST_CASE(record_has_the_latest_time_that_the_state_has_seen) {
  consent::State state = unasked(regime::opt_out, noon_ms);
  BOOST_TEST(member(write_record(sample(), state, origin, record_id, true).body(), "time") ==
             "2026-11-23T12:00:00.000Z");
  state = answered(sample(), regime::opt_in, Answer::granted);
  state.clock_ms = noon_ms + 1;
  BOOST_TEST(member(write_record(sample(), state, origin, record_id, true).body(), "time") ==
             "2026-11-23T12:00:00.001Z");
}

BOOST_AUTO_TEST_CASE(texts_of_the_page_are_escaped) {
  const Record record = write_record(sample(), unasked(regime::opt_in), {"h", "a\"b\\", "D\n"}, "id", false);
  const std::string_view body = record.body();
  BOOST_TEST((body.find(R"("token":"a\"b\\")") != std::string_view::npos));
  BOOST_TEST((body.find(R"("jurisdiction":"D\u000a")") != std::string_view::npos));
}

BOOST_AUTO_TEST_CASE(every_name_is_that_of_its_enumerator) {
  using namespace std::string_view_literals;
  BOOST_TEST(act_name(Act::none) == "none"sv);
  BOOST_TEST(act_name(Act::accept_all) == "accept_all"sv);
  BOOST_TEST(act_name(Act::reject_all) == "reject_all"sv);
  BOOST_TEST(act_name(Act::save) == "save"sv);
  BOOST_TEST(act_name(Act::script) == "script"sv);
  BOOST_TEST(layer_name(Layer::none) == "none"sv);
  BOOST_TEST(layer_name(Layer::banner) == "banner"sv);
  BOOST_TEST(layer_name(Layer::preferences) == "preferences"sv);
  BOOST_TEST(answer_name(Answer::none) == "none"sv);
  BOOST_TEST(answer_name(Answer::granted) == "granted"sv);
  BOOST_TEST(answer_name(Answer::denied) == "denied"sv);
  BOOST_TEST(basis_name(pack::Basis::consent) == "consent"sv);
  BOOST_TEST(basis_name(pack::Basis::explicit_consent) == "explicit_consent"sv);
  BOOST_TEST(basis_name(pack::Basis::legitimate_interest) == "legitimate_interest"sv);
  BOOST_TEST(basis_name(pack::Basis::contract) == "contract"sv);
  BOOST_TEST(basis_name(pack::Basis::strictly_necessary) == "strictly_necessary"sv);
}

BOOST_AUTO_TEST_SUITE_END()
