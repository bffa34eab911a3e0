// Every question true and false: of a value of any type, and of typed ones, which JavaScript would have made strings,
// numbers and booleans. What is withheld is asked as null.
#include "personalization/asked.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "asking.hpp"
#include "support/print.hpp"

using namespace assent;
using namespace assent::personalization;
using namespace assent::test;
using pack::Op;

namespace {

// Whether `condition` holds of an attribute with a value; an empty one: the attribute is absent.
bool holds(std::string_view condition, std::string_view attribute, std::string_view value) {
  Asking asking(condition);
  if (!value.empty()) asking.visitor.knows(attribute, value);
  return asking.holds();
}

std::string about(std::string_view attribute, std::string_view question) {
  return R"({")" + std::string(attribute) + R"(": )" + std::string(question) + "}";
}
bool of_any(std::string_view question, std::string_view value) { return holds(about("plan", question), "plan", value); }

struct Case {
  Op op;
  const char* question;
  std::vector<const char*> yes, no;  // values as JSON; "" is none
};

// Of a value of any type.
const std::vector<Case> cases = {
    {Op::is_null, "null", {"", "null"}, {"0", "false", R"("")", "[]"}},
    {Op::is_there, R"({"$exists": true})", {"0", "false", R"("")", "{}"}, {"", "null"}},
    {Op::is_there, R"({"$exists": false})", {"", "null"}, {"0"}},
    {Op::is_truthy, "true", {"true", "1", "-1", R"("0")", "[]", "{}"}, {"", "false", "0", R"("")"}},
    {Op::is_truthy, "false", {"false", "0", R"("")"}, {"", "null", "true", "[]"}},
    {Op::as_text, R"("pro")", {R"("pro")", R"(["pro"])"}, {R"("Pro")", R"("pro ")", "", "1"}},
    {Op::as_text, R"("5")", {"5", "5.0", R"("5")"}, {R"("5.0")", "50"}},
    {Op::as_text, R"("null")", {"", "null"}, {"0", R"("")"}},
    {Op::as_text, R"("a,b")", {R"(["a", "b"])", R"("a,b")"}, {R"(["b", "a"])", R"({"a": "b"})"}},
    {Op::as_text, R"("true")", {"true", R"("true")"}, {"1", "false"}},
    {Op::as_folded, R"({"$alli": ["PRO"]})", {R"(["pro"])", R"(["x", "Pro"])"}, {R"(["p"])", R"("pro")", ""}},
    {Op::as_number, "5", {"5", "5.0", R"("5")", R"(" 5 ")", "[5]", R"("0x5")"}, {"6", R"("5a")", "[5, 6]", "true"}},
    {Op::as_number, "0", {"", "null", "false", R"("")", "[]", "-0.0"}, {"1", R"("a")", "{}"}},
    {Op::as_number, "1", {"true", "1"}, {"false", R"("true")"}},
    {Op::as_json, R"({"a": [1, null]})", {R"({"a": [1, null]})"}, {R"({"a": [1]})", R"({"a": [1, 0]})", "", "[]"}},
    {Op::as_json, R"({"a": 1, "b": 2})", {R"({"a": 1, "b": 2})"}, {R"({"b": 2, "a": 1})", R"({"a": 1})"}},
    {Op::as_json, R"([1, "2"])", {R"([1, "2"])", R"([1.0, "2"])"}, {R"(["1", "2"])", R"([1, "2", 3])", R"("1,2")"}},
    {Op::is_number, R"({"$eq": 5})", {"5", "5.0"}, {R"("5")", "", "[5]", "true"}},
    {Op::is_text, R"({"$eq": "a"})", {R"("a")"}, {R"(["a"])", R"("A")", ""}},
    {Op::equal, R"({"$eq": null})", {"", "null"}, {"0", "false"}},
    {Op::equal, R"({"$eq": true})", {"true"}, {"1", "false", R"("true")"}},
    {Op::equal, R"({"$eq": [1]})", {}, {"[1]", "1", ""}},
    {Op::is_text, R"({"$ne": "a"})", {R"("b")", "", R"(["a"])"}, {R"("a")"}},
    {Op::is_number, R"({"$ne": 5})", {R"("5")", "", "6"}, {"5"}},
    {Op::among,
     R"({"$in": ["a", "c", 1, 3, null, true]})",
     {R"("a")", R"("c")", "1", "3", "", "true", R"(["x", "c"])", "[0, 3]", "[null]"},
     {R"("b")", "2", R"("1")", "false", "[]", R"(["A"])", "[[1]]", "{}", R"("")"}},
    {Op::one_of_texts,
     R"({"$in": ["a", "c", "c"]})",
     {R"("a")", R"("c")", R"(["x", "c"])", R"([1, "a"])"},
     {R"("b")", R"("A")", "", "1", "[]", R"([["a"]])", R"({"a": "a"})", R"("a,c")"}},
    {Op::one_of_texts, R"({"$nin": ["a", "c"]})", {R"("b")", "", "[]", "5"}, {R"("c")", R"(["b", "c"])"}},
    {Op::one_of_texts, R"({"$in": []})", {}, {"", "1", "[1]", "[]"}},
    {Op::among, R"({"$nin": ["a", 1]})", {R"("b")", "", "[]"}, {R"("a")", "1", R"(["b", "a"])"}},
    {Op::among_folded,
     R"({"$ini": ["PRO", 1]})",
     {R"("pro")", R"("Pro")", "1", R"(["x", "pRO"])"},
     {R"("p")", "2", R"("1")", "", "[]"}},
    {Op::among_folded, R"({"$nini": ["PRO"]})", {R"("x")", ""}, {R"("pro")", R"(["Pro"])"}},
    {Op::below, R"({"$lt": 5})", {"4", R"("4")", "", "true", "-1e300"}, {"5", R"("5")", R"("a")", "{}", "[4, 4]"}},
    {Op::less, R"({"$lt": "b"})", {R"("a")", R"("")", R"("B")", R"("aa")"}, {R"("b")", R"("c")", R"("ba")", "1"}},
    {Op::at_most, R"({"$lte": 5})", {"5", "4"}, {"5.5", R"("a")"}},
    {Op::less_or_equal, R"({"$lte": "b"})", {R"("b")", R"("a")"}, {R"("c")"}},
    {Op::above, R"({"$gt": 5})", {"6", R"("10")", "1e300"}, {"5", "", R"("a")"}},
    {Op::more, R"({"$gt": "10"})", {R"("9")", "11"}, {R"("1")", "9", R"("10")"}},
    {Op::at_least, R"({"$gte": 5})", {"5", "6"}, {"4", "", "{}"}},
    {Op::more_or_equal, R"({"$gte": "b"})", {R"("b")", R"("c")"}, {R"("a")"}},
    {Op::version, R"({"$veq": "1.2.0"})", {R"("1.2.0")", R"("v1.2.0")", R"("1.2.0+7")"}, {R"("1.2")", "1.2", ""}},
    {Op::version, R"({"$veq": "0"})", {"", "null", "0", "false", "{}", R"("")"}, {"1", R"("0.0")"}},
    {Op::version, R"({"$vne": "1.2.0"})", {R"("1.2.1")", ""}, {R"("1.2.0")"}},
    {Op::older, R"({"$vlt": "1.10.0"})", {R"("1.9.0")", R"("1.10.0-beta")", ""}, {R"("1.10.0")", R"("1.11.0")", "2"}},
    {Op::older, R"({"$vgte": "1.10.0"})", {R"("1.10.0")", R"("2.0.0")"}, {R"("1.9.9")"}},
    {Op::older_or_equal, R"({"$vlte": "1.10.0"})", {R"("1.10.0")", R"("1.9.0")"}, {R"("1.10.1")"}},
    {Op::older_or_equal, R"({"$vgt": "1.10.0"})", {R"("1.10.1")", "2"}, {R"("1.10.0")", R"("1.9.0")"}},
    {Op::matches, R"({"$regex": "^a.c$"})", {R"("abc")", R"(["abc"])"}, {R"("ABC")", R"("abcd")", ""}},
    {Op::matches, R"({"$regexi": "^a.c$"})", {R"("ABC")"}, {R"("ABCD")"}},
    {Op::matches, R"({"$regex": "^nul"})", {"", "null"}, {R"("")"}},
    {Op::has_type, R"({"$type": "string"})", {R"("")", R"("1")"}, {"1", "", "[]"}},
    {Op::has_type, R"({"$type": "number"})", {"0", "1.5"}, {R"("1")", "true"}},
    {Op::has_type, R"({"$type": "boolean"})", {"true", "false"}, {"0", R"("true")", ""}},
    {Op::has_type, R"({"$type": "array"})", {"[]", "[1]"}, {"{}", R"("")"}},
    {Op::has_type, R"({"$type": "object"})", {"{}", R"({"a": 1})"}, {"[]", ""}},
    {Op::has_type, R"({"$type": "null"})", {"", "null"}, {"0", "{}"}},
    {Op::of_length,
     R"({"$size": 2})",
     {"[1, 2]", "[null, []]"},
     {"[1]", "[]", R"("ab")", "2", "", R"({"a": 1, "b": 2})"}},
    {Op::of_length, R"({"$size": {"$gt": 1}})", {"[1, 2]"}, {"[1]", R"("ab")"}},
    {Op::of_some,
     R"({"$elemMatch": {"$gt": 10}})",
     {"[0, 11]", R"(["a", "11"])"},
     {"[10]", "[]", "11", "", R"([{"a": 11}])"}},
    {Op::of_some, R"({"$elemMatch": {"$lt": 1}})", {"[0]", R"([""])", "[false]"}, {"[null]", "[1, null]"}},
    {Op::of_each,
     R"({"$all": ["a", {"$gt": 3}]})",
     {R"(["a", 4])", R"([4, "b", "a"])"},
     {R"(["a"])", "[4]", "[]", R"("a")", ""}},
    {Op::of_each, R"({"$all": [null]})", {"[null]", "[1, null]"}, {"[1]", "[]"}},
    {Op::of_each, R"({"$all": []})", {"[]", "[1]"}, {"", R"("a")", "{}"}},
    {Op::of_property,
     R"({"$elemMatch": {"name": "rex", "age": {"$gt": 3}}})",
     {R"([{"name": "tom", "age": 9}, {"name": "rex", "age": 4}])"},
     {R"([{"name": "rex", "age": 3}, {"name": "tom", "age": 4}])", R"([{"name": "rex"}])", R"(["rex"])"}},
    {Op::none, R"({"$not": {"$gt": 5}})", {"5", "", R"("a")"}, {"6"}},
    {Op::all, R"({"$gt": 5, "$lt": 9})", {"6", "8"}, {"5", "9", ""}}};

// A double's record, which JSON cannot say.
std::string number_record(double number, std::string_view text) {
  base::Text record;
  base::ByteWriter out(record);
  out.number(Tag::number);
  out.number(number);
  out.block(text);
  out.block("");
  return std::string(record.view());
}

bool of_record(std::string_view question, const std::string& record) {
  Asking asking(about("plan", question));
  asking.visitor.has_tree("plan", record);
  return asking.holds();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(asked)

BOOST_AUTO_TEST_CASE(each_question_has_values_for_which_it_holds_and_others) {
  for (const Case& each : cases) {
    Asking asking(about("plan", each.question));
    BOOST_TEST(asking.operators().contains(each.op), each.question);
    const auto holds_of = [&](const char* value) {
      asking.visitor.forgets("plan");
      if (*value) asking.visitor.knows("plan", value);
      return asking.holds_now();
    };
    for (const char* value : each.yes) BOOST_TEST(holds_of(value), each.question << " of " << value);
    for (const char* value : each.no) BOOST_TEST(!holds_of(value), each.question << " of " << value);
  }
}

BOOST_AUTO_TEST_CASE(no_question_is_left_out_above) {
  std::set<Op> seen;
  for (const Case& each : cases)
    if (!each.yes.empty() && !each.no.empty()) seen.insert(each.op);
  for (auto op = static_cast<int>(Op::of_property); op <= static_cast<int>(Op::MAX); ++op)
    BOOST_TEST(seen.contains(static_cast<Op>(op)), pack::EnumNameOp(static_cast<Op>(op)));
}

BOOST_AUTO_TEST_CASE(groups_combine_conditions) {
  const auto with_plan = [](std::string_view condition, std::string_view value) {
    return holds(condition, "plan", value);
  };
  const std::string both = R"({"$and": [{"plan": {"$gt": 1}}, {"plan": {"$lt": 5}}]})";
  BOOST_TEST((with_plan(both, "2") && !with_plan(both, "5") && !with_plan(both, "1")));
  const std::string either = R"({"$or": [{"plan": 1}, {"plan": 5}]})";
  BOOST_TEST((with_plan(either, "5") && with_plan(either, "1") && !with_plan(either, "2")));
  const std::string neither = R"({"$nor": [{"plan": 1}, {"plan": 5}]})";
  BOOST_TEST((with_plan(neither, "2") && !with_plan(neither, "5") && !with_plan(neither, "1")));
  const std::string no = R"({"$not": {"plan": 1}})";
  BOOST_TEST((with_plan(no, "2") && !with_plan(no, "1")));
}

BOOST_AUTO_TEST_CASE(empty_groups_and_empty_conditions_hold) {
  for (const char* each : {"{}", R"({"$and": []})", R"({"$or": []})"}) BOOST_TEST(holds(each, "plan", "1"), each);
  BOOST_TEST(!holds(R"({"$nor": []})", "plan", "1"));
  BOOST_TEST(!holds(R"({"$not": {}})", "plan", "1"));
}

BOOST_AUTO_TEST_CASE(deeper_groups_are_walked_over_where_they_no_longer_matter) {
  const char* deep = R"({"$and": [
    {"$or": [{"plan": "x"}, {"$and": [{"plan": {"$in": ["a", "b"]}}, {"$not": {"country": "DE"}}]}]},
    {"country": {"$exists": true}}]})";
  for (const auto& [plan, country, expected] :
       std::vector<std::tuple<const char*, const char*, bool>>{{R"("a")", R"("FR")", true},
                                                               {R"("a")", R"("DE")", false},
                                                               {R"("x")", R"("DE")", true},
                                                               {R"("c")", R"("FR")", false},
                                                               {R"("a")", "null", false}}) {
    Asking asking(deep);
    asking.visitor.knows("plan", plan);
    asking.visitor.knows("country", country);
    BOOST_TEST(asking.holds() == expected, plan << " " << country);
  }
}

