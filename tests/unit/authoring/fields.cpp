// The reader's field names and the JSON Schema's are the same, and the policies that the repository ships are sound.
#include "authoring/fields.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <set>

#include "authoring/element.hpp"
#include "authoring/files.hpp"
#include "authoring/ui_texts.hpp"
#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

const std::filesystem::path policies = std::filesystem::path(ASSENT_SOURCE_DIR) / "policies";

Json load(const std::filesystem::path& file) {
  Problems problems;
  auto json = read_json_file(file, problems);
  BOOST_REQUIRE_MESSAGE(json, file.string());
  return std::move(*json);
}

std::set<std::string> names(std::span<const std::string_view> list) { return {list.begin(), list.end()}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(shipped_policies)

BOOST_AUTO_TEST_CASE(the_schema_and_the_reader_know_the_same_fields) {
  const Json schema = load(policies / "schema" / "policy.schema.json");
  for (const Fields* fields : fields::all) {
    const std::string kind(fields->kind);
    BOOST_REQUIRE_MESSAGE(schema["$defs"].contains(kind), kind);
    const Json& described = schema["$defs"][kind];
    std::set<std::string> known = names(fields->required);
    known.merge(names(fields->optional));
    std::set<std::string> in_schema;
    for (const auto& [name, value] : described["properties"].items()) in_schema.insert(name);
    BOOST_TEST(in_schema.erase("$comment") == 1u, kind);  // the reader takes one in every object, so no list names it
    BOOST_TEST(in_schema == known, kind);
    BOOST_TEST(described["additionalProperties"] == false, kind);
    const auto required = described.value("required", Json::array()).get<std::set<std::string>>();
    BOOST_TEST(required == names(fields->required), kind);
  }
}

BOOST_AUTO_TEST_CASE(the_schema_allows_comments_as_long_as_the_reader_does) {
  const Json schema = load(policies / "schema" / "policy.schema.json");
  BOOST_TEST(schema["$defs"]["comment"]["maxLength"] == max_comment_bytes);
  const Json comment = Json::parse(R"({"$ref": "#/$defs/comment"})");
  for (const auto& [kind, described] : schema["$defs"].items())
    if (described.contains("properties")) BOOST_TEST(described["properties"]["$comment"] == comment, kind);
}

BOOST_AUTO_TEST_CASE(the_schema_describes_each_kind_of_file) {
  const Json schema = load(policies / "schema" / "policy.schema.json");
  BOOST_TEST(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
  for (const char* kind :
       {"site", "regime", "purposes", "attributes", "services", "notice", "map", "slot", "features", "texts"})
    BOOST_TEST(schema["$defs"].contains(kind), kind);
}

BOOST_AUTO_TEST_CASE(the_example_site_compiles_in_every_language_without_problems) {
  const Outcome outcome = compile(policies / "aurora-travel", testing::today);
  BOOST_TEST(testing::lines(outcome) == "");
  BOOST_REQUIRE(outcome.compiled);
  for (const std::string& language : outcome.compiled->languages)
    BOOST_TEST(outcome.compiled->packs.contains(language));
  BOOST_TEST(outcome.compiled->languages.size() >= 2u);
}

BOOST_AUTO_TEST_CASE(what_no_source_stands_behind_is_listed_for_a_release) {
  const Outcome outcome = compile(policies / "aurora-travel", testing::today);
  std::set<std::string> places;
  for (const Problem& each : outcome.unreviewed)
    places.insert(std::filesystem::path(each.file).filename().string() + "#" + each.pointer);
  BOOST_TEST(places.contains("eu-gdpr.json#/source/gpc"));
  BOOST_TEST(places.contains("us-ca.json#/source/validity"));
  BOOST_TEST(!places.contains("us-ca.json#/source/gpc"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
