// Webhooks and exports of destinations: what site.json may say, what is refused, and that no pack knows of it.
#include "authoring/outlets.hpp"

#include <boost/test/unit_test.hpp>

#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::has_error;
using testing::lines;
using testing::PolicyFolder;

constexpr const char* file = "shop/site.json";
constexpr const char* url_place = "site.json#/destinations/crm/webhook/url";
constexpr const char* columns_place = "site.json#/destinations/crm/export/columns";

Outcome with(const char* member, Json value) {
  PolicyFolder folder;
  folder[file]["destinations"]["crm"][member] = std::move(value);
  return folder.compile();
}

Outcome with_url(const std::string& url) { return with("webhook", {{"url", url}}); }

Outcome with_columns(Json columns) { return with("export", {{"columns", std::move(columns)}}); }

}  // namespace

BOOST_AUTO_TEST_SUITE(outlets)

BOOST_AUTO_TEST_CASE(webhook_and_columns_reach_the_collector_and_no_pack) {
  PolicyFolder folder;
  const Outcome before = folder.compile();
  folder[file]["destinations"]["crm"]["webhook"] = {{"url", "https://crm.example/in?key=7"}};
  folder[file]["destinations"]["crm"]["export"] = {
      {"columns", {{"Id", "subject"}, {"Party size", "party"}, {"Age band", "age"}, {"Why", "purposes"}}}};
  const Outcome after = folder.compile();
  BOOST_REQUIRE_MESSAGE(after.compiled && after.problems.empty(), lines(after));
  BOOST_REQUIRE(after.compiled->outlets.size() == 1u);
  const Outlet& outlet = after.compiled->outlets[0];
  BOOST_TEST(outlet.destination == "crm");
  BOOST_TEST(outlet.webhook == "https://crm.example/in?key=7");
  BOOST_REQUIRE(outlet.columns.size() == 4u);
  BOOST_TEST(outlet.columns[1].name == "Party size");
  BOOST_TEST(outlet.columns[1].holds == "party");
  BOOST_TEST((after.compiled->packs == before.compiled->packs));
  BOOST_TEST((after.compiled->contents == before.compiled->contents));
  BOOST_TEST(after.compiled->head == before.compiled->head);
  BOOST_TEST(before.compiled->outlets.empty());
}

BOOST_AUTO_TEST_CASE(webhook_has_an_address_of_its_own_form) {
  for (const char* url :
       {"https://crm.example", "https://crm.example:8443/a/b?c=d&e=%20", "http://127.0.0.1:9/x", "http://localhost/"})
    BOOST_TEST(lines(with_url(url)) == "", url);
  for (const char* url :
       {"http://crm.example/in", "ftp://crm.example", "crm.example", "https://", "https:///in", "https://CRM.example",
        "https://crm.example/#a", "https://crm.example/a b", "https://crm.example:99999/",
        "https://crm.example/\xc3\xa9", "http://127.0.0.1.crm.example/"})
    BOOST_TEST(has_error(with_url(url), url_place, "no address that a webhook may have"), url);
  BOOST_TEST(has_error(with_url("https://me:secret@crm.example/in"), url_place, "credentials"));
  BOOST_TEST(with_url("https://crm.example/a@b").compiled.has_value());
  BOOST_TEST(!with("webhook", Json::object()).compiled);
  BOOST_TEST(!with("webhook", "https://crm.example").compiled);
  BOOST_TEST(!with("webhook", {{"url", "https://crm.example"}, {"secret", "x"}}).compiled);
}

BOOST_AUTO_TEST_CASE(address_is_taken_apart) {
  const auto plain = parse_web_address("https://crm.example");
  BOOST_REQUIRE(plain);
  BOOST_TEST(plain->secure);
  BOOST_TEST(plain->host == "crm.example");
  BOOST_TEST(plain->port == "443");
  BOOST_TEST(plain->target == "/");
  const auto whole = parse_web_address("http://localhost:81?a=b");
  BOOST_REQUIRE(whole);
  BOOST_TEST(!whole->secure);
  BOOST_TEST(whole->port == "81");
  BOOST_TEST(whole->target == "/?a=b");
  const std::string start = "https://crm.example/";
  BOOST_TEST(parse_web_address(start + std::string(max_webhook_bytes - start.size(), 'a')).has_value());
  BOOST_TEST(!parse_web_address(start + std::string(max_webhook_bytes + 1 - start.size(), 'a')).has_value());
}

BOOST_AUTO_TEST_CASE(columns_hold_what_leaves_for_the_destination_as_a_value) {
  const auto place = [](const char* column) { return std::string(columns_place) + "/" + column; };
  BOOST_TEST(has_error(with_columns({{"a", "nobody"}}), place("a"), "no attribute \"nobody\""));
  BOOST_TEST(has_error(with_columns({{"a", "style"}}), place("a"), "does not leave for \"crm\" as a value"));
  BOOST_TEST(has_error(with_columns({{"a", "visits"}}), place("a"), "does not leave"));    // dropped
  BOOST_TEST(has_error(with_columns({{"a", "mobility"}}), place("a"), "does not leave"));  // special
  BOOST_TEST(has_error(with_columns({{"a", "likes"}}), place("a"), "does not leave"));
  BOOST_TEST(
      has_error(with_columns({{"Id", "subject"}, {"When", "time"}}), columns_place, "no column holds an attribute"));
  BOOST_TEST(has_error(with_columns(Json::object()), columns_place, "no column"));
  BOOST_TEST(has_error(with_columns({{"", "age"}}), columns_place + std::string("/"), "column's name"));
  BOOST_TEST(has_error(with_columns({{"a\nb", "age"}}), place("a\nb"), "column's name"));
  BOOST_TEST(!with_columns({{"a", 7}}).compiled);
  BOOST_TEST(!with_columns(Json::array({"age"})).compiled);
  BOOST_TEST(!with("export", Json::object()).compiled);
}

BOOST_AUTO_TEST_CASE(columns_need_a_purpose_that_serves_both) {
  PolicyFolder folder;
  folder[file]["destinations"]["crm"]["purposes"] = Json::array({"health"});
  folder[file]["destinations"]["crm"]["export"] = {{"columns", {{"a", "age"}}}};
  BOOST_TEST(has_error(folder.compile(), std::string(columns_place) + "/a", "no purpose serves both"));
}

BOOST_AUTO_TEST_CASE(word_of_exports_that_is_an_attribute_too_is_ambiguous) {
  PolicyFolder folder;
  folder["shop/attributes.json"]["time"] = folder["shop/attributes.json"]["age"];
  folder[file]["destinations"]["crm"]["export"] = {{"columns", {{"a", "age"}, {"b", "time"}}}};
  BOOST_TEST(has_error(folder.compile(), std::string(columns_place) + "/b", "one hides the other"));
}

BOOST_AUTO_TEST_CASE(export_has_no_more_columns_than_the_limit) {
  const auto compiled = [](std::size_t count) {
    Json columns = Json::object();
    for (std::size_t at = 0; at < count; ++at) columns["c" + std::to_string(at)] = "age";
    return with_columns(columns).compiled.has_value();
  };
  BOOST_TEST(compiled(max_export_columns));
  BOOST_TEST(!compiled(max_export_columns + 1));
  BOOST_TEST(with_columns({{std::string(max_column_bytes, 'a'), "age"}}).compiled.has_value());
  BOOST_TEST(!with_columns({{std::string(max_column_bytes + 1, 'a'), "age"}}).compiled);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
