// Cases of the rules by which a request is taken at all, each at its limit and one past it.
#include "collector/http_edge.hpp"

#include <boost/test/unit_test.hpp>

using namespace assent::collector;
using http_edge::check_fields;
using http_edge::check_head;
using http_edge::head_end;
using http_edge::parse_target;

namespace {

const Limits limits;

std::string_view refusal(std::string_view head) {
  const auto problem = check_head(head, limits);
  return problem ? problem->name : "accepted";
}

std::string with_target(std::size_t bytes) {
  return "GET /" + std::string(bytes - 1, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

std::string with_fields(std::size_t count) {
  std::string head = "GET / HTTP/1.1\r\n";
  for (std::size_t at = 0; at < count; ++at) head += "x-" + std::to_string(at) + ": 1\r\n";
  return head + "\r\n";
}

std::string_view refusal(std::initializer_list<std::pair<const char*, std::string>> fields, unsigned version = 11) {
  http::request_header<> header;
  header.version(version);
  for (const auto& [name, value] : fields) header.insert(name, value);
  const auto problem = check_fields(header, limits);
  return problem ? problem->name : "accepted";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(http_edge_rules)

BOOST_AUTO_TEST_CASE(head_ends_at_the_first_blank_line) {
  BOOST_TEST(head_end("GET / HTTP/1.1\r\n\r\nrest", 0) == 18u);
  BOOST_TEST(head_end("GET / HTTP/1.1\r\n", 0) == 0u);
  BOOST_TEST(head_end("GET / HTTP/1.1\r\n\r\n", 17) == 18u);
}

BOOST_AUTO_TEST_CASE(plain_request_is_accepted) {
  BOOST_TEST(refusal("GET /v1/x?y=1 HTTP/1.1\r\nHost: a\r\nAccept:\t*/*\r\n\r\n") == "accepted");
  BOOST_TEST(refusal("GET / HTTP/1.0\r\nHost: a\r\n\r\n") == "accepted");
}

BOOST_AUTO_TEST_CASE(folded_field_is_refused) {
  BOOST_TEST(refusal("GET / HTTP/1.1\r\nHost: a\r\nx: 1\r\n 2\r\n\r\n") == "folded-field");
  BOOST_TEST(refusal("GET / HTTP/1.1\r\nHost: a\r\nx: 1\r\n\t2\r\n\r\n") == "folded-field");
  BOOST_TEST(refusal("GET / HTTP/1.1\r\n Host: a\r\n\r\n") == "folded-field");
}

BOOST_AUTO_TEST_CASE(malformed_field_is_refused) {
  BOOST_TEST(refusal("GET / HTTP/1.1\r\nHost : a\r\n\r\n") == "malformed-field");
  BOOST_TEST(refusal("GET / HTTP/1.1\r\nHost\r\n\r\n") == "malformed-field");
  BOOST_TEST(refusal("GET / HTTP/1.1\r\n: a\r\n\r\n") == "malformed-field");
  BOOST_TEST(refusal("GET / HTTP/1.1\r\nHost: a\nx: 1\r\n\r\n") == "malformed-field");
  BOOST_TEST(refusal("GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n") == "malformed-field");
  BOOST_TEST(refusal(std::string_view("GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", 30)) == "malformed-field");
}

BOOST_AUTO_TEST_CASE(malformed_request_line_is_refused) {
  BOOST_TEST(refusal("GET / HTTP/2.0\r\n\r\n") == "malformed-request-line");
  BOOST_TEST(refusal("GET  / HTTP/1.1\r\n\r\n") == "malformed-request-line");
  BOOST_TEST(refusal("GET http://a/ HTTP/1.1\r\n\r\n") == "malformed-request-line");
  BOOST_TEST(refusal("GET /a b HTTP/1.1\r\n\r\n") == "malformed-request-line");
  BOOST_TEST(refusal("G(T / HTTP/1.1\r\n\r\n") == "malformed-request-line");
  BOOST_TEST(refusal("GET /\r\n\r\n") == "malformed-request-line");
  BOOST_TEST(refusal("\r\n\r\n") == "malformed-request-line");
}

BOOST_AUTO_TEST_CASE(target_at_the_limit_is_accepted_and_one_past_refused) {
  BOOST_TEST(refusal(with_target(limits.target_bytes)) == "accepted");
  BOOST_TEST(refusal(with_target(limits.target_bytes + 1)) == "target-too-long");
}

BOOST_AUTO_TEST_CASE(fields_at_the_limit_are_accepted_and_one_past_refused) {
  BOOST_TEST(refusal(with_fields(limits.fields)) == "accepted");
  BOOST_TEST(refusal(with_fields(limits.fields + 1)) == "too-many-fields");
}

BOOST_AUTO_TEST_CASE(exactly_one_sound_host_is_demanded) {
  BOOST_TEST(refusal({{"Host", "books.example"}}) == "accepted");
  BOOST_TEST(refusal({{"Host", "127.0.0.1:8080"}}) == "accepted");
  BOOST_TEST(refusal({{"Host", "[::1]:8080"}}) == "accepted");
  BOOST_TEST(refusal(std::initializer_list<std::pair<const char*, std::string>>{}) == "host");
  BOOST_TEST(refusal({{"Host", ""}}) == "host");
  BOOST_TEST(refusal({{"Host", "a"}, {"Host", "a"}}) == "host");
  BOOST_TEST(refusal({{"Host", "a"}, {"host", "b"}}) == "host");
  for (const char* host : {"a b", "a/b", "user@a", "a:", "a:123456", "a:b", "[]", "[::1", ":80", "[g-]"})
    BOOST_TEST(refusal({{"Host", host}}) == "host", host);
}

BOOST_AUTO_TEST_CASE(body_length_is_told_in_exactly_one_way) {
  BOOST_TEST(refusal({{"Host", "a"}, {"Transfer-Encoding", "chunked"}}) == "accepted");
  BOOST_TEST(refusal({{"Host", "a"}, {"Transfer-Encoding", "Chunked"}}) == "accepted");
  BOOST_TEST(refusal({{"Host", "a"}, {"Transfer-Encoding", "xchunked"}}) == "transfer-encoding");
  BOOST_TEST(refusal({{"Host", "a"}, {"Transfer-Encoding", "gzip, chunked"}}) == "transfer-encoding");
  BOOST_TEST(refusal({{"Host", "a"}, {"Transfer-Encoding", "chunked"}, {"Transfer-Encoding", "chunked"}}) ==
             "transfer-encoding");
  BOOST_TEST(refusal({{"Host", "a"}, {"Transfer-Encoding", "chunked"}, {"Content-Length", "3"}}) ==
             "transfer-encoding");
  BOOST_TEST(refusal({{"Host", "a"}, {"Transfer-Encoding", "xchunked"}, {"Content-Length", "3"}}) ==
             "transfer-encoding");
  BOOST_TEST(refusal({{"Host", "a"}, {"Transfer-Encoding", "chunked"}}, 10) == "transfer-encoding");
  BOOST_TEST(refusal({{"Host", "a"}, {"Content-Length", "3"}, {"Content-Length", "3"}}) == "content-length");
  for (const char* length : {"", "+3", "-1", "3a", "0x3", "3, 3"})
    BOOST_TEST(refusal({{"Host", "a"}, {"Content-Length", length}}) == "content-length", length);
}

BOOST_AUTO_TEST_CASE(body_at_the_limit_is_accepted_and_one_past_refused) {
  BOOST_TEST(refusal({{"Host", "a"}, {"Content-Length", std::to_string(limits.body_bytes)}}) == "accepted");
  BOOST_TEST(refusal({{"Host", "a"}, {"Content-Length", std::to_string(limits.body_bytes + 1)}}) == "body-too-large");
  BOOST_TEST(refusal({{"Host", "a"}, {"Content-Length", "99999999999999999999999"}}) == "body-too-large");
}

BOOST_AUTO_TEST_CASE(encoded_content_and_other_expectations_are_refused) {
  BOOST_TEST(refusal({{"Host", "a"}, {"Content-Encoding", "gzip"}}) == "content-encoding");
  BOOST_TEST(refusal({{"Host", "a"}, {"Expect", "100-continue"}}) == "accepted");
  BOOST_TEST(refusal({{"Host", "a"}, {"Expect", "tea"}}) == "expectation");
}

BOOST_AUTO_TEST_CASE(target_is_decoded) {
  const auto target = parse_target("/a%20b/c?lang=de&x");
  BOOST_REQUIRE(target);
  BOOST_TEST(target->path == "/a b/c");
  BOOST_TEST(target->query == "lang=de&x");
  BOOST_TEST(http_edge::query_value(target->query, "lang") == "de");
  BOOST_TEST(http_edge::query_value(target->query, "x") == "");
  BOOST_TEST(http_edge::query_value("xlang=fr&lang=en", "lang") == "en");
}

BOOST_AUTO_TEST_CASE(path_that_could_lead_elsewhere_is_refused) {
  for (const char* path : {"/../etc/passwd", "/a/../b", "/%2e%2e/etc", "/a/%2E%2e/b", "/.git/config", "/a/.hidden",
                           "/a%2fb", "/a%5cb", "/a\\b", "/%00", "/a%0d%0aX: 1", "/%", "/%2", "/%zz", "/%2g", "x", ""})
    BOOST_TEST(!parse_target(path), path);
  BOOST_TEST(bool(parse_target("/a.b/c..d")));
  BOOST_TEST(bool(parse_target("/")));
}

BOOST_AUTO_TEST_SUITE_END()