BOOST_AUTO_TEST_CASE(rule_without_a_condition_holds) {
  const FeaturesSite site(R"({"features": {"f": {"rules": [{"force": 1}]}}})");
  Visitor visitor(site);
  const Inputs inputs = visitor.inputs();
  const Questions questions{inputs, visitor.facts, visitor.page_view, visitor.columns};
  const pack::Range empty(5, 0);
  const Interview interview(questions, nullptr);
  BOOST_TEST(interview.answers(site.when("f")));
  BOOST_TEST(interview.answers(&empty));
  BOOST_TEST(interview.answers(nullptr));
  BOOST_TEST(interview.answers_of(Tree(Tag::null, 0, "null"), nullptr));
}

BOOST_AUTO_TEST_CASE(attribute_is_found_by_its_path) {
  BOOST_TEST(holds(R"({"father.age": {"$gt": 65}})", "father", "70"));
  BOOST_TEST(!holds(R"({"father.age": {"$gt": 65}})", "father", "65"));
  BOOST_TEST(holds(R"({"deviceId": "d1"})", "device", R"("d1")"));
}

BOOST_AUTO_TEST_CASE(paths_lead_into_objects_and_lists) {
  const auto has_pet = [](std::string_view path, std::string_view question, std::string_view pets) {
    return holds(R"({"pets": {"$elemMatch": )" + about(path, question) + "}}", "pets", pets);
  };
  const char* const pets = R"([{"kind": {"name": "dog", "legs": [4, {"left": 2}]}}])";
  BOOST_TEST(has_pet("kind.name", R"("dog")", pets));
  BOOST_TEST(!has_pet("kind.name", R"("cat")", pets));
  BOOST_TEST(has_pet("kind.legs.0", "4", pets));
  BOOST_TEST(has_pet("kind.legs.1.left", "2", pets));
  for (const char* nowhere : {"kind.legs.2", "kind.legs.00", "kind.legs.x", "name.kind", "kind.name.0", "kind."})
    BOOST_TEST((has_pet(nowhere, "null", pets) && !has_pet(nowhere, R"({"$exists": true})", pets)), nowhere);
  BOOST_TEST(has_pet("0.name", R"("dog")", R"([[{"name": "dog"}]])"));
  BOOST_TEST(has_pet("kind", R"({"$all": [1, 2]})", R"([{"kind": [2, 1]}])"));
}

