// Cases of who is asked for the bucket: the other end, or whom listed proxies name, never whom a client names.
#include "collector/client_address.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/limits.hpp"

using namespace assent::collector;
using boost::asio::ip::make_address;

namespace {

const std::vector<Address> proxies{make_address("10.0.0.1"), make_address("10.0.0.2"), make_address("2001:db8::1")};

std::string client(const char* peer, const std::vector<std::string>& forwarded) {
  Request request;
  for (const std::string& each : forwarded) request.insert("X-Forwarded-For", each);
  const auto found = client_of(plain(make_address(peer)), request, proxies);
  return found ? found->to_string() : "nobody";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(client_addresses)

BOOST_AUTO_TEST_CASE(other_end_is_the_client_where_it_is_no_listed_proxy) {
  BOOST_TEST(client("192.0.2.1", {}) == "192.0.2.1");
  BOOST_TEST(client("192.0.2.1", {"198.51.100.7"}) == "192.0.2.1");
  BOOST_TEST(client("10.0.0.3", {"198.51.100.7"}) == "10.0.0.3");
}

BOOST_AUTO_TEST_CASE(listed_proxy_names_the_client) {
  BOOST_TEST(client("10.0.0.1", {"198.51.100.7"}) == "198.51.100.7");
  BOOST_TEST(client("10.0.0.1", {" 198.51.100.7\t"}) == "198.51.100.7");
  BOOST_TEST(client("10.0.0.1", {"198.51.100.7:4711"}) == "198.51.100.7");
  BOOST_TEST(client("10.0.0.1", {"2001:db8:1::7"}) == "2001:db8:1::7");
  BOOST_TEST(client("10.0.0.1", {"[2001:db8:1::7]"}) == "2001:db8:1::7");
  BOOST_TEST(client("2001:db8::1", {"[2001:db8:1::7]:4711"}) == "2001:db8:1::7");
}

BOOST_AUTO_TEST_CASE(what_a_client_wrote_itself_stands_left_and_does_not_count) {
  BOOST_TEST(client("10.0.0.1", {"1.1.1.1, 198.51.100.7"}) == "198.51.100.7");
  BOOST_TEST(client("10.0.0.1", {"1.1.1.1, 198.51.100.7, 10.0.0.2"}) == "198.51.100.7");
  BOOST_TEST(client("10.0.0.1", {"1.1.1.1", "198.51.100.7"}) == "198.51.100.7");
  BOOST_TEST(client("10.0.0.1", {"10.0.0.2, 198.51.100.7"}) == "198.51.100.7");
}

BOOST_AUTO_TEST_CASE(proxy_that_names_nobody_asks_for_itself) {
  for (const char* forwarded : {"", "unknown", "_hidden", "10.0.0.2", "198.51.100.7, nonsense", "[198.51.100.7", ","})
    BOOST_TEST(client("10.0.0.1", {forwarded}) == "nobody", forwarded);
  BOOST_TEST(client("10.0.0.1", {}) == "nobody");
}

BOOST_AUTO_TEST_CASE(hops_at_the_limit_are_read_and_one_past_is_not) {
  const auto chain = [](std::size_t own) {
    std::string list = "198.51.100.7";
    for (std::size_t at = 0; at < own; ++at) list += ", 10.0.0.2";
    return list;
  };
  BOOST_TEST(client("10.0.0.1", {chain(max_forwarded_hops - 1)}) == "198.51.100.7");
  BOOST_TEST(client("10.0.0.1", {chain(max_forwarded_hops)}) == "nobody");
}

BOOST_AUTO_TEST_CASE(ipv4_address_in_an_ipv6_coat_is_the_ipv4_address) {
  BOOST_TEST(client("::ffff:192.0.2.1", {}) == "192.0.2.1");
  BOOST_TEST(client("::ffff:10.0.0.1", {"::ffff:198.51.100.7"}) == "198.51.100.7");
}

BOOST_AUTO_TEST_SUITE_END()
