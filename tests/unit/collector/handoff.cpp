// The token of a hand-off: what was signed comes out, and nothing else does.
#include "collector/handoff.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/encoding.hpp"
#include "collector/limits.hpp"
#include "collector/shop.hpp"

using namespace assent::collector;
using assent::collector::test::noon_ms;

namespace {

struct Signer {
  test::Folder folder;
  SigningKey key{site_seed(folder.path(), "corner-books")};
  Handoff handoff{random_id(), "corner-books", "https://books.example", "https://poems.example", noon_ms, "choices"};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(handoff_tokens, Signer)

BOOST_AUTO_TEST_CASE(what_was_signed_comes_out) {
  const auto read = read_handoff(key, write_handoff(key, handoff));
  BOOST_REQUIRE(read);
  BOOST_TEST(read->id == handoff.id);
  BOOST_TEST(read->site == handoff.site);
  BOOST_TEST(read->from == handoff.from);
  BOOST_TEST(read->to == handoff.to);
  BOOST_TEST(read->issued_ms == noon_ms);
  BOOST_TEST(read->choices == "choices");
}

BOOST_AUTO_TEST_CASE(token_stands_in_an_address_as_it_is) {
  handoff.choices = std::string("\xff\xfe\x00?", 4);
  const std::string token = write_handoff(key, handoff);
  BOOST_TEST(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.") ==
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(another_key_and_a_changed_letter_are_refused) {
  const std::string token = write_handoff(key, handoff);
  BOOST_TEST(!read_handoff(SigningKey(site_seed(folder.path(), "other")), token));
  for (std::size_t at = 0; at < token.size(); at += 7) {
    std::string changed = token;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    BOOST_TEST(!read_handoff(key, changed), at);
  }
  for (const char* text : {"", ".", "a.b", "a"}) BOOST_TEST(!read_handoff(key, text), text);
}

BOOST_AUTO_TEST_CASE(signature_over_the_text_alone_is_none_for_a_handoff) {
  // What the site's key signs elsewhere (boot answers, receipts) has no word in front.
  const std::string token = write_handoff(key, handoff);
  const auto json = from_base64url(token.substr(0, token.find('.')));
  BOOST_TEST(!read_handoff(key, base64url(*json) + "." + base64url(*from_base64(key.sign(*json)))));
}

BOOST_AUTO_TEST_CASE(token_fits_the_choices_at_their_limit) {
  handoff.choices = std::string(max_choices_bytes, 'c');
  handoff.from = handoff.to = "https://" + std::string(max_origin_bytes - 8, 'a');
  const std::string token = write_handoff(key, handoff);
  BOOST_TEST(token.size() <= max_handoff_bytes);
  BOOST_TEST(read_handoff(key, token).has_value());
  handoff.choices += "c";
  BOOST_TEST(!read_handoff(key, write_handoff(key, handoff)));
}

BOOST_AUTO_TEST_SUITE_END()