BOOST_AUTO_TEST_CASE(lists_within_lists_are_asked_item_by_item) {
  const char* const question = R"({"$elemMatch": {"$elemMatch": {"$eq": 3}}})";
  BOOST_TEST(of_any(question, "[[1], [2, 3]]"));
  BOOST_TEST(!of_any(question, "[[1], [2]]"));
  BOOST_TEST(!of_any(question, "[3]"));
  BOOST_TEST(of_any(R"({"$all": [{"$size": 2}, {"$elemMatch": {"$gt": 4}}]})", "[[1, 2], [5]]"));
  BOOST_TEST(!of_any(R"({"$all": [{"$size": 2}, {"$elemMatch": {"$gt": 4}}]})", "[[1, 2], [4]]"));
}

BOOST_AUTO_TEST_CASE(many_members_of_a_set_are_told_from_their_neighbours) {
  std::string texts, numbers;
  constexpr int count = 200;
  for (int at = 0; at < count; ++at) {
    texts += (at ? ", \"k" : "\"k") + std::to_string(2 * at) + '"';
    numbers += (at ? ", " : "") + std::to_string(2 * at) + ".5";
  }
  Asking by_text(about("plan", R"({"$in": [)" + texts + "]}"));
  Asking by_number(about("plan", R"({"$in": [)" + numbers + "]}"));
  Asking by_letters(about("plan", R"({"$ini": [)" + texts + "]}"));
  for (int at = -1; at <= 2 * count; ++at) {
    const bool is_member = at % 2 == 0 && at < 2 * count;
    by_text.visitor.is("plan", "k" + std::to_string(at));
    by_letters.visitor.is("plan", "K" + std::to_string(at));
    by_number.visitor.knows("plan", std::to_string(at) + ".5");
    BOOST_TEST(by_text.holds_now() == is_member, at);
    BOOST_TEST(by_letters.holds_now() == is_member, at);
    BOOST_TEST(by_number.holds_now() == is_member, at);
    // The same of items, which have no symbol.
    by_text.visitor.knows("plan", R"(["", "k)" + std::to_string(at) + R"("])");
    BOOST_TEST(by_text.holds_now() == is_member, at);
  }
}

