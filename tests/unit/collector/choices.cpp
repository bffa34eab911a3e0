// Choices as hex, and nothing but choices.
#include "collector/choices.hpp"

#include <boost/test/unit_test.hpp>

#include "base/bytes.hpp"
#include "collector/limits.hpp"
#include "collector/shop.hpp"
#include "session/snapshot.hpp"
#include "session/state.hpp"

using namespace assent;
using namespace assent::collector;
using collector::test::noon_ms;
using collector::test::shop_pack;

BOOST_AUTO_TEST_SUITE(choices)

BOOST_AUTO_TEST_CASE(every_byte_goes_to_hex_and_back) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes.push_back(static_cast<char>(byte));
  BOOST_TEST(choices_from_hex(hex(bytes)).value_or("") == bytes);
  BOOST_TEST(hex(std::string("\x00\x1f\xf0", 3)) == "001ff0");
}

BOOST_AUTO_TEST_CASE(other_text_is_no_hex) {
  for (const char* text : {"0", "0G", "AB", " 0", "0x"}) BOOST_TEST(!choices_from_hex(text), text);
  BOOST_TEST(choices_from_hex("").value_or("x") == "");
}

BOOST_AUTO_TEST_CASE(choices_are_as_long_as_the_limit) {
  BOOST_TEST(choices_from_hex(std::string(2 * max_choices_bytes, '0')).has_value());
  BOOST_TEST(!choices_from_hex(std::string(2 * max_choices_bytes + 2, '0')));
}

BOOST_AUTO_TEST_CASE(choices_come_out_as_they_are_under_any_regime) {
  for (const std::uint16_t regime : {0, 1}) {
    const std::string bytes = test::choices({"personalization"}, noon_ms, regime);
    BOOST_TEST(choices_alone(shop_pack(), bytes).value_or("") == bytes, regime);
  }
}

BOOST_AUTO_TEST_CASE(what_a_whole_snapshot_holds_besides_does_not_come_out) {
  const std::string bytes = test::choices({"personalization"}, noon_ms);
  session::State visit(shop_pack());
  BOOST_REQUIRE((session::read_snapshot(shop_pack(), base::as_bytes(bytes), 0, visit) == base::Fault::none));
  visit.load.permissions = consent::permissions(shop_pack(), visit.consent, noon_ms);
  visit.record_id = "record-of-somebody";
  const std::string whole(session::write_snapshot(shop_pack(), visit).view());
  BOOST_REQUIRE(whole.find("record-of-somebody") != std::string::npos);
  BOOST_TEST(choices_alone(shop_pack(), whole).value_or("") == bytes);
}

BOOST_AUTO_TEST_CASE(damaged_bytes_are_no_choices) {
  const std::string bytes = test::choices({"personalization"}, noon_ms);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    BOOST_TEST(!choices_alone(shop_pack(), damaged), at);
  }
  BOOST_TEST(!choices_alone(shop_pack(), ""));
}

BOOST_AUTO_TEST_SUITE_END()
