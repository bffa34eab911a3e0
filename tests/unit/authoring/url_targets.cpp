// URL targets as questions about the page, asked of addresses here; each error at its place, each limit both ways.
#include "authoring/url_targets.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>

#include "authoring/pattern.hpp"
#include "base/bytes.hpp"
#include "json_file.hpp"
#include "personalization/pattern.hpp"

namespace assent::authoring {

namespace {

using pack::Op;
using testing::JsonFile;
using testing::list_of;
using Facts = std::map<std::string, std::string>;

Json parse(std::string_view text) { return Json::parse(text); }

const Facts article = {{"url.href", "https://Shop.example/a/b?x=1&y=two#top"},
                       {"url.rest", "/a/b?x=1&y=two#top"},
                       {"url.host", "shop.example"},
                       {"url.path", "/a/b"},
                       {"url.hash", "#top"},
                       {"url.query.x", "1"},
                       {"url.query.y", "two"}};

bool holds(const Question& question, const Facts& facts);

bool asked_holds(const Question& subject, const Facts& facts) {
  BOOST_REQUIRE(subject.about_page);
  BOOST_REQUIRE(subject.children.size() == 1u);
  const Question& pattern = subject.children.front();
  BOOST_REQUIRE((pattern.op == Op::matches));
  const auto fact = facts.find(subject.subject);
  return personalization::matches(base::as_bytes(pattern.bytes), fact == facts.end() ? "" : fact->second);
}

bool holds(const Question& question, const Facts& facts) {
  if (question.op == Op::of) return asked_holds(question, facts);
  const auto child_holds = [&](const Question& child) { return holds(child, facts); };
  if (question.op == Op::all) return std::ranges::all_of(question.children, child_holds);
  const bool any = std::ranges::any_of(question.children, child_holds);
  BOOST_REQUIRE((question.op == Op::any || question.op == Op::none));
  return any == (question.op == Op::any);
}

bool is_targeted(std::string_view targets, const Facts& facts = article) {
  JsonFile file(parse(targets));
  const Question question = read_url_targets(file.element());
  BOOST_TEST(file.is_sound(), file.lines());
  return holds(question, facts);
}

bool is_simple_match(const std::string& pattern) {
  const Json targets = Json::array({{{"type", "simple"}, {"pattern", pattern}}});
  return is_targeted(targets.dump());
}

bool is_read(const Json& targets, std::string_view pointer, std::string_view words) {
  JsonFile file(targets);
  read_url_targets(file.element());
  if (!file.is_sound()) BOOST_TEST(file.has_error(pointer, words), pointer << "\n" << file.lines());
  return file.is_sound();
}

Json target(const char* type, std::string pattern) {
  return Json::array({{{"type", type}, {"pattern", std::move(pattern)}}});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(url_targets)

BOOST_AUTO_TEST_CASE(one_included_and_none_excluded_is_enough) {
  constexpr std::string_view yes = R"("type": "simple", "pattern": "/a/b"})";
  constexpr std::string_view no = R"("type": "simple", "pattern": "/c"})";
  const auto include = [](std::string_view target) { return "{\"include\": true, " + std::string(target); };
  const auto exclude = [](std::string_view target) { return "{\"include\": false, " + std::string(target); };
  const auto list = [](const std::string& one, const std::string& two) { return "[" + one + ", " + two + "]"; };
  BOOST_TEST(is_targeted("[{" + std::string(yes) + "]"));
  BOOST_TEST(is_targeted(list(include(no), include(yes))));
  BOOST_TEST(!is_targeted(list(include(no), include(no))));
  BOOST_TEST(!is_targeted(list(include(yes), exclude(yes))));
  BOOST_TEST(is_targeted(list(include(yes), exclude(no))));
  BOOST_TEST(is_targeted(list(exclude(no), exclude(no))));
  BOOST_TEST(!is_targeted(list(exclude(no), exclude(yes))));
  BOOST_TEST(!is_targeted("[]"));
}

BOOST_AUTO_TEST_CASE(a_simple_pattern_is_compared_part_by_part) {
  for (const char* pattern :
       {"/a/b", "/A/B/", "a/b", "/a/*", "*", "https://shop.example/a/b", "shop.example/a/b", "*.example/*",
        "HTTPS://SHOP.EXAMPLE/a/b", "/a/b?x=1", "/a/b?y=t*", "/a/b?x=1&y=two#top", "/a/b#t*", "/a/b#", "/a/b?&x=1"})
    BOOST_TEST(is_simple_match(pattern), pattern);
  for (const char* pattern : {"/a", "/a/b/c", "https://other.example/a/b", "xshop.example/a/b", "/a/b?x=2", "/a/b?z=1",
                              "/a/b#bottom", "/a.b", "/a/b?x=", "/a/[b]", "https://shopXexample/a/b"})
    BOOST_TEST(!is_simple_match(pattern), pattern);
}

BOOST_AUTO_TEST_CASE(a_regular_expression_is_searched_in_the_address_and_behind_its_origin) {
  BOOST_TEST(is_targeted(R"([{"type": "regex", "pattern": "^https://Shop"}])"));
  BOOST_TEST(is_targeted(R"([{"type": "regex", "pattern": "^/a/b\\?x=\\d"}])"));
  BOOST_TEST(!is_targeted(R"([{"type": "regex", "pattern": "^a/b"}])"));
  BOOST_TEST(!is_targeted(R"([{"type": "regex", "pattern": "SHOP"}])"));
}

BOOST_AUTO_TEST_CASE(what_is_no_target_matches_no_page) {
  for (const char* target :
       {"5", "{}", R"({"type": "simple"})", R"({"type": "simple", "pattern": 5})",
        R"({"type": "prefix", "pattern": "/a/b"})", R"({"pattern": "/a/b"})", R"({"type": "regex", "pattern": "("})"}) {
    BOOST_TEST(!is_targeted("[" + std::string(target) + "]"), target);
    BOOST_TEST(is_targeted("[" + std::string(target) + R"(, {"type": "simple", "pattern": "*"}])"), target);
  }
  BOOST_TEST(is_targeted(R"([{"type": "regex", "pattern": "(", "include": false}])"));
}

BOOST_AUTO_TEST_CASE(every_error_names_its_construct_and_place) {
  BOOST_TEST(!is_read(parse(R"({"type": "simple"})"), "", "has to be a list"));
  BOOST_TEST(!is_read(parse(R"("/a")"), "", "has to be a list"));
  Json lookahead = target("simple", "/");
  lookahead.push_back(target("regex", "a(?!b)")[0]);
  BOOST_TEST(
      !is_read(lookahead, "/1", "the pattern has a lookahead, (?=…) or (?!…), which takes more than linear time"));
  BOOST_TEST(!is_read(target("regex", "(a)\\1"), "/0", "a back reference (\\1)"));
  BOOST_TEST(!is_read(target("regex", "(a{999}){999}"), "/0", "the pattern is too large"));
  BOOST_TEST(!is_read(target("simple", "/" + std::string(5000, 'a')), "/0", "the pattern is too large"));
}

BOOST_AUTO_TEST_CASE(patterns_are_taken_up_to_the_compilers_limit) {
  // A unit takes three bytes of a program, which ends with one.
  const std::size_t units = (personalization::max_pattern_bytes - 1) / 3;
  BOOST_TEST(is_read(target("regex", std::string(units, 'a')), "", ""));
  BOOST_TEST(!is_read(target("regex", std::string(units + 1, 'a')), "/0", "the pattern is too large"));
}

BOOST_AUTO_TEST_CASE(a_pattern_of_any_length_is_refused_and_not_followed) {
  for (const char* type : {"simple", "regex"})
    for (const char* repeated : {"a", "*", ".", "/", "?a=b&"}) {
      std::string pattern;
      for (std::size_t at = 0; at < 300'000; ++at) pattern += repeated;
      BOOST_TEST(!is_read(target(type, pattern), "/0", "the pattern is too large"), type << " " << repeated);
    }
}

BOOST_AUTO_TEST_CASE(targets_are_taken_up_to_the_limit) {
  const auto one = [](std::size_t) { return parse(R"({"type": "simple", "pattern": "/"})"); };
  BOOST_TEST(is_read(list_of(max_variations, one), "", ""));
  BOOST_TEST(!is_read(list_of(max_variations + 1, one), "", "the list holds more than 256"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