BOOST_AUTO_TEST_CASE(numbers_that_are_none_compare_with_nothing) {
  const std::string none = number_record(std::numeric_limits<double>::quiet_NaN(), "NaN");
  for (const char* question : {R"({"$lt": 0})", R"({"$lte": 0})", R"({"$gt": 0})", R"({"$gte": 0})", "0",
                               R"({"$in": [0, 1]})", R"({"$eq": 0})", "true", "null"})
    BOOST_TEST(!of_record(question, none), question);
  BOOST_TEST(of_record("false", none));
  BOOST_TEST(of_record(R"("NaN")", none));
  BOOST_TEST(of_record(R"({"$type": "number"})", none));
}

BOOST_AUTO_TEST_CASE(numbers_beyond_all_others_are_more_than_they) {
  const std::string endless = number_record(std::numeric_limits<double>::infinity(), "Infinity");
  BOOST_TEST(of_record(R"({"$gt": 1e308})", endless));
  BOOST_TEST(!of_record(R"({"$lt": 1e308})", endless));
  BOOST_TEST(of_record("true", endless));
  BOOST_TEST(!of_record(R"({"$in": [1e308]})", endless));
  BOOST_TEST(of_any("1e300", "1e300"));
  BOOST_TEST(!of_any("1e300", "-1e300"));
  BOOST_TEST(of_any(R"("1e+300")", "1e300"));
  BOOST_TEST(of_any("9007199254740992", "9007199254740993"));  // the same double
}

