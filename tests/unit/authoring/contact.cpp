// Contact: what a purpose may say of it, what is refused, and that it reaches the collector and no pack.
#include "authoring/contact.hpp"

#include <boost/test/unit_test.hpp>

#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::has_error;
using testing::has_warning;
using testing::lines;
using testing::PolicyFolder;

constexpr const char* file = "shop/purposes.json";

// The policy with this contact at the purpose; an empty purpose: at the first that can be refused.
Outcome with(Json contact, std::string purpose = {}) {
  PolicyFolder folder;
  for (const auto& [id, member] : folder[file].items())
    if (purpose.empty() && member.is_object() && member["basis"] != "strictly-necessary") purpose = id;
  folder[file][purpose]["contact"] = std::move(contact);
  return folder.compile();
}

Json contact(Json channels, Json topics) { return {{"channels", std::move(channels)}, {"topics", std::move(topics)}}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(contact_of_purposes)

BOOST_AUTO_TEST_CASE(contact_reaches_the_collector_and_no_pack) {
  const Outcome outcome = with(contact({"email", "post"}, {"offers"}));
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  BOOST_REQUIRE(outcome.compiled->contacts.size() == 1u);
  const Contact& made = outcome.compiled->contacts[0];
  BOOST_TEST(made.channels == (std::vector<std::string>{"email", "post"}), boost::test_tools::per_element());
  BOOST_TEST(made.topics == (std::vector<std::string>{"offers"}), boost::test_tools::per_element());
  const Outcome without = PolicyFolder().compile();
  BOOST_TEST(without.compiled->contacts.empty());
  BOOST_TEST((outcome.compiled->packs == without.compiled->packs));
}

BOOST_AUTO_TEST_CASE(channels_are_of_a_fixed_list) {
  BOOST_TEST(with(contact({"email", "sms", "post", "push", "phone"}, {"offers"})).compiled.has_value());
  BOOST_TEST(!with(contact({"fax"}, {"offers"})).compiled);
  BOOST_TEST(has_error(with(contact({"email", "fax"}, {"offers"})), "/contact/channels/1", "not one of the words"));
  BOOST_TEST(has_error(with(contact({"email", "email"}, {"offers"})), "/contact/channels/1", "twice"));
}

BOOST_AUTO_TEST_CASE(empty_lists_permit_nothing_and_are_refused) {
  BOOST_TEST(has_error(with(contact(Json::array(), {"offers"})), "/contact/channels", "permits nothing"));
  BOOST_TEST(has_error(with(contact({"email"}, Json::array())), "/contact/topics", "permits nothing"));
  BOOST_TEST(!with({{"channels", {"email"}}}).compiled);
  BOOST_TEST(!with({{"topics", {"offers"}}}).compiled);
  BOOST_TEST(!with(Json::array()).compiled);
}

BOOST_AUTO_TEST_CASE(topics_are_ids_and_no_more_than_64) {
  BOOST_TEST(!with(contact({"email"}, {"Special offers"})).compiled);
  BOOST_TEST(has_error(with(contact({"email"}, {"offers", "offers"})), "/contact/topics/1", "twice"));
  Json topics = Json::array();
  for (std::size_t at = 0; at < max_contact_topics; ++at) topics.push_back("topic-" + std::to_string(at));
  BOOST_TEST(with(contact({"email"}, topics)).compiled.has_value());
  topics.push_back("one-more");
  BOOST_TEST(!with(contact({"email"}, topics)).compiled);
}

BOOST_AUTO_TEST_CASE(contact_that_nobody_can_refuse_is_a_warning) {
  PolicyFolder folder;
  std::string necessary;
  for (const auto& [id, member] : folder[file].items())
    if (member.is_object() && member["basis"] == "strictly-necessary") necessary = id;
  BOOST_REQUIRE(!necessary.empty());
  BOOST_TEST(has_warning(with(contact({"email"}, {"orders"}), necessary), "/contact", "nobody can refuse"));
  BOOST_TEST(with(contact({"email"}, {"offers"})).problems.empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
