// Content files: templates are found, and whatever runs or loads by itself is named with its line.
#include "authoring/content_scan.hpp"

#include <boost/test/unit_test.hpp>

#include "authoring/content_rules.hpp"

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

BOOST_AUTO_TEST_CASE(goals_are_found_with_their_lines) {
  const auto scan = scan_content(within("\n<a data-assent-goal=enquiry>x</a><form DATA-ASSENT-GOAL='order'></form>"));
  BOOST_TEST(scan.faults.empty());
  BOOST_REQUIRE(scan.goals.size() == 2);
  BOOST_TEST(scan.goals[0].goal == "enquiry");
  BOOST_TEST(scan.goals[0].line == 2);
  BOOST_TEST(scan.goals[1].goal == "order");
}

BOOST_AUTO_TEST_CASE(a_template_inside_a_template_is_a_fault_and_not_counted) {
  const auto scan = scan_content(within("<template data-experience=\"b\"></template>"));
  BOOST_TEST(scan.faults.size() == 1);
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
  for (const char* html : {"<img src=\"/alps.jpg\">",
                           "<img srcset=\"a.jpg 2x\">",
                           "<video poster=a.jpg></video>",
                           "<img src=https://other.example/a>",
                           "<svg><use href=\"a.svg#b\"/></svg>",
                           "<a ping=\"/p\" href=\"/\">x</a>",
                           "<svg><image xlink:href='a.png'/></svg>",
                           "<svg fill=\"url( 'https://a/b' )\"></svg>",
                           "<svg fill=\"URL(https://a/b)\"></svg>",
                           "<svg fill=\"u\\72l(https://a/b)\"></svg>",
                           "<svg fill=\"url&lpar;https://a/b)\"></svg>",
                           "<svg mask=\"image-set('a.png' 1x)\"></svg>",
                           "<svg><filter><feImage href=\"#a\"/></filter></svg>",
                           "<svg><set attributeName=href to=a /></svg>",
                           "<svg><animate attributeName=href values=a /></svg>",
                           "<svg><use href=\"data:image/svg+xml,x\"/></svg>",
                           "<input type=image src=a>",
                           "<picture></picture>",
                           "<source>",
                           "<audio></audio>",
                           "<video></video>",
                           "<track>",
                           "<p background=a>",
                           "<img loading=lazy src=\"data:image/gif,x\" width=1 height=1>",
                           "<a attributionsrc href=/>x</a>",
                           "<img src=\" data:image/gif,x\" width=1 height=1>",
                           "<img src=\"data:text/html,x\" width=1 height=1>",
                           "<image href=#a>",
                           "<my-card></my-card>",
                           "<p is=my-card>",
                           "<p data-assent-slot=home.hero>",
                           "<p data-assent-service=video>"})
    BOOST_TEST(!is_fine(within(html)), html);
  for (const char* html : {"<img src=\"data:image/svg+xml,x\" width=1 height=1>", "<p data-assent-goal=enquiry>",
                           "<p title=\"a &amp; b url(\">", "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>",
                           "<svg><use href=\"#b\"/></svg>", "<svg fill=\"url(#g)\"></svg>",
                           "<svg fill=\"url('#g')\"></svg>", "<area href=\"/a\">"})
    BOOST_TEST(is_fine(within(html)), html);
}

BOOST_AUTO_TEST_CASE(links_lead_to_pages_mailboxes_and_telephones) {
  for (const char* target : {"/trips", "trips", "#a", "", "?a:b", "//other.example/x", "https://a.example/?x&amp;y",
                             "HTTP://a", "mailto:a@b.example", "tel:+49", "/a:b"}) {
    BOOST_TEST(is_harmless_link(target), target);
    BOOST_TEST(is_fine(within(std::string("<a href=\"").append(target).append("\">x</a>"))), target);
  }
  for (const char* target :
       {"javascript:x()", "JavaScript:x()", " java\nscript:x()", "\x01javascript:x()", "data:text/html,x", "vbscript:x",
        "java&#115;cript:x()", "javascript&colon;x()", "blob:x", "file:///a"}) {
    BOOST_TEST(!is_harmless_link(target), target);
    BOOST_TEST(!is_fine(within(std::string("<a href=\"").append(target).append("\">x</a>"))), target);
    BOOST_TEST(!is_fine(within(std::string("<button formaction=\"").append(target).append("\">x</button>"))), target);
  }
}

BOOST_AUTO_TEST_CASE(what_moves_the_page_or_takes_the_focus_is_a_fault) {
  for (const char* html :
       {"<img src=\"data:image/gif,x\">", "<img width=1 src=\"data:image/gif,x\">", "<input autofocus>"})
    BOOST_TEST(!is_fine(within(html)), html);
}

BOOST_AUTO_TEST_CASE(shown_values_are_found_with_their_lines) {
  const auto scan = scan_content(within("\n<assent-value attribute=\"home\">you</assent-value>"));
  BOOST_TEST(scan.faults.empty());
  BOOST_REQUIRE(scan.values.size() == 1);
  BOOST_TEST(scan.values[0].attribute == "home");
  BOOST_TEST(scan.values[0].line == 2);
  BOOST_TEST(!is_fine(within("<assent-value>you</assent-value>")));
}

std::string edits(std::string_view html) {
  return std::string("<template data-experience=\"a\" data-edits>").append(html).append("</template>");
}

std::string edit(std::string_view attributes) {
  return std::string("<assent-edit ").append(attributes).append("></assent-edit>");
}

BOOST_AUTO_TEST_CASE(edits_change_texts_harmless_attributes_classes_and_order) {
  for (const char* change : {"text=\"x\"", "text", "attribute=alt value=x", "attribute=aria-label value=x",
                             "attribute=href value=\"/a\"", "classes=\"+calm -busy\"", "order=\"3 1 2\""})
    BOOST_TEST(is_fine(edits("\n" + edit(std::string("select=h1 ") + change) + "\n")), change);
  for (const char* change :
       {"", "text=x order=1", "attribute=onclick value=x", "attribute=style value=x", "attribute=src value=x",
        "attribute=srcset value=x", "attribute=id value=x", "attribute=name value=x", "attribute=action value=x",
        "attribute=aria- value=x", "attribute=ALT value=x", "attribute=href value=\"javascript:x()\"",
        "classes=\"calm\"", "classes=\"+\"", "classes", "order=\"0 1\"", "order=x", "order"})
    BOOST_TEST(!is_fine(edits(edit(std::string("select=h1 ") + change))), change);
  BOOST_TEST(!is_fine(edits(edit("text=x"))));
  BOOST_TEST(!is_fine(edits("<p>x</p>")));
  BOOST_TEST(!is_fine(edits("x" + edit("select=a text=x"))));
  BOOST_TEST(!is_fine(edits("<assent-value attribute=a></assent-value>")));
  BOOST_TEST(!is_fine(within(edit("select=a text=x"))));
}

BOOST_AUTO_TEST_CASE(edits_end_at_their_limit_in_each_template) {
  std::string most;
  for (std::size_t at = 0; at < max_edits; ++at) most += edit("select=a text=x");
  BOOST_TEST(is_fine(edits(most) + edits(most)));
  BOOST_TEST(!is_fine(edits(most + edit("select=a text=x"))));
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