BOOST_AUTO_TEST_CASE(texts_are_ordered_by_their_utf16_units) {
  // U+FF61 is greater than either half of U+1F600, which is the greater letter.
  BOOST_TEST(of_any(R"({"$lt": "｡"})", R"("😀")"));
  BOOST_TEST(!of_any(R"({"$gt": "｡"})", R"("😀")"));
  BOOST_TEST(of_any(R"({"$gt": "é"})", R"("日")"));
}

BOOST_AUTO_TEST_CASE(small_letters_are_those_of_javascript) {
  BOOST_TEST(of_any(R"({"$ini": ["ÄÖ"]})", R"("äö")"));
  BOOST_TEST(of_any(R"({"$ini": ["äö"]})", R"("ÄÖ")"));
  BOOST_TEST(!of_any(R"({"$ini": ["STRASSE"]})", R"("straße")"));
}

BOOST_AUTO_TEST_CASE(boolean_attribute_is_asked_as_a_boolean) {
  const auto of = [](std::string_view question, const char* value) {
    return holds(about("member", question), "member", value);
  };
  for (const char* value : {"true", "false"}) {
    const bool is_member = value[0] == 't';
    BOOST_TEST(of("true", value) == is_member);
    BOOST_TEST(of("false", value) == !is_member);
    BOOST_TEST(of(R"({"$eq": true})", value) == is_member);
    BOOST_TEST(of(R"({"$in": [false, 1]})", value) == !is_member);
    BOOST_TEST(of("1", value) == is_member);
    BOOST_TEST(of("0", value) == !is_member);
    BOOST_TEST(of(R"("true")", value) == is_member);
    BOOST_TEST(of(R"({"$gt": 0})", value) == is_member);
    BOOST_TEST(of(R"({"$type": "boolean"})", value));
    BOOST_TEST(!of(R"({"$type": "number"})", value));
    BOOST_TEST(of(R"({"$regex": "^tr"})", value) == is_member);
  }
  BOOST_TEST(of("null", ""));
  BOOST_TEST(!of("false", ""));
}

