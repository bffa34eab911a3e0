// Cases of events: what the core writes is read back as the draft it was, anything else is refused.
#include "collector/cloud_event.hpp"

#include <boost/test/unit_test.hpp>
#include <functional>

#include "collector/purpose_set.hpp"
#include "collector/shop.hpp"
#include "egress/envelope.hpp"

using namespace assent;
using namespace assent::collector;
using collector::test::Json;
using collector::test::noon_ms;
using collector::test::shop_pack;
using egress::Rule;

namespace {

const Json some_record = test::record({"personalization"}, noon_ms, "");

Json attributes(Json values) {
  return test::attributes_event("crm", std::move(values), some_record, noon_ms, {"personalization"});
}

Rule rule_of(const Json& body) {
  const auto event = read_event(body);
  BOOST_REQUIRE(event);
  const auto draft = draft_of(*event, shop_pack());
  const auto* rule = std::get_if<Rule>(&draft);
  return rule ? *rule : Rule::none;
}

bool is_malformed(const std::function<void(Json&)>& change) {
  Json body = attributes({{"age", "18-34"}});
  change(body);
  return !read_event(body);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cloud_events)

BOOST_AUTO_TEST_CASE(event_as_the_core_writes_it_becomes_the_draft_it_was) {
  consent::Permissions all;
  for (std::size_t purpose = 0; purpose < policy::size(shop_pack().purposes()); ++purpose) all.permitted.set(purpose);
  const auto number = [&](std::string_view id) {
    return static_cast<policy::AttributeId>(policy::find(shop_pack().attributes(), id));
  };
  const auto destination = static_cast<policy::DestinationId>(policy::find(shop_pack().destinations(), "crm"));
  const auto value = [](pack::ValueType type, double number, std::string_view text) {
    return profile::Value(profile::ValueView{type, number, text});
  };
  base::Text genres;
  profile::add_item(genres, "crime");
  profile::add_item(genres, "travel");
  egress::Draft draft{destination, {}, {}};
  draft.items.add(number("age"), value(pack::ValueType::text, 0, "18-34"));
  draft.items.add(number("topic"), value(pack::ValueType::text, 0, "poetry"));
  draft.items.add(number("birthday"), value(pack::ValueType::date, 9862, {}));
  draft.items.add(number("genres"), value(pack::ValueType::text_list, 0, genres));
  egress::Refusal refusal;
  const auto permit = egress::gate(shop_pack(), all, std::move(draft), refusal);
  BOOST_REQUIRE((permit != nullptr));
  const auto data = egress::write_data(shop_pack(), *permit);
  const std::string id(32, 'b');
  const std::string record(32, 'c');
  const auto text = egress::write_event(shop_pack(), *permit, {id, test::pack_hash(), record, noon_ms}, data);
  const auto event = read_event(Json::parse(std::string(text.view())));
  BOOST_REQUIRE(event);
  BOOST_TEST(event->site == "corner-books");
  BOOST_TEST(event->time_ms == noon_ms);
  const auto again = draft_of(*event, shop_pack());
  BOOST_REQUIRE(std::holds_alternative<egress::Draft>(again));
  const auto& items = std::get<egress::Draft>(again).items;
  BOOST_REQUIRE(items.size() == 4u);
  for (std::size_t at = 0; at < items.size(); ++at) {
    BOOST_TEST(items[at].attribute == permit->draft().items[at].attribute);
    BOOST_TEST((profile::ValueView(items[at].value) == profile::ValueView(permit->draft().items[at].value)));
  }
  BOOST_TEST(purpose_ids(shop_pack(), *purposes_of(*event, shop_pack())) == "personalization marketing");
}

BOOST_AUTO_TEST_CASE(exposures_become_drafts) {
  const auto exposure = [](std::string_view experience, std::string_view variant) {
    const auto event =
        read_event(test::exposure_event("collector", experience, variant, some_record, noon_ms, {"personalization"}));
    const auto draft = draft_of(*event, shop_pack());
    return *std::get<egress::Draft>(draft).exposure;
  };
  BOOST_TEST(exposure("", "").experience == -1);
  BOOST_TEST(exposure("grown-ups", "").experience == 0);
  BOOST_TEST(exposure("everyone", "blue").experience == 1);
  BOOST_TEST(exposure("everyone", "blue").variant == 1);
}

BOOST_AUTO_TEST_CASE(goals_become_drafts) {
  const auto event = read_event(test::goal_event("collector", "order", some_record, noon_ms));
  BOOST_REQUIRE(event);
  const auto draft = draft_of(*event, shop_pack());
  BOOST_TEST(std::get<egress::Draft>(draft).exposure->goal == 0);
  BOOST_TEST(std::get<egress::Draft>(draft).exposure->variant == 1);
  BOOST_TEST((rule_of(test::goal_event("collector", "nothing", some_record, noon_ms)) == Rule::unknown_goal));
  Json without = test::goal_event("collector", "order", some_record, noon_ms);
  without["data"].erase("goal");
  BOOST_TEST(!read_event(without));
  Json beside = test::exposure_event("collector", "", "", some_record, noon_ms, {"personalization"});
  beside["data"]["goal"] = "order";
  BOOST_TEST(!read_event(beside));
}

BOOST_AUTO_TEST_CASE(what_the_page_hears_is_nothing_for_the_collector) {
  BOOST_TEST((rule_of(test::goal_event("page", "order", some_record, noon_ms)) == Rule::unknown_destination));
  BOOST_TEST((rule_of(test::exposure_event("page", "", "", some_record, noon_ms, {"personalization"})) ==
              Rule::unknown_destination));
}

BOOST_AUTO_TEST_CASE(what_the_pack_does_not_have_is_named) {
  BOOST_TEST((rule_of(attributes({{"age", "18-34"}})) == Rule::none));
  BOOST_TEST((rule_of(attributes({{"shoe-size", 43}})) == Rule::unknown_attribute));
  BOOST_TEST((rule_of(attributes({{"age", nullptr}})) == Rule::not_minimized));
  BOOST_TEST((rule_of(attributes({{"age", {{"bucket", 1}}}})) == Rule::not_minimized));
  BOOST_TEST((rule_of(attributes({{"genres", {1, 2}}})) == Rule::not_minimized));
  BOOST_TEST((rule_of(attributes({{"birthday", "2026-02-30"}})) == Rule::not_minimized));
  BOOST_TEST((rule_of(attributes({{"topic", std::string(256, 'a')}})) == Rule::none));
  BOOST_TEST((rule_of(attributes({{"topic", std::string(257, 'a')}})) == Rule::not_minimized));
  BOOST_TEST((rule_of(attributes({{"genres", Json::array_t(16, "crime")}})) == Rule::none));
  BOOST_TEST((rule_of(attributes({{"genres", Json::array_t(17, "crime")}})) == Rule::not_minimized));
  const auto exposure = [](std::string_view experience, std::string_view variant) {
    return rule_of(test::exposure_event("collector", experience, variant, some_record, noon_ms, {"personalization"}));
  };
  BOOST_TEST((exposure("nobody", "") == Rule::unknown_slot));
  BOOST_TEST((exposure("everyone", "green") == Rule::unknown_slot));
  BOOST_TEST((exposure("", "red") == Rule::unknown_slot));
  Json event = attributes(Json::object());
  event["assentdestination"] = "nowhere";
  BOOST_TEST((rule_of(event) == Rule::unknown_destination));
}

BOOST_AUTO_TEST_CASE(malformed_events_are_refused) {
  BOOST_TEST(!is_malformed([](Json&) {}));
  const Json sound = attributes(Json::object());
  for (const auto& [name, value] : sound.items()) {
    const std::string member = name;
    BOOST_TEST(is_malformed([&](Json& event) { event.erase(member); }), member << " missing");
    BOOST_TEST(is_malformed([&](Json& event) { event[member] = 1; }), member << " a number");
  }
  BOOST_TEST(is_malformed([](Json& event) { event["subject"] = "x"; }));
  BOOST_TEST(is_malformed([](Json& event) { event["specversion"] = "0.3"; }));
  BOOST_TEST(is_malformed([](Json& event) { event["type"] = "org.assent.other.v1"; }));
  BOOST_TEST(is_malformed([](Json& event) { event["type"] = "org.assent.exposure.v1"; }));
  BOOST_TEST(is_malformed([](Json& event) { event["source"] = "urn:other:corner-books"; }));
  BOOST_TEST(is_malformed([](Json& event) { event["source"] = "urn:assent:../x"; }));
  BOOST_TEST(is_malformed([](Json& event) { event["data"]["extra"] = 1; }));
  BOOST_TEST(is_malformed([](Json& event) { event["data"]["attributes"] = Json::array(); }));
  BOOST_TEST(is_malformed([](Json& event) { event["data"]["purposes"] = "personalization"; }));
  BOOST_TEST(is_malformed([](Json& event) { event["data"]["purposes"] = Json::array({1}); }));
  BOOST_TEST(is_malformed([](Json& event) { event["id"] = "short"; }));
  for (const char* body : {"null", "[]", "1", "{}"}) BOOST_TEST(!read_event(Json::parse(body)), body);
}

BOOST_AUTO_TEST_CASE(purposes_are_known_and_named_once) {
  const auto purposes = [](const std::vector<std::string>& ids) {
    return purposes_of(*read_event(test::attributes_event("crm", Json::object(), some_record, noon_ms, ids)),
                       shop_pack());
  };
  BOOST_TEST(purposes({"personalization", "marketing"}).has_value());
  BOOST_TEST(!purposes({"spying"}).has_value());
  BOOST_TEST(!purposes({"marketing", "marketing"}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
