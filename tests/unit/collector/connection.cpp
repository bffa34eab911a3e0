// Cases over real sockets: hostile bytes, limits at and one past, deadlines that drip-feeding cannot move.
#include "collector/connection.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/running.hpp"

using namespace assent::collector;
using namespace std::chrono_literals;
using test::Client;
using test::Reply;
using test::Running;

namespace {

const std::string get_health = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";

std::string post(std::string_view fields, std::string_view body) {
  return std::string("POST /v1/consents HTTP/1.1\r\nHost: a\r\n").append(fields).append("\r\n").append(body);
}

void expect(const Reply& reply, unsigned status, std::string_view problem) {
  BOOST_TEST(reply.status == status);
  BOOST_TEST(reply.problem() == problem);
  BOOST_TEST(reply.field("connection") == "close");
  BOOST_TEST(reply.field("content-type") == "application/problem+json");
}

std::string head_of(std::size_t bytes) {
  std::string head = "GET /healthz HTTP/1.1\r\nHost: a\r\nx: ";
  return head.append(bytes - head.size() - 4, 'x').append("\r\n\r\n");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(connections)

BOOST_AUTO_TEST_CASE(hostile_requests_are_refused_over_a_real_socket) {
  const Running collector;
  expect(collector.raw("GET /healthz HTTP/1.1\r\n\r\n"), 400, "host");
  expect(collector.raw("GET /healthz HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"), 400, "host");
  expect(collector.raw("GET /healthz HTTP/1.1\r\nHost: a\r\nx: 1\r\n 2\r\n\r\n"), 400, "folded-field");
  expect(collector.raw(post("Transfer-Encoding: xchunked\r\nContent-Length: 2\r\n", "{}")), 400, "transfer-encoding");
  expect(collector.raw(post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")), 400, "transfer-encoding");
  expect(collector.raw(post("Content-Length: 262145\r\n", "")), 413, "body-too-large");
  expect(collector.raw("GET /healthz HTTP/1.1\nHost: a\n\n\r\n\r\n"), 400, "malformed-request-line");
  expect(collector.raw("GET http://a/healthz HTTP/1.1\r\nHost: a\r\n\r\n"), 400, "malformed-request-line");
  const Reply both = collector.raw(post("Transfer-Encoding: chunked\r\nContent-Length: 2\r\n", "2\r\n{}\r\n0\r\n\r\n"));
  BOOST_TEST(both.status == 400u);
  BOOST_TEST(collector.raw(get_health).status == 200u);
}

BOOST_AUTO_TEST_CASE(smuggled_second_request_is_never_answered) {
  const Running collector;
  Client client(collector.port());
  client.send(post("Transfer-Encoding: xchunked\r\nContent-Length: 4\r\n", "0\r\n\r\n" + get_health));
  BOOST_TEST(client.receive().status == 400u);
  BOOST_TEST(client.receive().status == 0u);
}

BOOST_AUTO_TEST_CASE(head_at_the_limit_is_accepted_and_one_past_refused) {
  const Running collector;
  const std::size_t limit = Limits().head_bytes;
  BOOST_TEST(collector.raw(head_of(limit)).status == 200u);
  expect(collector.raw(head_of(limit + 1)), 431, "head-too-large");
  expect(collector.raw(head_of(4 * limit)), 431, "head-too-large");
}

BOOST_AUTO_TEST_CASE(body_at_the_limit_is_read_and_one_past_refused) {
  const Running collector;
  const std::size_t limit = Limits().body_bytes;
  const std::string length = "Content-Type: application/json\r\nContent-Length: ";
  const Reply read = collector.raw(post(length + std::to_string(limit) + "\r\n", std::string(limit, ' ')));
  BOOST_TEST(read.problem() == "malformed-json");
  expect(collector.raw(post(length + std::to_string(limit + 1) + "\r\n", std::string(limit + 1, ' '))), 413,
         "body-too-large");
}

BOOST_AUTO_TEST_CASE(chunked_body_is_read_within_the_same_limit) {
  const Running collector;
  const std::string chunked = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n";
  BOOST_TEST(collector.raw(post(chunked, "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n")).problem() == "malformed-record");
  std::string large;
  for (int at = 0; at < 65; ++at) large += "1000\r\n" + std::string(4096, ' ') + "\r\n";
  expect(collector.raw(post(chunked, large + "0\r\n\r\n")), 413, "body-too-large");
}

BOOST_AUTO_TEST_CASE(chunk_extensions_and_trailers_are_refused) {
  const Running collector;
  const std::string chunked = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n";
  expect(collector.raw(post(chunked, "2;a=b\r\n{}\r\n0\r\n\r\n")), 400, "malformed-body");
  expect(collector.raw(post(chunked, "2;" + std::string(100'000, 'a') + "\r\n{}\r\n0\r\n\r\n")), 400, "malformed-body");
  expect(collector.raw(post(chunked, "2\r\n{}\r\n0\r\nAssent-Key: x\r\n\r\n")), 400, "malformed-body");
  expect(collector.raw(post(chunked, "zz\r\n{}\r\n0\r\n\r\n")), 400, "malformed-body");
}

BOOST_AUTO_TEST_CASE(slow_head_ends_at_the_one_deadline) {
  const Running collector([](Config& config) { config.limits.request = 300ms; });
  Client client(collector.port());
  const auto begin = std::chrono::steady_clock::now();
  std::jthread drip([&client](std::stop_token stop) {
    for (int at = 0; at < 200 && !stop.stop_requested(); ++at) {
      client.send("x");
      std::this_thread::sleep_for(20ms);
    }
  });
  BOOST_TEST(client.closes_within(5s));
  BOOST_TEST((std::chrono::steady_clock::now() - begin >= 300ms));
}

BOOST_AUTO_TEST_CASE(slow_body_ends_at_the_one_deadline) {
  const Running collector([](Config& config) { config.limits.request = 300ms; });
  Client client(collector.port());
  client.send(post("Content-Type: application/json\r\nContent-Length: 1000\r\n", ""));
  std::jthread drip([&client](std::stop_token stop) {
    for (int at = 0; at < 200 && !stop.stop_requested(); ++at) {
      client.send(" ");
      std::this_thread::sleep_for(20ms);
    }
  });
  BOOST_TEST(client.closes_within(5s));
}

BOOST_AUTO_TEST_CASE(idle_connection_is_closed) {
  const Running collector([](Config& config) { config.limits.idle = 200ms; });
  Client client(collector.port());
  BOOST_TEST(client.closes_within(5s));
}

BOOST_AUTO_TEST_CASE(requests_follow_each_other_on_one_connection) {
  const Running collector;
  Client client(collector.port());
  client.send(get_health + get_health);
  client.send("HEAD /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
  BOOST_TEST(client.receive().body == "alive\n");
  BOOST_TEST(client.receive().body == "alive\n");
  const Reply head = client.receive(true);
  BOOST_TEST(head.status == 200u);
  BOOST_TEST(head.field("content-length") == "6");
  client.send("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  BOOST_TEST(client.receive().field("connection") == "close");
  BOOST_TEST(client.closes_within(5s));
}

BOOST_AUTO_TEST_CASE(expectation_is_met_before_the_body_comes) {
  const Running collector;
  Client client(collector.port());
  client.send(post("Expect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 2\r\n", ""));
  BOOST_TEST(client.receive().status == 100u);
  client.send("{}");
  BOOST_TEST(client.receive().problem() == "malformed-record");
}

BOOST_AUTO_TEST_CASE(connections_at_the_limit_are_served_and_one_past_is_told) {
  const Running collector([](Config& config) { config.limits.connections = 3; });
  Client one(collector.port());
  Client two(collector.port());
  Client three(collector.port());
  for (Client* each : {&one, &two, &three}) {
    each->send(get_health);
    BOOST_TEST(each->receive().status == 200u);
  }
  Client four(collector.port());
  BOOST_TEST(four.receive().status == 503u);
  one.send("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  BOOST_TEST(one.receive().status == 200u);
  BOOST_TEST(one.closes_within(5s));
  Reply reply;
  for (int attempt = 0; attempt < 100 && reply.status != 200; ++attempt) {
    reply = collector.raw(get_health);
    std::this_thread::sleep_for(5ms);
  }
  BOOST_TEST(reply.status == 200u);
}

BOOST_AUTO_TEST_CASE(body_that_comes_with_the_next_request_leaves_that_whole) {
  const Running collector;
  Client client(collector.port());
  const std::string json = "Content-Type: application/json\r\n";
  client.send(post(json + "Content-Length: 2\r\n", "{}" + get_health) +
              post(json + "Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n" + get_health));
  BOOST_TEST(client.receive().problem() == "malformed-record");
  BOOST_TEST(client.receive().body == "alive\n");
  BOOST_TEST(client.receive().problem() == "malformed-record");
  BOOST_TEST(client.receive().body == "alive\n");
}

BOOST_AUTO_TEST_CASE(client_that_has_sent_all_and_ended_still_gets_its_answers) {
  const Running collector;
  Client client(collector.port());
  client.send(get_health + get_health);
  client.end();
  BOOST_TEST(client.receive().body == "alive\n");
  BOOST_TEST(client.receive().body == "alive\n");
  BOOST_TEST(client.closes_within(5s));
}

BOOST_AUTO_TEST_CASE(body_that_breaks_off_is_refused_to_a_client_that_still_listens) {
  const Running collector;
  for (const char* fields : {"Content-Length: 100\r\n", "Transfer-Encoding: chunked\r\n"}) {
    Client client(collector.port());
    client.send(post(std::string("Content-Type: application/json\r\n") + fields, "2\r\n{"));
    client.end();
    expect(client.receive(), 400, "malformed-body");
  }
}

BOOST_AUTO_TEST_CASE(head_that_breaks_off_ends_without_an_answer) {
  const Running collector;
  Client client(collector.port());
  client.send("GET /healthz HTTP/1.1\r\nHost: a\r\n");
  client.end();
  BOOST_TEST(client.receive().status == 0u);
  BOOST_TEST(collector.raw(get_health).status == 200u);
}

BOOST_AUTO_TEST_CASE(client_of_http_1_0_hears_nothing_before_the_answer) {
  const Running collector;
  const Reply reply = collector.raw(
      "POST /v1/consents HTTP/1.0\r\nHost: a\r\nExpect: 100-continue\r\nContent-Type: application/json\r\n"
      "Content-Length: 2\r\n\r\n{}");
  BOOST_TEST(reply.problem() == "malformed-record");
  Client client(collector.port());
  client.send("POST /v1/consents HTTP/1.0\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  std::this_thread::sleep_for(50ms);
  client.send("{}");
  BOOST_TEST(client.receive().status == 415u);
}

BOOST_AUTO_TEST_CASE(client_that_does_not_read_ends_at_the_deadline) {
  const Running collector([](Config& config) {
    config.limits.request = 300ms;
    config.rate.per_second = 0;
  });
  Client client(collector.port());
  std::string many;
  // Long answers, so that those that wait soon fill what the system keeps for a socket.
  for (int at = 0; at < 400; ++at) many += "GET /v1/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n";
  client.send(many, 100ms);
  for (int attempt = 0; attempt < 1000; ++attempt) {
    if (collector.get("/metrics").body.find("\nassent_connections 1\n") != std::string::npos) return;
    std::this_thread::sleep_for(10ms);
  }
  BOOST_ERROR("the connection is still open");
}

BOOST_AUTO_TEST_CASE(every_answer_has_the_safety_fields) {
  const Running collector;
  for (const Reply& reply :
       {collector.get("/healthz"), collector.get("/nothing"), collector.raw("GET / HTTP/1.1\r\n\r\n")}) {
    BOOST_TEST(reply.field("x-content-type-options") == "nosniff");
    BOOST_TEST(reply.field("referrer-policy") == "no-referrer");
    BOOST_TEST(reply.field("date") == "Mon, 23 Nov 2026 12:00:00 GMT");
  }
}

BOOST_AUTO_TEST_SUITE_END()