BOOST_AUTO_TEST_CASE(number_attribute_is_asked_as_a_number) {
  const auto of = [](std::string_view question, const char* value) {
    return holds(about("age", question), "age", value);
  };
  BOOST_TEST((of("34", "34") && !of("34", "35")));
  BOOST_TEST((of(R"({"$gt": 30})", "34") && !of(R"({"$gt": 34})", "34")));
  BOOST_TEST((of(R"({"$lte": "34"})", "34") && !of(R"({"$lte": "33"})", "34")));
  BOOST_TEST((of(R"({"$in": [1, 34]})", "34") && !of(R"({"$in": ["34"]})", "34")));
  BOOST_TEST((of(R"("34")", "34") && !of(R"("34.0")", "34")));
  BOOST_TEST((of(R"("-0.25")", "-0.25") && of(R"("1000000000")", "1000000000")));
  BOOST_TEST((of("20.1", "20.1") && of(R"("20.1")", "20.1")));
  BOOST_TEST((of("true", "1") && of("false", "0") && !of("true", "0")));
  BOOST_TEST((of(R"({"$veq": "34"})", "34") && !of(R"({"$vlt": "34"})", "34")));
  BOOST_TEST((of(R"({"$regex": "^3"})", "34") && !of(R"({"$regex": "^4"})", "34")));
  BOOST_TEST((of(R"({"$type": "number"})", "34") && !of(R"({"$type": "string"})", "34")));
  BOOST_TEST((of("null", "") && !of("null", "0")));
}

