// The OpenAPI document holds every route of the collector and no other. Its schemas and the live answers are tested in
// tests/openapi, where a JSON Schema validator is.
#include "collector/openapi.hpp"

#include <boost/test/unit_test.hpp>
#include <set>

#include "collector/in_process.hpp"

using namespace assent::collector;
using test::InProcess;
using test::Json;

namespace {

using Operations = std::set<std::string>;

std::string upper(std::string text) {
  for (char& letter : text) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  return text;
}

bool is_method(std::string_view name) {
  return name == "get" || name == "put" || name == "post" || name == "patch" || name == "delete";
}

Operations described() {
  Operations all;
  const Json document = Json::parse(openapi_document());
  for (const auto& [path, operations] : document["paths"].items())
    for (const auto& [name, operation] : operations.items())
      if (is_method(name)) all.insert(upper(name) + " " + test::pattern_of(path));
  return all;
}

Operations built(InProcess& collector) {
  Operations all;
  for (const Route& route : collector.routes())
    all.insert(std::string(http::to_string(route.method)) + " " + std::string(route.pattern));
  return all;
}

Operations without(const Operations& all, const Operations& those) {
  Operations left;
  for (const std::string& each : all)
    if (!those.contains(each)) left.insert(each);
  return left;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(openapi, InProcess)

BOOST_AUTO_TEST_CASE(every_route_is_described) {
  for (const std::string& each : without(built(*this), described())) BOOST_ERROR("docs/openapi.json lacks " + each);
}

BOOST_AUTO_TEST_CASE(nothing_is_described_but_routes) {
  for (const std::string& each : without(described(), built(*this)))
    BOOST_ERROR("docs/openapi.json has " + each + ", which is no route");
}

BOOST_AUTO_TEST_CASE(preflight_and_origins_are_described_where_pages_send) {
  const Json document = Json::parse(openapi_document());
  std::set<std::string> told, meant;
  for (const auto& [path, operations] : document["paths"].items())
    for (const auto& [name, operation] : operations.items())
      if (is_method(name) && operation["x-problems"].dump().find("\"origin\"") != std::string::npos)
        told.insert(upper(name) + " " + test::pattern_of(path));
  for (const Route& route : routes())
    if (route.from_pages) meant.insert(std::string(http::to_string(route.method)) + " " + std::string(route.pattern));
  for (const std::string& each : without(meant, told)) BOOST_ERROR(each + " lacks the problem \"origin\"");
  for (const std::string& each : without(told, meant))
    BOOST_ERROR(each + " has the problem \"origin\", and pages do not send there");
}

BOOST_AUTO_TEST_CASE(document_is_served_as_it_stands) {
  const Answer given = answer(test::make_request("GET", "/v1/openapi.json"));
  BOOST_TEST((given.status == http::status::ok));
  BOOST_TEST(given.content_type == "application/json");
  BOOST_REQUIRE(given.body);
  BOOST_TEST(*given.body == test::read_all(ASSENT_SOURCE_DIR "/docs/openapi.json"));
}

BOOST_AUTO_TEST_SUITE_END()
