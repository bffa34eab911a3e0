// API tokens: printed once, kept as hashes, one line each.
#include "collector/api_tokens.hpp"

#include <boost/test/unit_test.hpp>

#include "authoring/digest.hpp"
#include "collector/limits.hpp"
#include "collector/shop.hpp"

using namespace assent;
using namespace assent::collector;
namespace fs = std::filesystem;

namespace {

struct Data : test::Folder {
  fs::path file = path() / "keys" / "api-tokens";
  ApiTokens tokens{path()};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(api_tokens, Data)

BOOST_AUTO_TEST_CASE(token_is_known_at_once_and_only_by_its_hash) {
  BOOST_TEST(!tokens.site_of("anything"));
  const std::string one = add_api_token(path(), "corner-books", "mailing");
  const std::string two = add_api_token(path(), "other-books", "letters");
  BOOST_TEST(one.size() == 43u);
  BOOST_TEST(one != two);
  BOOST_TEST(tokens.site_of(one).value() == "corner-books");
  BOOST_TEST(tokens.site_of(two).value() == "other-books");
  BOOST_TEST(!tokens.site_of(""));
  BOOST_TEST(!tokens.site_of(one.substr(1)));
  BOOST_TEST(!tokens.site_of(authoring::sha256_hex(one)));
  const std::string content = test::read_all(file);
  BOOST_TEST(content == "mailing " + authoring::sha256_hex(one) + " corner-books\nletters " +
                            authoring::sha256_hex(two) + " other-books\n");
  const fs::perms mode = fs::status(file).permissions() & fs::perms::all;
  BOOST_TEST((mode == (fs::perms::owner_read | fs::perms::owner_write)));
}

BOOST_AUTO_TEST_CASE(removed_line_ends_its_token) {
  const std::string one = add_api_token(path(), "corner-books", "mailing");
  test::write_file(file, "");
  BOOST_TEST(!tokens.site_of(one));
}

BOOST_AUTO_TEST_CASE(names_are_taken_once_and_have_a_form) {
  add_api_token(path(), "corner-books", "mailing");
  BOOST_CHECK_THROW(add_api_token(path(), "corner-books", "mailing"), std::runtime_error);
  BOOST_CHECK_THROW(add_api_token(path(), "corner-books", "two words"), std::runtime_error);
  BOOST_CHECK_THROW(add_api_token(path(), "corner-books", ""), std::runtime_error);
  BOOST_CHECK_THROW(add_api_token(path(), "Corner Books", "letters"), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(lines_of_another_form_are_nobodys_token) {
  const std::string one = add_api_token(path(), "corner-books", "mailing");
  test::write_file(file, "mailing " + authoring::sha256_hex(one) + " corner-books more\n" + "empty \n" +
                             authoring::sha256_hex(one) + " corner-books\n");
  BOOST_TEST(!tokens.site_of(one));
}

BOOST_AUTO_TEST_CASE(file_that_others_may_read_is_refused) {
  const std::string one = add_api_token(path(), "corner-books", "mailing");
  fs::permissions(file, fs::perms::group_read, fs::perm_options::add);
  BOOST_CHECK_THROW(tokens.site_of(one), std::runtime_error);
  BOOST_CHECK_THROW(add_api_token(path(), "corner-books", "letters"), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(file_holds_256_tokens) {
  std::string lines;
  for (std::size_t at = 1; at < max_api_tokens; ++at)
    lines += "n" + std::to_string(at) + " " + std::string(64, 'a') + " corner-books\n";
  add_api_token(path(), "corner-books", "first");
  test::write_file(file, lines);
  const std::string last = add_api_token(path(), "corner-books", "last");
  BOOST_TEST(tokens.site_of(last).value() == "corner-books");
  BOOST_CHECK_THROW(add_api_token(path(), "corner-books", "one-more"), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