BOOST_AUTO_TEST_CASE(text_attribute_is_asked_as_a_text) {
  const auto of = [](std::string_view question, const char* value) {
    return holds(about("party", question), "party", value);
  };
  BOOST_TEST((of(R"("family")", R"("family")") && !of(R"("family")", R"("famil")")));
  BOOST_TEST((of(R"({"$eq": "family"})", R"("family")") && !of(R"({"$ne": "family"})", R"("family")")));
  BOOST_TEST((of(R"({"$in": ["a", "b"]})", R"("b")") && !of(R"({"$in": ["a", "b"]})", R"("c")")));
  BOOST_TEST((of(R"({"$gt": "b"})", R"("c")") && !of(R"({"$gt": "b"})", R"("b")")));
  BOOST_TEST((of(R"({"$vgt": "1.9.0"})", R"("1.10.0")") && !of(R"({"$vgt": "1.9.0"})", R"("1.8.0")")));
  BOOST_TEST((of(R"({"$regex": "mil"})", R"("family")") && !of(R"({"$regex": "^mil"})", R"("family")")));
  BOOST_TEST((of("true", R"("x")") && of("false", R"("")") && !of("true", R"("")")));
  BOOST_TEST((of(R"({"$type": "string"})", R"("x")") && !of(R"({"$type": "array"})", R"("x")")));
  BOOST_TEST((!of(R"({"$size": 1})", R"("x")") && !of(R"({"$elemMatch": {"$eq": "x"}})", R"("x")")));
  BOOST_TEST((of("null", "") && !of("null", R"("")")));
}

BOOST_AUTO_TEST_CASE(text_that_is_no_number_is_neither_less_nor_more) {
  for (const char* question : {R"({"$lt": 5})", R"({"$lte": 5})", R"({"$gt": 5})", R"({"$gte": 5})", "5"}) {
    BOOST_TEST(!of_any(question, R"("five")"), question);
  }
}

BOOST_AUTO_TEST_CASE(text_that_no_question_names_is_told_from_those_that_one_does) {
  // Texts of the pack have symbols; others share the one for none.
  BOOST_TEST(!of_any(R"("pro")", R"("never heard of")"));
  BOOST_TEST(!holds(R"({"party": {"$in": ["a", "b"]}})", "party", R"("never heard of")"));
  BOOST_TEST(holds(R"({"party": {"$nin": ["a", "b"]}})", "party", R"("never heard of")"));
}

BOOST_AUTO_TEST_CASE(facts_of_the_page_are_asked_as_texts) {
  const FeaturesSite site(R"({"experiments": [{"key": "e", "variations": [0, 1],
    "urlPatterns": [{"type": "simple", "include": true, "pattern": "/alps/*"}]}]})");
  Visitor visitor(site);
  const auto is_targeted = [&] {
    const Inputs inputs = visitor.inputs();
    const Questions questions{inputs, visitor.facts, visitor.page_view, visitor.columns};
    return Interview(questions, nullptr).answers(site.rule("experiment:e").urls());
  };
  BOOST_TEST(!is_targeted());
  visitor.is_at("url.path", "/alps/huts");
  visitor.is_at("url.host", "shop.example");
  BOOST_TEST(is_targeted());
  visitor.is_at("url.path", "/sea/huts");
  BOOST_TEST(!is_targeted());
}

BOOST_AUTO_TEST_CASE(condition_of_one_value_is_asked_of_it_alone) {
  const FeaturesSite site(R"({"features": {"parent": {"defaultValue": 1}, "f": {"rules": [{"force": 1,
    "parentConditions": [{"id": "parent", "condition": {"value.kind": "dog", "value.legs.1": {"$gt": 3}}}]}]}}})");
  Visitor visitor(site);
  const auto holds_of = [&](std::string_view json) {
    const Inputs inputs = visitor.inputs();
    const std::string record = tree_of(json);
    const Questions questions{inputs, visitor.facts, visitor.page_view, visitor.columns};
    return Interview(questions, nullptr)
        .answers_of(Tree(base::as_bytes(record)), policy::at(site.rule("f").parents(), 0).when());
  };
  BOOST_TEST(holds_of(R"({"value": {"kind": "dog", "legs": [1, 4]}})"));
  BOOST_TEST(!holds_of(R"({"value": {"kind": "dog", "legs": [1, 3]}})"));
  BOOST_TEST(!holds_of(R"({"kind": "dog", "legs": [1, 4]})"));
  BOOST_TEST(!holds_of("null"));
}

