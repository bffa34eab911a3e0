// Questions in a pack: where their nodes, sets and blobs stand, and that what is taken at a limit is a pack that the
// core takes, while what is past it is refused by its place in the policy.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "authoring/features.hpp"
#include "json_file.hpp"
#include "opened_pack.hpp"
#include "personalization/sound.hpp"
#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using pack::Op;
using testing::lines;
using testing::list_of;
using testing::nested;
using testing::OpenedPack;
using testing::PolicyFolder;

Json parse(std::string_view text) { return Json::parse(text); }

// The shop with attributes "a" and "b" of any type.
Outcome compiled(Json features) {
  PolicyFolder folder;
  for (const char* path : {"a", "b"})
    folder["shop/attributes.json"][path] = parse(R"({"title": "A", "type": "any", "source": "declared",
      "purposes": ["personal"], "retention": "P1M", "leaves": {}})");
  features["purpose"] = "personal";
  folder["shop/features.json"] = std::move(features);
  return folder.compile();
}

Json asking(Json condition) {
  Json features = parse(R"({"features": {"f": {"rules": [{"force": 1}]}}})");
  features["features"]["f"]["rules"][0]["condition"] = std::move(condition);
  return features;
}

OpenedPack opened(const Json& features) {
  const Outcome outcome = compiled(features);
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  OpenedPack made(outcome.compiled->packs.at("en"));
  BOOST_TEST(personalization::features_are_sound(*made.pack));
  return made;
}

// True where it compiles; where not, the author is told where in features.json, and that the policy is at fault.
bool is_taken(const Json& features) {
  const Outcome outcome = compiled(features);
  if (!outcome.compiled) {
    BOOST_TEST(lines(outcome).find("features.json#") != std::string::npos, lines(outcome));
    BOOST_TEST(lines(outcome).find("a compiler that writes") == std::string::npos, lines(outcome));
  }
  return outcome.compiled.has_value();
}

// Of the first rule of the first feature.
const pack::Range& condition(const OpenedPack& opened) {
  return opened.pack->features()->Get(0)->entries()->Get(0)->when();
}

// The nodes of the condition, each with its op, children and span.
std::string nodes(const OpenedPack& opened) {
  std::string text;
  const pack::Range& when = condition(opened);
  for (std::uint32_t at = when.begin(); at < when.begin() + when.count(); ++at) {
    const pack::Node& node = *opened.pack->nodes()->Get(at);
    text += std::string(pack::EnumNameOp(node.op())) + ":" + std::to_string(node.count()) + ":" +
            std::to_string(node.span()) + " ";
  }
  return text;
}

const pack::Node& node_of(const OpenedPack& opened, Op op) {
  for (const pack::Node* node : *opened.pack->nodes())
    if (node->op() == op) return *node;
  BOOST_FAIL("no such node");
  return *opened.pack->nodes()->Get(0);
}

