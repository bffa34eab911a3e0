// Cases of origins, by exact comparison only.
#include "collector/cors.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace assent::collector;

namespace {

const std::vector<std::string> site_origins{"https://books.example"};
const Cors cors({"https://partner.example:8443"});

bool allows(std::string origin, std::string host = "collector.example") {
  return cors.allows({std::move(origin), std::move(host)}, site_origins);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cors_origins)

BOOST_AUTO_TEST_CASE(listed_and_own_origins_are_allowed) {
  BOOST_TEST(allows("https://books.example"));
  BOOST_TEST(allows("https://partner.example:8443"));
  BOOST_TEST(allows("https://collector.example"));
  BOOST_TEST(allows("http://127.0.0.1:8080", "127.0.0.1:8080"));
  BOOST_TEST(allows(""));
}

BOOST_AUTO_TEST_CASE(null_and_lookalike_origins_are_refused) {
  for (const char* origin :
       {"null", "https://books.example.evil.example", "https://evilbooks.example", "http://books.example",
        "https://books.example:444", "https://books.example/", "HTTPS://BOOKS.EXAMPLE", "https://sub.books.example",
        "https://partner.example", "ftp://collector.example", "https://collector.example.evil", "collector.example",
        "https://"})
    BOOST_TEST(!allows(origin), origin);
  BOOST_TEST(!allows("null", "null"));
}

BOOST_AUTO_TEST_CASE(a_page_of_another_origin_may_read_when_to_come_back) {
  Answer answer;
  allow_origin(answer, "https://books.example");
  const std::pair<std::string_view, std::string> exposed("access-control-expose-headers", "retry-after");
  BOOST_TEST((std::count(answer.fields.begin(), answer.fields.end(), exposed) == 1));
  Answer own;
  allow_origin(own, "");
  BOOST_TEST((std::count(own.fields.begin(), own.fields.end(), exposed) == 0));
}

BOOST_AUTO_TEST_SUITE_END()
