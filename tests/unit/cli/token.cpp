// `assent token`: printed once, on a line of its own.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "capture.hpp"
#include "cli/commands.hpp"
#include "collector/api_tokens.hpp"
#include "collector/encoding.hpp"

namespace assent::cli {

namespace {

namespace fs = std::filesystem;

struct Data {
  fs::path path = fs::temp_directory_path() / ("assent-cli-" + collector::random_id());
  ~Data() { fs::remove_all(path); }
  Ran make(const std::string& site, const std::string& name) const {
    return run(add_token, {"token", "--data", path.string(), "--site", site, "--name", name});
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(token_command, Data)

BOOST_AUTO_TEST_CASE(token_is_printed_and_works) {
  const Ran ran = make("corner-books", "mailing");
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out.size() == 44u);
  BOOST_TEST(ran.out.back() == '\n');
  BOOST_TEST(collector::ApiTokens(path).site_of(ran.out.substr(0, 43)).value_or("") == "corner-books");
}

BOOST_AUTO_TEST_CASE(what_is_no_name_or_site_prints_no_token) {
  BOOST_TEST(make("corner-books", "mailing").exit_code == 0);
  for (const auto& [site, name] : {std::pair("corner-books", "mailing"), std::pair("corner-books", "two words"),
                                   std::pair("Corner Books", "letters")}) {
    const Ran ran = make(site, name);
    BOOST_TEST(ran.exit_code != 0);
    BOOST_TEST(ran.out.empty());
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::cli
