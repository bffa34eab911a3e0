// Cases of the signature and of the notices; what a release says is seen in sender.cpp.
#include "collector/webhook.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/encoding.hpp"
#include "collector/shop.hpp"

using namespace assent::collector;
using assent::collector::test::Json;
using assent::collector::test::noon_ms;

BOOST_AUTO_TEST_SUITE(webhooks)

BOOST_AUTO_TEST_CASE(message_is_signed_by_the_sites_key_over_id_time_and_body) {
  const test::Folder folder;
  const SigningKey key(Secret::load_or_create(folder.path() / "key"));
  const webhook::Message message = webhook::sign(key, "msg_1", "{\"a\":1}", noon_ms + 999);
  BOOST_TEST(message.timestamp == "1795435200");
  BOOST_REQUIRE(message.signature.starts_with("v1a,"));
  const auto verifies = [&](const std::string& text) {
    return verify(*from_base64(key.public_base64()), text, *from_base64(message.signature.substr(4)));
  };
  BOOST_TEST(verifies("msg_1.1795435200.{\"a\":1}"));
  BOOST_TEST(!verifies("msg_2.1795435200.{\"a\":1}"));
  BOOST_TEST(!verifies("msg_1.1795435201.{\"a\":1}"));
}

BOOST_AUTO_TEST_CASE(notices_are_cloud_events_of_their_type) {
  const store::Delivery erasure{"id", "shop", "ann", "crm", store::Told::erasure, "", 0, noon_ms};
  const Json event = Json::parse(webhook::write_notice(erasure));
  BOOST_TEST(event == Json({{"specversion", "1.0"},
                            {"id", "id"},
                            {"source", "urn:assent:shop"},
                            {"type", "org.assent.erasure.v1"},
                            {"time", "2026-11-23T12:00:00.000Z"},
                            {"subject", "ann"},
                            {"datacontenttype", "application/json"},
                            {"assentdestination", "crm"},
                            {"data", Json::object()}}));
  store::Delivery withdrawal = erasure;
  withdrawal.told = store::Told::withdrawal;
  withdrawal.reference = R"({"purposes":[],"attributes":["age"],"slots":[]})";
  const Json other = Json::parse(webhook::write_notice(withdrawal));
  BOOST_TEST(other["type"] == "org.assent.withdrawal.v1");
  BOOST_TEST(other["data"]["attributes"] == Json::array({"age"}));
}

BOOST_AUTO_TEST_SUITE_END()