BOOST_AUTO_TEST_CASE(attribute_without_consent_is_asked_as_if_it_were_not_there) {
  for (const auto& [question, of_nothing] :
       std::vector<std::pair<const char*, bool>>{{R"("yes")", false},
                                                 {"null", true},
                                                 {R"({"$exists": true})", false},
                                                 {R"({"$ne": "yes"})", true},
                                                 {R"({"$lt": 1})", true},
                                                 {R"({"$regex": "^null$"})", true}}) {
    Asking asking(about("mobility", question), "{}", "care");
    asking.visitor.is("mobility", "yes");
    asking.visitor.permissions.explicitly = {};
    BOOST_TEST(asking.holds(served::care) == of_nothing, question);
    Asking absent(about("mobility", question), "{}", "care");
    BOOST_TEST(absent.holds(served::care) == of_nothing, question);
  }
}

BOOST_AUTO_TEST_CASE(trace_tells_used_absent_and_withheld_apart) {
  Asking asking(R"({"$or": [{"plan": "x"}, {"country": "x"}, {"mobility": "x"}, {"plan": {"$exists": true}}]})",
                R"({"mobility": {"purposes": ["personal", "care"]}})");
  asking.visitor.is("plan", "pro");
  asking.visitor.is("mobility", "x");
  asking.visitor.permissions.permitted = {};
  asking.visitor.permissions.permitted.set(served::personal);
  Trace trace;
  BOOST_TEST(asking.holds(served::personal, &trace, 7));
  BOOST_TEST_REQUIRE(trace.size() == 3u);
  const std::vector<Code> codes{Code::used, Code::absent, Code::used};
  for (std::size_t at = 0; at < codes.size(); ++at) {
    BOOST_TEST(trace[at].code == codes[at]);
    BOOST_TEST(trace[at].result == (at == 2));
    BOOST_TEST(trace[at].experience == 7);
    BOOST_TEST((policy::at(asking.site.pack().nodes(), trace[at].node).subject() == pack::Subject::attribute));
  }
  asking.visitor.permissions = {};
  trace.clear();
  BOOST_TEST(!asking.holds_now(served::personal, &trace));
  BOOST_TEST_REQUIRE(trace.size() == 4u);
  for (const Factor& each : trace) BOOST_TEST(each.code == Code::consent_withheld);
}

BOOST_AUTO_TEST_CASE(special_category_without_explicit_consent_is_withheld_in_the_trace) {
  Asking asking(R"({"mobility": "yes"})", "{}", "care");
  asking.visitor.is("mobility", "yes");
  Trace trace;
  BOOST_TEST(asking.holds(served::care, &trace));
  asking.visitor.permissions.explicitly = {};
  BOOST_TEST(!asking.holds_now(served::care, &trace));
  BOOST_TEST_REQUIRE(trace.size() == 2u);
  BOOST_TEST(trace[0].code == Code::used);
  BOOST_TEST(trace[1].code == Code::consent_withheld);
  BOOST_TEST((trace[0].result && !trace[1].result));
}

BOOST_AUTO_TEST_CASE(trace_holds_no_facts_of_the_page_and_nothing_below_an_attribute) {
  Asking asking(R"({"pets": {"$elemMatch": {"name": "rex", "age": 3}}, "plan": "pro"})");
  asking.visitor.knows("pets", R"([{"name": "rex", "age": 3}])");
  Trace trace;
  BOOST_TEST(!asking.holds(served::personal, &trace));
  BOOST_TEST(trace.size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
