// Content files: templates are found, and whatever runs or loads by itself is named with its line.
#include "authoring/content_scan.hpp"

#include <boost/test/unit_test.hpp>

namespace assent::authoring {

namespace {

bool is_fine(std::string_view html) { return scan_content(html).faults.empty(); }

std::string within(std::string_view html) {
  return std::string("<template data-experience=\"a\">").append(html).append("</template>");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(content)

BOOST_AUTO_TEST_CASE(templates_are_found_with_their_names_and_lines) {
  const auto scan = scan_content(
      "<!-- a -->\n<template data-experience=\"a\">\n<p>x</p></template>\n\n<TEMPLATE data-variant=calm "
      "DATA-EXPERIENCE='b'></TEMPLATE>");
  BOOST_TEST(scan.faults.empty());
  BOOST_REQUIRE(scan.templates.size() == 2);
  BOOST_TEST(scan.templates[0].experience == "a");
  BOOST_TEST(scan.templates[0].variant == "");
  BOOST_TEST(scan.templates[0].line == 2);
  BOOST_TEST(scan.templates[1].experience == "b");
  BOOST_TEST(scan.templates[1].variant == "calm");
  BOOST_TEST(scan.templates[1].line == 5);
}

BOOST_AUTO_TEST_CASE(a_template_inside_a_template_is_not_counted) {
  const auto scan = scan_content(within("<template data-experience=\"b\"></template>"));
  BOOST_TEST(scan.faults.empty());
  BOOST_TEST(scan.templates.size() == 1);
}

BOOST_AUTO_TEST_CASE(what_stands_outside_of_a_template_is_a_fault) {
  BOOST_TEST(!is_fine("hello"));
  BOOST_TEST(!is_fine("<p>hello</p>"));
  BOOST_TEST(is_fine(" \n <!-- hello --> \n"));
}

BOOST_AUTO_TEST_CASE(what_is_not_closed_is_a_fault) {
  for (const char* html : {"<template data-experience=\"a\">", "<template data-experience=\"a", "<template", "<!-- a",
                           "</template>", "<template data-experience=\"a\"></template", "<!--> -->", "<!-- a --!> -->"})
    BOOST_TEST(!is_fine(html), html);
}

BOOST_AUTO_TEST_CASE(a_template_without_experience_is_a_fault) { BOOST_TEST(!is_fine("<template></template>")); }

BOOST_AUTO_TEST_CASE(what_runs_by_itself_is_a_fault) {
  for (const char* html : {"<script>1</script>", "<SCRIPT src=a>", "<style>p{}</style>", "<iframe></iframe>",
                           "<base href=\"#\">", "<meta http-equiv=refresh>", "<object></object>", "<embed>",
                           "<link rel=x>", "<p onclick=\"x()\">", "<p/onclick=x()>", "<p style=\"color:red\">"})
    BOOST_TEST(!is_fine(within(html)), html);
  for (const char* html :
       {"<p class=\"on\" data-scene=\"style\">script</p>", "<a href=\"/trips\">x</a>", "<svg><title>x</title></svg>"})
    BOOST_TEST(is_fine(within(html)), html);
}

BOOST_AUTO_TEST_CASE(what_is_shown_is_not_observed) {
  for (const char* html : {"<p data-assent-observe=\"view:view-category=alps\">x</p>", "<p DATA-assent-OBSERVE>x</p>"})
    BOOST_TEST(!is_fine(within(html)), html);
  BOOST_TEST(is_fine(within("<p data-assent=\"observe\" data-observe=\"view:a\">x</p>")));
}

BOOST_AUTO_TEST_CASE(what_loads_a_file_is_a_fault) {
  for (const char* html :
       {"<img src=\"/alps.jpg\">", "<img srcset=\"a.jpg 2x\">", "<video poster=a.jpg></video>",
        "<img src=https://other.example/a>", "<svg><use href=\"a.svg#b\"/></svg>", "<a ping=\"/p\" href=\"/\">x</a>",
        "<svg><image xlink:href='a.png'/></svg>", "<svg fill=\"url( 'https://a/b' )\"></svg>"})
    BOOST_TEST(!is_fine(within(html)), html);
  for (const char* html : {"<img src=\"data:image/svg+xml,x\">", "<svg><use href=\"#b\"/></svg>",
                           "<svg fill=\"url(#g)\"></svg>", "<svg fill=\"url('#g')\"></svg>", "<area href=\"/a\">"})
    BOOST_TEST(is_fine(within(html)), html);
}

BOOST_AUTO_TEST_CASE(declarations_and_broken_text_are_faults) {
  BOOST_TEST(!is_fine("<!doctype html>"));
  BOOST_TEST(!is_fine("<?xml version=\"1.0\"?>"));
  BOOST_TEST(!is_fine("<!-- \xff -->"));
}

BOOST_AUTO_TEST_CASE(faults_stop_at_their_limit) {
  std::string html;
  for (int at = 0; at < 1000; ++at) html += "<p>";
  BOOST_TEST(scan_content(html).faults.size() == max_content_faults);
}

BOOST_AUTO_TEST_CASE(a_large_hostile_file_takes_linear_time) {
  for (const std::string& piece :
       std::initializer_list<std::string>{"<!--", "<a b='", "<", "<a ", "</a", "url(", "<a =", "<template>"}) {
    std::string html;
    while (html.size() < (1u << 20)) html += piece;
    BOOST_TEST(!is_fine(html), piece);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