std::string symbol(const OpenedPack& opened, std::uint32_t index) { return opened.pack->symbols()->Get(index)->str(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(question_program)

BOOST_AUTO_TEST_CASE(a_condition_is_a_program_in_prefix_order) {
  const OpenedPack made =
      opened(asking(parse(R"({"a": {"$gt": 1, "$elemMatch": {"x.y": "s"}}, "$nor": [{"b": null}, {}]})")));
  BOOST_TEST(nodes(made) ==
             "all:2:11 of:1:6 all:2:5 above:0:1 of_some:1:3 of_property:1:2 as_text:0:1 "
             "none:1:4 any:2:3 is_null:0:1 all:0:1 ");
}

BOOST_AUTO_TEST_CASE(without_a_condition_there_is_no_program) {
  const OpenedPack made = opened(parse(R"({"features": {"f": {"rules": [{"force": 1}]}}})"));
  BOOST_TEST(condition(made).count() == 0u);
}

BOOST_AUTO_TEST_CASE(a_set_is_sorted_and_has_each_member_once) {
  const OpenedPack made = opened(
      asking(parse(R"({"a": {"$in": ["b", 2, "a", null, 1, "b", true, 2.0, -0.0, 0, ["a"], {"b": 1}, false]}})")));
  const pack::Set& set = *made.pack->sets()->Get(node_of(made, Op::among).operand());
  BOOST_TEST(set.constants() == 7);
  BOOST_REQUIRE(set.texts().count() == 2u);
  const auto text = [&](std::uint32_t at) {
    return symbol(made, made.pack->operands()->Get(set.texts().begin() + at));
  };
  BOOST_TEST(text(0) == "a");
  BOOST_TEST(text(1) == "b");
  BOOST_REQUIRE(set.numbers().count() == 3u);
  for (std::uint32_t at = 0; at < 3; ++at)
    BOOST_TEST(made.pack->numbers()->Get(set.numbers().begin() + at) == static_cast<double>(at));
}

BOOST_AUTO_TEST_CASE(equal_constants_stand_once) {
  const OpenedPack made = opened(asking(parse(R"({"$or": [
    {"a": {"$gt": "x"}}, {"b": {"$gt": "x"}}, {"a": {"$regex": "x+"}}, {"b": {"$regex": "x+"}}, {"a": ["x"]},
    {"a": {"$in": ["p", "q"]}}, {"b": {"$in": ["q", "p"]}}, {"a": {"$in": [7, 8]}}, {"b": {"$in": [8, 7]}},
    {"a": 7}, {"b": 7}]})")));
  BOOST_TEST(made.pack->blobs()->size() == 3u);
  std::vector<std::uint32_t> texts, numbers;
  for (const pack::Node* node : *made.pack->nodes())
    if (node->op() == Op::one_of_texts) texts.push_back(node->operand());
  for (const pack::Set* set : *made.pack->sets()) numbers.push_back(set->numbers().begin());
  BOOST_REQUIRE(texts.size() == 2u);
  BOOST_TEST(texts[0] == texts[1]);
  BOOST_REQUIRE(numbers.size() == 2u);
  BOOST_TEST(numbers[0] == numbers[1]);
}

BOOST_AUTO_TEST_CASE(texts_that_questions_follow_or_compare_with_are_symbols) {
  const OpenedPack made =
      opened(asking(parse(R"({"a": {"$elemMatch": {"deep.path": {"$vgt": "1.2"}}}, "b": {"$ini": ["CAPS"]}})")));
  BOOST_TEST(symbol(made, node_of(made, Op::of_property).operand()) == "deep.path");
  BOOST_TEST(symbol(made, node_of(made, Op::older_or_equal).operand()) == "    1-    2");
  const pack::Set& set = *made.pack->sets()->Get(node_of(made, Op::among_folded).operand());
  BOOST_TEST(symbol(made, made.pack->operands()->Get(set.texts().begin())) == "caps");
}

BOOST_AUTO_TEST_CASE(facts_about_the_page_are_context) {
  const OpenedPack made = opened(parse(R"({"experiments": [{"key": "e", "variations": [0], "urlPatterns": [
    {"type": "simple", "pattern": "https://shop.example/a?q=1#t"}, {"type": "regex", "pattern": "a"}]}]})"));
  std::vector<std::string> facts;
  for (const auto* fact : *made.pack->context()) facts.push_back(fact->str());
  for (const char* fact : {"url.host", "url.path", "url.query.q", "url.hash", "url.href", "url.rest"})
    BOOST_TEST(std::ranges::count(facts, fact) == 1, fact);
}

BOOST_AUTO_TEST_CASE(a_condition_has_nodes_up_to_the_limit) {
  // One for the attribute, one for the list, one for each of its items.
  const auto with = [](std::size_t nodes) {
    return asking({{"a", {{"$all", list_of(nodes - 2, [](std::size_t) { return Json(1); })}}}});
  };
  BOOST_TEST(is_taken(with(max_question_nodes)));
  BOOST_TEST(!is_taken(with(max_question_nodes + 1)));
  // Two for each path, one for all of them: members are nodes as well as lists.
  Json paths = Json::object();
  auto& members = paths.get_ref<Json::object_t&>();
  for (std::size_t at = 0; at < max_question_nodes / 2 + 1; ++at) members.emplace_back("p" + std::to_string(at), 1);
  BOOST_TEST(!is_taken(asking({{"a", {{"$elemMatch", paths}}}})));
}

