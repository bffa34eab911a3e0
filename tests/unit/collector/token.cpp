// Cases of notice tokens and nonces, at the edges of their windows.
#include "collector/token.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/limits.hpp"
#include "collector/shop.hpp"

using namespace assent::collector;

namespace {

struct Maker {
  test::Folder folder;
  Tokens tokens{Secret::load_or_create(folder.path() / "keys" / "token.key")};
};

constexpr double start_of_window_ms = 179'543'520'0000.0;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(tokens, Maker)

BOOST_AUTO_TEST_CASE(notice_token_is_fresh_in_its_window_and_the_hour_after) {
  const std::string token = tokens.notice("corner-books", start_of_window_ms);
  BOOST_TEST(tokens.is_fresh_notice("corner-books", token, start_of_window_ms));
  BOOST_TEST(tokens.is_fresh_notice("corner-books", token, start_of_window_ms + token_window_ms - 1));
  BOOST_TEST(tokens.is_fresh_notice("corner-books", token, start_of_window_ms + 7 * token_window_ms - 1));
  BOOST_TEST(!tokens.is_fresh_notice("corner-books", token, start_of_window_ms + 7 * token_window_ms));
}

BOOST_AUTO_TEST_CASE(notice_token_from_a_later_window_is_not_fresh) {
  const std::string token = tokens.notice("corner-books", start_of_window_ms);
  BOOST_TEST(!tokens.is_fresh_notice("corner-books", token, start_of_window_ms - 1));
}

BOOST_AUTO_TEST_CASE(notice_token_is_bound_to_its_site_and_its_window) {
  const std::string token = tokens.notice("corner-books", start_of_window_ms);
  BOOST_TEST(!tokens.is_fresh_notice("other", token, start_of_window_ms));
  const std::string later = tokens.notice("corner-books", start_of_window_ms + token_window_ms);
  const std::string forged = later.substr(0, later.find('.')) + token.substr(token.find('.'));
  BOOST_TEST(!tokens.is_fresh_notice("corner-books", forged, start_of_window_ms));
}

BOOST_AUTO_TEST_CASE(malformed_notice_tokens_are_not_fresh) {
  const std::string token = tokens.notice("corner-books", start_of_window_ms);
  for (const std::string& text : {std::string(), std::string("."), token + "x", "0" + token, token.substr(1),
                                  std::string(max_token_bytes + 1, '1'), std::string("1.") + std::string(22, 'A')})
    BOOST_TEST(!tokens.is_fresh_notice("corner-books", text, start_of_window_ms), text);
}

BOOST_AUTO_TEST_CASE(another_collectors_token_is_not_fresh) {
  const Maker other;
  BOOST_TEST(!tokens.is_fresh_notice("corner-books", other.tokens.notice("corner-books", start_of_window_ms),
                                     start_of_window_ms));
}

BOOST_AUTO_TEST_CASE(nonce_is_valid_for_five_minutes) {
  const std::string nonce = tokens.nonce(start_of_window_ms);
  BOOST_TEST(tokens.is_valid_nonce(nonce, start_of_window_ms));
  BOOST_TEST(tokens.is_valid_nonce(nonce, start_of_window_ms + nonce_valid_ms));
  BOOST_TEST(!tokens.is_valid_nonce(nonce, start_of_window_ms + nonce_valid_ms + 1));
  BOOST_TEST(!tokens.is_valid_nonce(nonce, start_of_window_ms - 1));
  BOOST_TEST(tokens.nonce(start_of_window_ms) != nonce);
}

BOOST_AUTO_TEST_CASE(altered_nonce_and_a_notice_token_are_no_nonces) {
  std::string nonce = tokens.nonce(start_of_window_ms);
  BOOST_TEST(!tokens.is_valid_nonce(tokens.notice("corner-books", start_of_window_ms), start_of_window_ms));
  nonce[2] = nonce[2] == '1' ? '2' : '1';
  BOOST_TEST(!tokens.is_valid_nonce(nonce, start_of_window_ms));
  BOOST_TEST(!tokens.is_valid_nonce("", start_of_window_ms));
}

BOOST_AUTO_TEST_SUITE_END()
