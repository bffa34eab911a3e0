// Cases of what holds on every route: methods with Allow, HEAD, preflights, paths that are nobody's.
#include "collector/router.hpp"

#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

#include "collector/in_process.hpp"

using namespace assent::collector;
using test::InProcess;
using test::make_request;

namespace {

constexpr const char* methods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "BREW"};

std::string value(const Answer& answer, std::string_view name) {
  for (const auto& [field, value] : answer.fields)
    if (field == name) return value;
  return {};
}

std::string with(std::string pattern, std::string_view parameter) {
  const std::size_t hole = pattern.find("{}");
  return hole == std::string::npos ? pattern : pattern.replace(hole, 2, parameter);
}

/// Methods of each pattern, and whether pages send there.
struct Path {
  std::set<std::string> methods;
  bool from_pages = false;
};

std::map<std::string, Path> paths(InProcess& collector) {
  std::map<std::string, Path> found;
  for (const Route& route : collector.routes()) {
    Path& path = found[std::string(route.pattern)];
    path.methods.emplace(http::to_string(route.method));
    if (route.method == http::verb::get) path.methods.emplace("HEAD");
    path.from_pages = path.from_pages || route.from_pages;
  }
  return found;
}

std::set<std::string> split(const std::string& list) {
  std::set<std::string> words;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(", ", at), list.size());
    words.insert(list.substr(at, end - at));
    at = end + 2;
  }
  return words;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(routers, InProcess)

BOOST_AUTO_TEST_CASE(method_that_a_path_has_not_is_refused_with_those_that_it_has) {
  for (const auto& [pattern, path] : paths(*this)) {
    std::set<std::string> allowed = path.methods;
    if (path.from_pages) allowed.insert("OPTIONS");
    for (const char* method : methods) {
      if (path.methods.contains(method)) continue;
      const Answer given = answer(make_request(method, with(pattern, "a")));
      BOOST_TEST((given.status == http::status::method_not_allowed), method << " " << pattern);
      BOOST_TEST(test::problem_of(given) == "method");
      BOOST_TEST((split(value(given, "allow")) == allowed), pattern << ": " << value(given, "allow"));
    }
  }
}

BOOST_AUTO_TEST_CASE(head_is_answered_where_get_is) {
  for (const auto& [pattern, path] : paths(*this)) {
    if (!path.methods.contains("GET")) continue;
    const std::string target = with(pattern, "corner-books");
    const Answer get = answer(make_request("GET", target));
    const Answer head = answer(make_request("HEAD", target));
    BOOST_TEST((get.status == head.status), target);
  }
}

BOOST_AUTO_TEST_CASE(preflight_is_answered_where_pages_send_and_nowhere_else) {
  for (const auto& [pattern, path] : paths(*this)) {
    const Answer given = answer(make_request("OPTIONS", with(pattern, "a"), {}, {{"Origin", "https://books.example"}}));
    BOOST_TEST((given.status == (path.from_pages ? http::status::no_content : http::status::method_not_allowed)),
               pattern);
    if (!path.from_pages) continue;
    const auto told = split(value(given, "access-control-allow-methods"));
    for (const std::string& method : path.methods)
      if (method != "HEAD") BOOST_TEST(told.contains(method), pattern << " " << method);
    BOOST_TEST(value(given, "access-control-allow-origin") == "https://books.example");
    BOOST_TEST(value(given, "access-control-allow-credentials") == "");
  }
}

BOOST_AUTO_TEST_CASE(foreign_origin_is_refused_wherever_pages_send_and_may_not_read_why) {
  for (const auto& [pattern, path] : paths(*this)) {
    if (!path.from_pages) continue;
    for (const char* origin : {"null", "https://books.example.evil.example", "https://evilbooks.example",
                               "http://books.example", "https://books.example:8443"})
      for (const char* method : {"OPTIONS", "POST", "GET"}) {
        const Answer given = answer(make_request(method, with(pattern, "a"), {}, {{"Origin", origin}}));
        BOOST_TEST((given.status == http::status::forbidden), method << " " << pattern << " " << origin);
        BOOST_TEST(value(given, "access-control-allow-origin") == "");
      }
  }
}

BOOST_AUTO_TEST_CASE(path_that_is_nobodys_is_a_problem_by_every_method) {
  for (const char* target : {"/v1", "/v1/", "/v1/nothing", "/v1/events/", "/v1//events", "/V1/events", "/v1/sites/a",
                             "/v1/sites/a/b/boot", "/packs/", "/%00", "/%zz", "/v1/%65vents/../x", "/."})
    for (const char* method : methods)
      BOOST_TEST(test::problem_of(answer(make_request(method, target))) == "not-found", method << " " << target);
}

BOOST_AUTO_TEST_CASE(escaped_letters_of_a_path_are_the_letters) {
  BOOST_TEST((answer(make_request("GET", "/%68ealthz")).status == http::status::ok));
}

BOOST_AUTO_TEST_SUITE_END()
