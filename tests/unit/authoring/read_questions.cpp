// GrowthBook's conditions as questions: each operator's form, each error at its place, each limit both ways.
#include "authoring/read_questions.hpp"

#include <boost/test/unit_test.hpp>

#include "authoring/js_value.hpp"
#include "json_file.hpp"
#include "personalization/pattern.hpp"
#include "profile/tree.hpp"

namespace assent::authoring {

namespace {

using pack::Op;
using testing::JsonFile;
using testing::list_of;
using testing::nested;

Json parse(std::string_view text) { return Json::parse(text); }

constexpr std::size_t max_levels = policy::max_condition_depth / 2;
constexpr std::size_t max_alternatives = (max_question_nodes - 1) / 2;  // each is a subject and what is asked of it

// What a question compares with, as text.
std::string operand(const Question& question) {
  switch (question.op) {
    case Op::of:
    case Op::of_property:
      return " " + question.subject;
    case Op::as_text:
    case Op::as_folded:
    case Op::version:
    case Op::older:
    case Op::older_or_equal:
      return " '" + question.text + "'";
    case Op::as_number:
      return " " + js_number_text(question.number);
    case Op::is_truthy:
    case Op::has_type:
      return " " + std::to_string(question.index);
    case Op::equal:
    case Op::among:
    case Op::among_folded:
      return " " + Json(members_of(question)).dump();
    case Op::as_json:
    case Op::less:
    case Op::less_or_equal:
    case Op::more:
    case Op::more_or_equal:
      return " " + std::string(profile::Tree(base::as_bytes(question.bytes)).text());
    default:
      return {};
  }
}

// "of a(none(less 5))"; a group has its brackets where it is empty too.
std::string written(const Question& question) {
  std::string text = pack::EnumNameOp(question.op) + operand(question);
  const bool is_group = question.op <= Op::none || (question.op >= Op::of && question.op <= Op::of_each);
  if (!is_group) return text;
  text += '(';
  for (const Question& child : question.children)
    text += (&child == &question.children.front() ? "" : ", ") + written(child);
  return text + ')';
}

// A condition that is in order, as questions of a visitor.
std::string read(const Json& condition, const Json& groups = Json::object(), Of of = Of::visitor) {
  JsonFile file(condition);
  const SavedGroups saved(Element(groups, {"features.json", "/savedGroups"}, file.problems()));
  const Question question = read_questions(file.element(), saved, of);
  BOOST_TEST(file.is_sound(), condition.dump() << "\n" << file.lines());
  return written(question);
}

struct Form {
  const char *condition, *questions;
};

void expect(std::span<const Form> forms, const Json& groups = Json::object()) {
  for (const Form& each : forms) BOOST_TEST(read(parse(each.condition), groups) == each.questions, each.condition);
}

bool is_read(const Json& condition, std::string_view pointer, std::string_view words) {
  JsonFile file(condition);
  read_questions(file.element(), {}, Of::visitor);
  if (!file.is_sound()) BOOST_TEST(file.has_error(pointer, words), pointer << "\n" << file.lines());
  return file.is_sound();
}

bool matches(const Json& condition, std::string_view text) {
  JsonFile file(condition);
  const Question question = read_questions(file.element(), {}, Of::visitor);
  BOOST_REQUIRE_MESSAGE(file.is_sound(), file.lines());
  const Question& pattern = question.children.at(0);
  BOOST_REQUIRE(pattern.op == Op::matches);
  return personalization::matches(base::as_bytes(pattern.bytes), text);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(read_questions_)

BOOST_AUTO_TEST_CASE(a_condition_is_all_of_its_members) {
  const Form forms[] = {{R"({})", "all()"},
                        {R"({"a": 1})", "of a(as_number 1)"},
                        {R"({"a": 1, "b.c": "x"})", "all(of a(as_number 1), of b.c(as_text 'x'))"},
                        {R"({"$and": []})", "all()"},
                        {R"({"$and": [{"a": 1}, {}]})", "all(of a(as_number 1), all())"},
                        {R"({"$not": {"a": 1, "b": 2}})", "none(all(of a(as_number 1), of b(as_number 2)))"}};
  expect(forms);
}

BOOST_AUTO_TEST_CASE(of_no_conditions_one_holds) {
  const Form forms[] = {{R"({"$or": []})", "all()"},
                        {R"({"$nor": []})", "none(all())"},
                        {R"({"$or": [{"a": 1}]})", "any(of a(as_number 1))"},
                        {R"({"$nor": [{"a": 1}, {"b": 1}]})", "none(any(of a(as_number 1), of b(as_number 1)))"}};
  expect(forms);
}

BOOST_AUTO_TEST_CASE(a_value_alone_is_compared_by_its_kind) {
  const Form forms[] = {{R"({"a": "X"})", "of a(as_text 'X')"},
                        {R"({"a": -0.5})", "of a(as_number -0.5)"},
                        {R"({"a": 1e300})", "of a(as_number 1e+300)"},
                        {R"({"a": true})", "of a(is_truthy 1)"},
                        {R"({"a": false})", "of a(is_truthy 0)"},
                        {R"({"a": null})", "of a(is_null)"},
                        {R"({"a": [1, "x"]})", "of a(as_json 1,x)"},
                        {R"({"a": {}})", "of a(as_json [object Object])"},
                        {R"({"a": {"$gt": 1, "b": 2}})", "of a(as_json [object Object])"}};
  expect(forms);
}

BOOST_AUTO_TEST_CASE(each_operator_has_its_question) {
  const Form forms[] = {{R"({"a": {"$eq": "x"}})", R"(of a(equal ["x"]))"},
                        {R"({"a": {"$ne": null}})", "of a(none(equal [null]))"},
                        {R"({"a": {"$lt": 1}})", "of a(less 1)"},
                        {R"({"a": {"$lte": "b"}})", "of a(less_or_equal b)"},
                        {R"({"a": {"$gt": null}})", "of a(more null)"},
                        {R"({"a": {"$gte": true}})", "of a(more_or_equal true)"},
                        {R"({"a": {"$in": [1, "B", false]}})", R"(of a(among [1,"B",false]))"},
                        {R"({"a": {"$nin": ["B"]}})", R"(of a(none(among ["B"])))"},
                        {R"({"a": {"$ini": ["ÄB", 1]}})", R"(of a(among_folded ["äb",1]))"},
                        {R"({"a": {"$nini": ["B"]}})", R"(of a(none(among_folded ["b"])))"},
                        {R"({"a": {"$exists": true}})", "of a(is_there)"},
                        {R"({"a": {"$not": {"$gt": 1}}})", "of a(none(more 1))"},
                        {R"({"a": {"$not": "x"}})", "of a(none(as_text 'x'))"},
                        {R"({"a": {"$size": 2}})", "of a(of_length(as_number 2))"},
                        {R"({"a": {"$size": {"$gt": 2}}})", "of a(of_length(more 2))"},
                        {R"({"a": {"$elemMatch": {"$gt": 2}}})", "of a(of_some(more 2))"},
                        {R"({"a": {"$elemMatch": {"b": 1}}})", "of a(of_some(of_property b(as_number 1)))"},
                        {R"({"a": {"$all": ["X", {"$gt": 1}]}})", "of a(of_each(as_text 'X', more 1))"},
                        {R"({"a": {"$alli": ["X", 1]}})", "of a(of_each(as_folded 'x', as_number 1))"},
                        {R"({"a": {"$type": "null"}})", "of a(has_type 0)"},
                        {R"({"a": {"$type": "boolean"}})", "of a(has_type 1)"},
                        {R"({"a": {"$type": "number"}})", "of a(has_type 3)"},
                        {R"({"a": {"$type": "string"}})", "of a(has_type 4)"},
                        {R"({"a": {"$type": "array"}})", "of a(has_type 5)"},
                        {R"({"a": {"$type": "object"}})", "of a(has_type 6)"},
                        {R"({"a": {"$regex": "^x"}})", "of a(matches)"},
                        {R"({"a": {"$gt": 1, "$lt": 2}})", "of a(all(more 1, less 2))"}};
  expect(forms);
}

BOOST_AUTO_TEST_CASE(versions_are_made_comparable) {
  const Form forms[] = {{R"({"a": {"$veq": "v1.2.3"}})", "of a(version '    1-    2-    3-~')"},
                        {R"({"a": {"$vne": "1"}})", "of a(none(version '    1'))"},
                        {R"({"a": {"$vgt": "1"}})", "of a(none(older_or_equal '    1'))"},
                        {R"({"a": {"$vgte": "1"}})", "of a(none(older '    1'))"},
                        {R"({"a": {"$vlt": 1.5}})", "of a(older '    1-    5')"},
                        {R"({"a": {"$vlte": null}})", "of a(older_or_equal '    0')"}};
  expect(forms);
}

BOOST_AUTO_TEST_CASE(what_exists_is_asked_by_a_truth_of_javascript) {
  for (const char* truthy : {"1", "\"0\"", "[]", "{}"})
    BOOST_TEST(read({{"a", {{"$exists", parse(truthy)}}}}) == "of a(is_there)", truthy);
  for (const char* falsy : {"0", "-0.0", "\"\"", "null", "false"})
    BOOST_TEST(read({{"a", {{"$exists", parse(falsy)}}}}) == "of a(none(is_there))", falsy);
}

BOOST_AUTO_TEST_CASE(an_operand_that_no_value_can_fit_matches_nobody) {
  const Form forms[] = {
      {R"({"a": {"$in": "x"}})", "of a(any())"},      {R"({"a": {"$nin": 1}})", "of a(any())"},
      {R"({"a": {"$all": "x"}})", "of a(any())"},     {R"({"a": {"$regex": 1}})", "of a(any())"},
      {R"({"a": {"$regex": "("}})", "of a(any())"},   {R"({"a": {"$type": 1}})", "of a(any())"},
      {R"({"a": {"$type": "date"}})", "of a(any())"}, {R"({"a": {"$in": [[1], {}]}})", "of a(among [])"},
      {R"({"a": {"$eq": [1]}})", "of a(equal [])"}};
  expect(forms);
}

BOOST_AUTO_TEST_CASE(a_condition_on_a_value_asks_its_properties) {
  BOOST_TEST(read(parse(R"({"value": {"$gt": 1}, "$or": [{"value.a": 1}]})"), Json::object(), Of::value) ==
             "all(of_property value(more 1), any(of_property value.a(as_number 1)))");
}

BOOST_AUTO_TEST_CASE(saved_groups_are_written_out) {
  const Json groups = parse(R"({"plain": [1, "x"], "list": {"type": "list", "values": ["y"], "attributeKey": "id"},
    "condition": {"type": "condition", "condition": {"a": 1}}, "other": {"type": "tree"}, "empty": {"type": "list"}})");
  const Form forms[] = {{R"({"a": {"$inGroup": "plain"}})", R"(of a(among [1,"x"]))"},
                        {R"({"a": {"$inGroup": "list"}})", R"(of a(among ["y"]))"},
                        {R"({"a": {"$notInGroup": "plain"}})", R"(of a(none(among [1,"x"])))"},
                        {R"({"a": {"$inGroup": "unknown"}})", "of a(among [])"},
                        {R"({"a": {"$notInGroup": 5}})", "of a(none(among []))"},
                        {R"({"a": {"$notInGroup": "condition"}})", "of a(any())"},
                        {R"({"$savedGroup": {"id": "list"}})", R"(of id(among ["y"]))"},
                        {R"({"$savedGroup": {"id": "list", "attributeKey": "b"}})", R"(of b(among ["y"]))"},
                        {R"({"$savedGroup": {"id": "condition"}})", "of a(as_number 1)"},
                        {R"({"$savedGroup": {"id": "unknown"}})", "any()"},
                        {R"({"$savedGroup": {"id": "other"}})", "any()"},
                        {R"({"$savedGroup": {"id": "empty", "attributeKey": "b"}})", "any()"},
                        {R"({"$savedGroup": {"id": "list", "attributeKey": null}})", "any()"},
                        {R"({"$savedGroup": "list"})", "any()"}};
  expect(forms, groups);
}

BOOST_AUTO_TEST_CASE(a_saved_group_within_itself_matches_nobody) {
  const Json groups = parse(R"({"one": {"type": "condition", "condition": {"$savedGroup": {"id": "two"}, "a": 1}},
    "two": {"type": "condition", "condition": {"$savedGroup": {"id": "one"}}}})");
  BOOST_TEST(read(parse(R"({"$savedGroup": {"id": "one"}})"), groups) == "all(any(), of a(as_number 1))");
  BOOST_TEST(read(parse(R"({"$and": [{"$savedGroup": {"id": "two"}}, {"$savedGroup": {"id": "two"}}]})"), groups) ==
             "all(all(any(), of a(as_number 1)), all(any(), of a(as_number 1)))");
}

BOOST_AUTO_TEST_CASE(saved_groups_that_double_each_other_end_at_the_limit_of_parts) {
  constexpr int groups = 15;  // 2^15 times the last one, which is what the nesting of conditions allows
  Json saved;
  for (int at = 0; at < groups; ++at) {
    const Json next = {{"$savedGroup", {{"id", "g" + std::to_string(at + 1)}}}};
    saved["g" + std::to_string(at)] = {{"type", "condition"}, {"condition", {{"$and", {next, next}}}}};
  }
  saved["g" + std::to_string(groups)] = {{"type", "condition"}, {"condition", {{"a", 1}}}};
  JsonFile file(parse(R"({"$savedGroup": {"id": "g0"}})"));
  const SavedGroups known(Element(saved, {"features.json", "/savedGroups"}, file.problems()));
  read_questions(file.element(), known, Of::visitor);
  BOOST_TEST(file.lines().find("more than 65535 parts") != std::string::npos, file.lines());
  BOOST_TEST(file.problems().errors() == 1u);
}

// What is said of a condition that names a saved group so many times.
std::string naming(std::size_t times, const Json& condition_of_group) {
  const Json saved = {{"g", {{"type", "condition"}, {"condition", condition_of_group}}}};
  JsonFile file(Json{{"$or", list_of(times, [](std::size_t) { return parse(R"({"$savedGroup": {"id": "g"}})"); })}});
  const SavedGroups known(Element(saved, {"features.json", "/savedGroups"}, file.problems()));
  read_questions(file.element(), known, Of::visitor);
  return file.lines();
}

BOOST_AUTO_TEST_CASE(lists_that_saved_groups_repeat_end_at_the_limit_of_values) {
  const Json group = {{"a", {{"$in", list_of(10'000, [](std::size_t at) { return Json(at); })}}}};
  BOOST_TEST(naming(max_question_values / 10'000, group) == "");
  BOOST_TEST(naming(max_question_values / 10'000 + 1, group).find("1000000 values in its lists") != std::string::npos);
  BOOST_TEST(naming(20'000, group).find("1000000 values in its lists") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(items_that_saved_groups_repeat_are_parts) {
  const Json group = {{"a", {{"$all", list_of(10'000, [](std::size_t at) { return Json(at); })}}}};
  BOOST_TEST(naming(6, group) == "");
  BOOST_TEST(naming(7, group).find("more than 65535 parts") != std::string::npos);
  BOOST_TEST(naming(20'000, group).find("more than 65535 parts") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(constants_that_saved_groups_repeat_end_at_the_limit_of_bytes) {
  const Json constant = {{"deep", std::string(30'000, 'x')}};
  const std::size_t bytes = to_tree(constant)->size();
  const Json group = {{"a", constant}};
  BOOST_TEST(naming(max_question_bytes / bytes, group) == "");
  BOOST_TEST(naming(max_question_bytes / bytes + 1, group).find("4194304 bytes of patterns") != std::string::npos);
  BOOST_TEST(naming(20'000, group).find("4194304 bytes of patterns") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_error_names_its_construct_and_place) {
  const std::string deep = nested("x", profile::max_tree_depth, 1).dump();
  const std::string back = R"({"a": {"$regex": "(x)\\1"}})";
  const std::string lookahead = R"({"$not": {"a": {"$regexi": "a(?=b)c"}}})";
  const std::string behind = R"({"a": {"$elemMatch": {"b": {"$regex": "(?<!b)a"}}}})";
  const std::string long_pattern = R"({"a": {"$regex": ")" + std::string(5000, 'x') + "\"}}";
  const struct {
    std::string condition, pointer, words;
  } cases[] = {{"[]", "", "a condition is an object"},
               {"\"a\"", "", "a condition is an object"},
               {R"({"$or": [{}, 5]})", "/$or/1", "a condition is an object"},
               {R"({"$not": []})", "/$not", "a condition is an object"},
               {R"({"a": {"$elemMatch": 5}})", "/a/$elemMatch", "a condition is an object"},
               {R"({"$or": {"a": 1}})", "/$or", "takes a list of conditions"},
               {R"({"$nor": 1})", "/$nor", "takes a list of conditions"},
               {R"({"$and": null})", "/$and", "takes a list of conditions"},
               {R"({"a": )" + deep + "}", "/a", "the value is too large"},
               {R"({"a": {"$gt": )" + deep + "}}", "/a/$gt", "the value is too large"},
               {back, "/a/$regex", "the pattern has a back reference (\\1), which takes more than linear time"},
               {lookahead, "/$not/a/$regexi", "the pattern has a lookahead"},
               {behind, "/a/$elemMatch/b/$regex", "the pattern has a lookbehind"},
               {long_pattern, "/a/$regex", "the pattern is too large"},
               {R"({"a": {"$regex": "(a{999}){999}"}})", "/a/$regex", "the pattern is too large"}};
  for (const auto& each : cases) BOOST_TEST(!is_read(parse(each.condition), each.pointer, each.words), each.condition);
}

BOOST_AUTO_TEST_CASE(an_unknown_operator_is_warned_of_where_it_stands) {
  const struct {
    const char *condition, *pointer, *words;
  } cases[] = {
      {R"({"a": {"$near": 1}})", "/a/$near", "unknown operator \"$near\""},
      {R"({"a": {"$not": {"$or": []}}})", "/a/$not/$or", "unknown operator \"$or\""},
      {R"({"a": {"$elemMatch": {"b": {"$size": {"$x": 1}}}}})", "/a/$elemMatch/b/$size/$x", "unknown operator \"$x\""},
      {R"({"a/b": {"$all": [1, {"$x": 1}]}})", "/a~1b/$all/1/$x", "unknown operator \"$x\""}};
  for (const auto& each : cases) {
    JsonFile file(parse(each.condition));
    read_questions(file.element(), SavedGroups(), Of::visitor);
    BOOST_TEST(file.problems().errors() == 0u, file.lines());
    BOOST_TEST(file.has_warning(each.pointer, each.words), file.lines());
  }
}

BOOST_AUTO_TEST_CASE(an_error_in_a_saved_group_is_placed_there) {
  const Json groups = parse(R"({"g": {"type": "condition", "condition": {"a": {"$regex": "(?=x)y"}}}})");
  JsonFile file(parse(R"({"$savedGroup": {"id": "g"}})"));
  const SavedGroups saved(Element(groups, {"features.json", "/savedGroups"}, file.problems()));
  read_questions(file.element(), saved, Of::visitor);
  BOOST_TEST(file.has_error("/savedGroups/g/condition/a/$regex", "the pattern has a lookahead"), file.lines());
}

BOOST_AUTO_TEST_CASE(conditions_are_nested_up_to_the_limit) {
  const Json inside = parse(R"({"a": 1})");
  std::string pointer;
  for (std::size_t at = 0; at < max_levels; ++at) pointer += "/$not";
  BOOST_TEST(is_read(nested("$not", max_levels, inside), "", ""));
  BOOST_TEST(!is_read(nested("$not", max_levels + 1, inside), pointer + "/$not", "deeper than 32 levels"));
  // Operators count like conditions.
  const auto asked = [](std::size_t levels) { return Json{{"a", nested("$not", levels - 1, parse(R"({"$gt": 1})"))}}; };
  BOOST_TEST(is_read(asked(max_levels), "", ""));
  BOOST_TEST(!is_read(asked(max_levels + 1), "/a" + pointer, "deeper than 32 levels"));
}

BOOST_AUTO_TEST_CASE(a_condition_200_deep_is_one_error) {
  for (const char* name : {"$not", "$and", "a"}) {
    Json condition = parse(R"({"a": 1})");
    for (int at = 0; at < 200; ++at) {
      Json outer = Json::object();
      if (name == std::string("$and"))
        outer[name] = Json::array({std::move(condition)});
      else
        outer[name] = std::move(condition);
      condition = std::move(outer);
    }
    JsonFile file(condition);
    read_questions(file.element(), {}, Of::visitor);
    BOOST_TEST(file.problems().errors() == 1u, file.lines());
  }
}

BOOST_AUTO_TEST_CASE(conditions_have_parts_up_to_the_limit) {
  const auto alternatives = [](std::size_t count) {
    return Json{{"$or", list_of(count, [](std::size_t) { return parse(R"({"a": 1})"); })}};
  };
  BOOST_TEST(is_read(alternatives(max_alternatives), "", ""));
  BOOST_TEST(!is_read(alternatives(max_alternatives + 1), "", "more than 65535 parts"));
}

BOOST_AUTO_TEST_CASE(lists_hold_values_up_to_the_limit) {
  const auto one = [](std::size_t) { return Json(1); };
  const auto asking = [&](const char* name, std::size_t count) { return Json{{"a", {{name, list_of(count, one)}}}}; };
  for (const char* name : {"$in", "$nin", "$ini", "$nini"}) {
    const auto with = [&](std::size_t count) { return asking(name, count); };
    BOOST_TEST(is_read(with(max_group_values), "", ""), name);
    BOOST_TEST(!is_read(with(max_group_values + 1), std::string("/a/") + name, "the list holds more than 65535"), name);
  }
  constexpr std::size_t max_items = max_question_nodes - 2;  // each is a part, beside the subject and the list
  for (const char* name : {"$all", "$alli"}) {
    BOOST_TEST(is_read(asking(name, max_items), "", ""), name);
    BOOST_TEST(!is_read(asking(name, max_items + 1), "", "more than 65535 parts"), name);
  }
}

BOOST_AUTO_TEST_CASE(saved_groups_hold_values_up_to_the_limit) {
  const auto one = [](std::size_t) { return Json(1); };
  const struct {
    const char *condition, *pointer;
  } uses[] = {{R"({"a": {"$inGroup": "g"}})", "/a/$inGroup"}, {R"({"$savedGroup": {"id": "g"}})", "/$savedGroup"}};
  for (const std::size_t past : {0, 1})
    for (const auto& use : uses) {
      const Json groups = {
          {"g", {{"type", "list"}, {"attributeKey", "a"}, {"values", list_of(max_group_values + past, one)}}}};
      JsonFile file(parse(use.condition));
      const SavedGroups saved(Element(groups, {"features.json", "/savedGroups"}, file.problems()));
      read_questions(file.element(), saved, Of::visitor);
      BOOST_TEST(file.is_sound() == (past == 0), file.lines());
      if (past > 0) BOOST_TEST(file.has_error(use.pointer, "the list holds more than 65535 values"), file.lines());
    }
}

// Otherwise this would not end.
BOOST_AUTO_TEST_CASE(patterns_made_to_explode_are_asked_in_linear_time) {
  const std::string text(20'000, 'a');
  for (const char* pattern : {"^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a*)*(a*)*(a*)*b"}) {
    const Json condition = {{"a", {{"$regex", pattern}}}};
    BOOST_TEST(!matches(condition, text + "!"), pattern);
  }
  BOOST_TEST(matches(parse(R"({"a": {"$regexi": "^(A+)+$"}})"), text));
}

BOOST_AUTO_TEST_CASE(numbers_beyond_a_double_are_refused_where_json_is_read) {
  for (const char* text : {R"({"a": 1e999})", R"({"a": {"$gt": -1e999}})", R"({"a": NaN})", R"({"a": Infinity})"}) {
    std::vector<JsonFault> faults;
    BOOST_TEST(!read_json(text, {}, faults).has_value(), text);
    BOOST_TEST(faults.size() == 1u, text);
  }
  BOOST_TEST(read(parse(R"({"a": {"$gt": 1.7976931348623157e308}})")) == "of a(more 1.7976931348623157e+308)");
  BOOST_TEST(read(parse(R"({"a": {"$in": [18446744073709551615, 5e-324]}})")) ==
             "of a(among [18446744073709551615,5e-324])");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
