// Cases of the token buckets: at the limit and one past, refilled by a clock that the test sets, forgotten in order.
#include "collector/rate_limit.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "collector/running.hpp"

using namespace assent::collector;
using boost::asio::ip::make_address;
using test::Client;
using test::noon_ms;
using test::Reply;
using test::Running;

namespace {

constexpr double start_ms = 1000;
const Rate slow{2, 3};  // two a second, three at once

bool takes(RateLimit& limit, const char* client, double now_ms = start_ms) {
  return limit.take(make_address(client), now_ms) == 0;
}

void empty(RateLimit& limit, const char* client, double now_ms = start_ms) {
  while (takes(limit, client, now_ms)) {
  }
}

auto limited(double burst, std::vector<std::string> proxies = {}) {
  return [burst, proxies](Config& config) {
    config.rate = {1, burst};
    config.trusted_proxies = proxies;
  };
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rate_limits)

BOOST_AUTO_TEST_CASE(burst_at_the_limit_is_taken_and_one_past_told_to_wait) {
  RateLimit limit(slow);
  for (int at = 0; at < 3; ++at) BOOST_TEST(limit.take(make_address("192.0.2.1"), start_ms) == 0);
  BOOST_TEST(limit.take(make_address("192.0.2.1"), start_ms) == 0.5);
  BOOST_TEST(limit.take(make_address("192.0.2.1"), start_ms + 250) == 0.25);
}

BOOST_AUTO_TEST_CASE(bucket_refills_with_time_and_no_further_than_the_burst) {
  RateLimit limit(slow);
  empty(limit, "192.0.2.1");
  BOOST_TEST(!takes(limit, "192.0.2.1", start_ms + 499));
  BOOST_TEST(takes(limit, "192.0.2.1", start_ms + 500));
  BOOST_TEST(!takes(limit, "192.0.2.1", start_ms + 500));
  for (int at = 0; at < 3; ++at) BOOST_TEST(takes(limit, "192.0.2.1", start_ms + 3'600'000));
  BOOST_TEST(!takes(limit, "192.0.2.1", start_ms + 3'600'000));
}

BOOST_AUTO_TEST_CASE(clock_that_is_set_back_refills_nothing_and_holds_nobody_up) {
  RateLimit limit(slow);
  empty(limit, "192.0.2.1", 1e12);
  BOOST_TEST(!takes(limit, "192.0.2.1", start_ms));
  BOOST_TEST(takes(limit, "192.0.2.1", start_ms + 500));
}

BOOST_AUTO_TEST_CASE(each_address_has_its_own_bucket) {
  RateLimit limit(slow);
  empty(limit, "192.0.2.1");
  BOOST_TEST(takes(limit, "192.0.2.2"));
  BOOST_TEST(takes(limit, "2001:db8::1"));
  BOOST_TEST(!takes(limit, "192.0.2.1"));
}

BOOST_AUTO_TEST_CASE(ipv6_addresses_of_one_64_share_a_bucket) {
  RateLimit limit(slow);
  empty(limit, "2001:db8:0:1::1");
  BOOST_TEST(!takes(limit, "2001:db8:0:1:ffff:ffff:ffff:ffff"));
  BOOST_TEST(takes(limit, "2001:db8:0:2::1"));
}

BOOST_AUTO_TEST_CASE(clients_at_the_limit_are_remembered_and_one_past_makes_room) {
  RateLimit limit(slow, 3);
  for (const char* client : {"192.0.2.1", "192.0.2.2", "192.0.2.3"}) empty(limit, client);
  BOOST_TEST(limit.size() == 3u);
  BOOST_TEST(!takes(limit, "192.0.2.1"));  // seen last, so the second is the one that goes
  BOOST_TEST(takes(limit, "192.0.2.4"));
  BOOST_TEST(limit.size() == 3u);
  BOOST_TEST(!takes(limit, "192.0.2.1"));
  BOOST_TEST(!takes(limit, "192.0.2.3"));
  BOOST_TEST(takes(limit, "192.0.2.2"));
}

BOOST_AUTO_TEST_CASE(rate_of_nothing_is_no_limit) {
  RateLimit limit({0, 1});
  for (int at = 0; at < 100; ++at) BOOST_TEST(takes(limit, "192.0.2.1"));
  BOOST_TEST(limit.size() == 0u);
}

BOOST_AUTO_TEST_CASE(client_that_asks_too_often_is_told_when_to_come_back) {
  Running collector(limited(3));
  for (int at = 0; at < 3; ++at) BOOST_TEST(collector.get("/healthz").status == 200u);
  const Reply reply = collector.get("/healthz");
  BOOST_TEST(reply.status == 429u);
  BOOST_TEST(reply.problem() == "too-many-requests");
  BOOST_TEST(reply.field("content-type") == "application/problem+json");
  BOOST_TEST(reply.field("retry-after") == "1");
  BOOST_TEST(reply.field("connection") == "close");
  collector.set_time(noon_ms + 1000);
  BOOST_TEST(collector.get("/healthz").status == 200u);
  collector.set_time(noon_ms + 2000);
  const std::string metrics = collector.get("/metrics").body;
  BOOST_TEST(metrics.find("assent_refusals_total{rule=\"too-many-requests\"} 1") != std::string::npos);
  BOOST_TEST(metrics.find("assent_answers_total{method=\"GET\",route=\"limited\",status=\"429\"} 1") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(flood_is_turned_away_before_its_body_is_read) {
  const Running collector(limited(1));
  BOOST_TEST(collector.get("/healthz").status == 200u);
  Client client(collector.port());
  client.send("POST /v1/consents HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\nExpect: 100-continue\r\n\r\n");
  BOOST_TEST(client.receive().status == 429u);
}

BOOST_AUTO_TEST_CASE(page_of_an_allowed_origin_can_read_that_it_asked_too_often) {
  const Running collector(limited(1));
  BOOST_TEST(collector.get("/healthz").status == 200u);
  const auto origin_told = [&](const char* path, const char* origin) {
    const Reply reply = collector.request("POST", path, {}, {{"Origin", origin}});
    BOOST_TEST(reply.status == 429u);
    return reply.field("access-control-allow-origin");
  };
  BOOST_TEST(origin_told("/v1/events", "https://books.example") == "https://books.example");
  BOOST_TEST(origin_told("/v1/events", "https://books.example.evil") == "");
  BOOST_TEST(origin_told("/v1/events", "null") == "");
  BOOST_TEST(origin_told("/metrics", "https://books.example") == "");
}

BOOST_AUTO_TEST_CASE(requests_on_one_connection_count_each) {
  const Running collector(limited(2));
  Client client(collector.port());
  const std::string get = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
  client.send(get + get + get + get);
  BOOST_TEST(client.receive().status == 200u);
  BOOST_TEST(client.receive().status == 200u);
  BOOST_TEST(client.receive().status == 429u);
  BOOST_TEST(client.receive().status == 0u);
}

BOOST_AUTO_TEST_CASE(forwarded_for_is_believed_from_listed_proxies_only) {
  const auto status_for = [](const Running& collector, const char* client) {
    return collector.get("/healthz", {{"X-Forwarded-For", client}}).status;
  };
  const Running behind(limited(1, {"127.0.0.1"}));
  BOOST_TEST(status_for(behind, "192.0.2.1") == 200u);
  BOOST_TEST(status_for(behind, "192.0.2.1") == 429u);
  BOOST_TEST(status_for(behind, "192.0.2.2") == 200u);
  BOOST_TEST(status_for(behind, "192.0.2.9, 192.0.2.2") == 429u);
  for (int at = 0; at < 3; ++at) BOOST_TEST(behind.get("/healthz").status == 200u);
  const Running open(limited(1, {"10.0.0.1"}));
  BOOST_TEST(status_for(open, "192.0.2.1") == 200u);
  BOOST_TEST(status_for(open, "192.0.2.2") == 429u);
}

BOOST_AUTO_TEST_CASE(no_address_is_in_the_data_folder) {
  Running collector(limited(2, {"127.0.0.1"}));
  const test::Fields from{{"X-Forwarded-For", "198.51.100.77"}};
  BOOST_TEST(collector.consent(test::record({}, noon_ms, ""), nullptr, from).status == 201u);
  for (int at = 0; at < 3; ++at) collector.get("/healthz", from);
  collector.stop();
  for (const auto& entry : std::filesystem::recursive_directory_iterator(collector.data()))
    if (entry.is_regular_file())
      BOOST_TEST(test::read_all(entry.path()).find("198.51.100.77") == std::string::npos, entry.path());
}

BOOST_AUTO_TEST_SUITE_END()
