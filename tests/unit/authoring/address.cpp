// Addresses taken apart as browsers do; what is expected was asked of `new URL` with a base of https.
#include "authoring/address.hpp"

#include <boost/test/unit_test.hpp>

namespace assent::authoring {

namespace {

std::string path(const char* text) { return take_apart(text)->path; }
std::string host(const char* text) { return take_apart(text)->host; }
std::string hash(const char* text) { return take_apart(text)->hash; }
// "name=value" of each pair, decoded, one a line.
std::string query(const char* text) {
  std::string lines;
  const auto address = take_apart(text);
  for (const auto& [name, value] : address->query) lines += name + "=" + value + "\n";
  return lines;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(addresses)

BOOST_AUTO_TEST_CASE(a_whole_address) {
  const Address address = *take_apart("https://Shop.Example:8080/a/b?x=1&y=2#Top");
  BOOST_TEST(address.host == "shop.example:8080");
  BOOST_TEST(address.path == "/a/b");
  BOOST_TEST(address.hash == "#Top");
  BOOST_TEST((address.query == std::vector<std::pair<std::string, std::string>>{{"x", "1"}, {"y", "2"}}));
}

BOOST_AUTO_TEST_CASE(hosts) {
  BOOST_TEST(host("/cart") == "");
  BOOST_TEST(host("cart") == "");
  BOOST_TEST(host("//shop.example/cart") == "shop.example");
  BOOST_TEST(host("\\\\shop.example\\cart") == "shop.example");
  BOOST_TEST(host("https:shop.example/cart") == "");
  BOOST_TEST(path("https:shop.example/cart") == "/shop.example/cart");
  BOOST_TEST(path("https:/cart") == "/cart");
  BOOST_TEST(host("http:shop.example/cart") == "shop.example");
  BOOST_TEST(host("https:////shop.example/cart") == "shop.example");
  BOOST_TEST(host("http://user:word@shop.example/cart") == "shop.example");
  BOOST_TEST(host("HTTPS://shop.example:443/") == "shop.example");
  BOOST_TEST(host("http://shop.example:80/") == "shop.example");
  BOOST_TEST(host("http://shop.example:443/") == "shop.example:443");
}

BOOST_AUTO_TEST_CASE(ports) {
  BOOST_TEST(host("https://shop.example:/") == "shop.example");
  BOOST_TEST(host("https://shop.example:0443/") == "shop.example");
  BOOST_TEST(host("https://shop.example:08080/") == "shop.example:8080");
  BOOST_TEST(host("https://shop.example:000/") == "shop.example:0");
  BOOST_TEST(host("https://shop.example:65535/") == "shop.example:65535");
  BOOST_TEST(host("https://[::1]:8080/") == "[::1]:8080");
}

BOOST_AUTO_TEST_CASE(hosts_that_no_address_has) {
  for (const char* text :
       {"https://", "//", "https://:80/", "https://user@/", "https://a b/", "https://a:x/", "https://a:65536/",
        "https://a:99999999999999999999/", "https://a<b/", "https://a^b/", "https://[/", "https://a:1:2/"})
    BOOST_TEST(!take_apart(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(letters_beyond_ascii_are_seen) {
  BOOST_TEST(take_apart("https://m\u00fcnze.example/")->has_letters_in_host);
  BOOST_TEST(!take_apart("https://shop.example/\u00e4")->has_letters_in_host);
}

BOOST_AUTO_TEST_CASE(paths) {
  BOOST_TEST(path("") == "/");
  BOOST_TEST(path("https://shop.example") == "/");
  BOOST_TEST(path("cart") == "/cart");
  BOOST_TEST(path("/cart/") == "/cart/");
  BOOST_TEST(path("/a b") == "/a%20b");
  BOOST_TEST(path("/\u00e4/%c3%A4") == "/%C3%A4/%c3%A4");
  BOOST_TEST(path("/\"<>`{}") == "/%22%3C%3E%60%7B%7D");
  BOOST_TEST(path("/~a'(b)*!|") == "/~a'(b)*!|");
  BOOST_TEST(path("/a\\b") == "/a/b");
}

BOOST_AUTO_TEST_CASE(dot_segments) {
  BOOST_TEST(path("/x/../cart") == "/cart");
  BOOST_TEST(path("/../../cart") == "/cart");
  BOOST_TEST(path("/./cart/.") == "/cart/");
  BOOST_TEST(path("/a/b/..") == "/a/");
  BOOST_TEST(path("/a/%2e%2E/b/%2e") == "/b/");
  BOOST_TEST(path("/a//b") == "/a//b");
  BOOST_TEST(path("/..a/.b") == "/..a/.b");
}

BOOST_AUTO_TEST_CASE(queries_are_decoded_as_forms_are) {
  BOOST_TEST(query("/?a+b=c+d") == "a b=c d\n");
  BOOST_TEST(query("/?size=%32&x=%zz&y=%4") == "size=2\nx=%zz\ny=%4\n");
  BOOST_TEST(query("/?a&&=b&c=") == "a=\n=b\nc=\n");
  BOOST_TEST(query("/?a=b=c") == "a=b=c\n");
  BOOST_TEST(query("/?") == "");
  BOOST_TEST(query("/#?a=b") == "");
  BOOST_TEST(query("/cart\\?x") == "x=\n");
}

BOOST_AUTO_TEST_CASE(hashes) {
  BOOST_TEST(hash("/#") == "");
  BOOST_TEST(hash("/#to p") == "#to%20p");
  BOOST_TEST(hash("#a#b?c") == "#a#b?c");
  BOOST_TEST(hash("/#\u00e4") == "#%C3%A4");
}

BOOST_AUTO_TEST_CASE(what_no_address_has_is_dropped) { BOOST_TEST(path(" \x01/ca\n\trt\r ") == "/cart"); }

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
