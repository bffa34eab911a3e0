// Sharing of choices: what site.json may say of it, what is refused, and what reaches pack and collector.
#include "authoring/share.hpp"

#include <boost/test/unit_test.hpp>

#include "opened_pack.hpp"
#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::has_error;
using testing::has_warning;
using testing::lines;
using testing::PolicyFolder;

constexpr const char* file = "shop/site.json";
constexpr const char* key = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

Outcome with(Json share) {
  PolicyFolder folder;
  folder[file]["origins"] = {"https://shop.example", "https://www.shop.example", "https://cruises.example"};
  folder[file]["share"] = std::move(share);
  return folder.compile();
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string made;
  while (times-- > 0) made += text;
  return made;
}

Json page_of(const Outcome& outcome) {
  const testing::OpenedPack opened(outcome.compiled->packs.at("en"));
  return Json::parse(policy::view(opened.pack->page()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(share)

BOOST_AUTO_TEST_CASE(everything_that_may_be_shared_reaches_pack_and_collector) {
  const Outcome outcome = with({{"subdomains", "shop.example"},
                                {"domains", {"https://shop.example", "https://cruises.example"}},
                                {"devices", {{"key", key}}}});
  BOOST_REQUIRE_MESSAGE(outcome.compiled && outcome.problems.empty(), lines(outcome));
  const Share& share = outcome.compiled->share;
  BOOST_TEST(share.subdomains == "shop.example");
  BOOST_TEST(share.domains.size() == 2u);
  BOOST_TEST(share.device_key == key);
  // The key is the collector's business: a pack is public and small.
  BOOST_TEST(page_of(outcome)["share"] == Json({{"subdomains", "shop.example"},
                                                {"domains", {"https://shop.example", "https://cruises.example"}},
                                                {"devices", true}}));
}

BOOST_AUTO_TEST_CASE(without_a_word_of_it_nothing_is_shared) {
  const Outcome outcome = PolicyFolder().compile();
  BOOST_TEST(!page_of(outcome).contains("share"));
  BOOST_TEST(!page_of(with(Json::object())).contains("share"));
  BOOST_TEST(page_of(with({{"subdomains", "shop.example"}}))["share"] == Json({{"subdomains", "shop.example"}}));
}

BOOST_AUTO_TEST_CASE(subdomains_are_of_a_domain_that_the_site_registered) {
  for (const char* domain : {"co.uk", "com.au", "org.nz"})
    BOOST_TEST(has_error(with({{"subdomains", domain}}), "site.json#/share/subdomains", "strangers register"), domain);
  for (const char* domain : {"example", "localhost", "127.0.0.1", "Shop.example", ".shop.example", "shop..example",
                             "-shop.example", "https://shop.example", "shop.example:8080", "shop.example/"})
    BOOST_TEST(has_error(with({{"subdomains", domain}}), "site.json#/share/subdomains", "no domain"), domain);
  BOOST_TEST(has_warning(with({{"subdomains", "other.example"}}), "#/share/subdomains", "no origin of the site"));
  BOOST_TEST(has_warning(with({{"subdomains", "op.example"}}), "#/share/subdomains", "no origin of the site"));
  BOOST_TEST(with({{"subdomains", "www.shop.example"}}).problems.empty());
}

BOOST_AUTO_TEST_CASE(domains_are_origins_of_the_site) {
  const char* pointer = "site.json#/share/domains/1";
  BOOST_TEST(has_error(with({{"domains", {"https://shop.example", "https://other.example"}}}), pointer,
                       "\"https://other.example\" is no origin of the site"));
  BOOST_TEST(has_error(with({{"domains", {"https://shop.example", "shop.example"}}}), pointer, "not an origin"));
  BOOST_TEST(has_error(with({{"domains", {"https://shop.example", 7}}}), pointer, "not an origin"));
  BOOST_TEST(has_error(with({{"domains", {"https://shop.example", "https://shop.example"}}}), pointer, "twice"));
  BOOST_TEST(with({{"domains", Json::array({"https://cruises.example"})}}).problems.empty());
}

BOOST_AUTO_TEST_CASE(a_site_has_no_more_domains_than_the_limit) {
  const auto compiled = [](std::size_t count) {
    PolicyFolder folder;
    Json origins = Json::array();
    for (std::size_t at = 0; at < count; ++at) origins.push_back("https://" + std::to_string(at) + ".shop.example");
    folder[file]["origins"] = origins;
    folder[file]["share"] = {{"domains", origins}};
    return folder.compile();
  };
  BOOST_TEST(compiled(max_share_domains).problems.empty());
  BOOST_TEST(compiled(max_share_domains + 1).problems.size() > 0u);
}

BOOST_AUTO_TEST_CASE(the_key_of_the_server_is_32_bytes_of_base64) {
  for (const char* wrong : {"", "11qYAYKxCrfVS", "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURoA",
                            "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
                            // Bits that stand for nothing: a second text for the same key.
                            "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURp="})
    BOOST_TEST(!with({{"devices", {{"key", wrong}}}}).compiled, wrong);
  BOOST_TEST(has_error(with({{"devices", {{"key", "short"}}}}), "#/share/devices/key", "no Ed25519 public key"));
  BOOST_TEST(!with({{"devices", Json::object()}}).compiled);
  BOOST_TEST(!with({{"devices", true}}).compiled);
}

BOOST_AUTO_TEST_CASE(a_domain_ends_where_dns_ends_it) {
  BOOST_TEST(is_cookie_domain(repeated("a", 63) + ".example"));
  BOOST_TEST(!is_cookie_domain(repeated("a", 64) + ".example"));
  const std::string longest = repeated("aaaaaaaa.", 27) + "aaaaaa.net";
  BOOST_TEST(longest.size() == 253u);
  BOOST_TEST(is_cookie_domain(longest));
  BOOST_TEST(!is_cookie_domain("a" + longest));
}

BOOST_AUTO_TEST_CASE(below_a_domain_is_the_domain_and_what_ends_in_it_after_a_dot) {
  BOOST_TEST(is_below("https://shop.example", "shop.example"));
  BOOST_TEST(is_below("https://a.b.shop.example:8443", "shop.example"));
  BOOST_TEST(!is_below("https://workshop.example", "shop.example"));
  BOOST_TEST(!is_below("https://shop.example.org", "shop.example"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