BOOST_AUTO_TEST_CASE(a_group_of_texts_is_taken_up_to_what_a_pack_counts) {
  const auto text = [](std::size_t at) { return Json("u" + std::to_string(at)); };
  const auto with = [&](std::size_t count) { return asking({{"a", {{"$in", list_of(count, text)}}}}); };
  // Other conditions of the shop compare with texts too.
  BOOST_TEST(is_taken(with(60'000)));
  BOOST_TEST(!is_taken(with(max_group_values)));
}

BOOST_AUTO_TEST_CASE(a_group_of_numbers_is_taken_up_to_the_limit) {
  const auto number = [](std::size_t at) { return Json(at); };
  const auto with = [&](std::size_t count) {
    Json features = asking(parse(R"({"a": {"$inGroup": "g"}})"));
    features["savedGroups"]["g"] = list_of(count, number);
    return features;
  };
  const OpenedPack made = opened(with(max_group_values));
  BOOST_TEST(made.pack->sets()->Get(node_of(made, Op::among).operand())->numbers().count() == max_group_values);
  BOOST_TEST(!is_taken(with(max_group_values + 1)));
}

BOOST_AUTO_TEST_CASE(the_deepest_condition_is_one_that_the_core_takes) {
  // "$nor" with a neighbour is the most nodes that a level can stand above another.
  const auto deep = [](std::size_t levels) {
    Json condition = parse(R"({"a": {"$not": {"$gt": 1, "$lt": 2}}, "b": 1})");
    for (std::size_t at = 0; at < levels; ++at) {
      Json outer = parse(R"({"b": 1})");
      outer["$nor"] = Json::array({std::move(condition)});
      condition = std::move(outer);
    }
    return asking(std::move(condition));
  };
  // The condition inside is a level, and so are its operators, one in the other.
  constexpr std::size_t levels = policy::max_condition_depth / 2 - 2;
  BOOST_TEST(opened(deep(levels)).pack->nodes()->size() > 3 * levels);
  BOOST_TEST(!is_taken(deep(levels + 1)));
}

BOOST_AUTO_TEST_CASE(as_many_features_as_the_reader_takes_the_core_takes) {
  Json features = parse(R"({"features": {}})");
  auto& members = features["features"].get_ref<Json::object_t&>();
  for (std::size_t at = 0; at < max_features; ++at)
    members.emplace_back("f" + std::to_string(at), parse(R"({"rules": [{"force": 1, "condition": {"a": 1}}]})"));
  BOOST_TEST(is_taken(features));
  features["experiments"] = parse(R"([{"key": "e", "variations": [0, 1], "hashAttribute": "a"}])");
  BOOST_TEST(!is_taken(features));
}

BOOST_AUTO_TEST_CASE(paths_of_attributes_are_taken_up_to_the_limit) {
  for (const std::size_t past : {0, 1}) {
    PolicyFolder folder;
    const std::string path(max_feature_bytes + past, 'p');
    Json& attribute = folder["shop/attributes.json"]["a"];
    attribute = parse(R"({"title": "A", "type": "any", "source": "declared", "purposes": ["personal"],
      "retention": "P1M", "leaves": {}})");
    attribute["path"] = path;
    folder["shop/features.json"] = asking({{path, 1}});
    folder["shop/features.json"]["purpose"] = "personal";
    const Outcome outcome = folder.compile();
    BOOST_TEST(outcome.compiled.has_value() == (past == 0), lines(outcome));
    if (past > 0) BOOST_TEST(testing::has_error(outcome, "attributes.json#/a/path", "longer than 256 bytes"));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
