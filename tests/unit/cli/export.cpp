// `assent export` as a person runs it: options, exit codes, files and what it says.
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "authoring/compile.hpp"
#include "capture.hpp"
#include "cli/commands.hpp"
#include "collector/database.hpp"
#include "collector/store.hpp"

namespace assent::cli {

namespace {

namespace fs = std::filesystem;

const std::string policies = std::string(ASSENT_SOURCE_DIR) + "/policies";

struct Data {
  Data() {
    std::string pattern = (fs::temp_directory_path() / "assent-export-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
    collector::Database database(path / "assent.sqlite3");
    collector::store::prepare(database);
    // Stored once, and resting on no consent any more.
    collector::store::replace_attributes(database, {"s", "1", "aurora-travel", "ann", "crm", "r", "p", "d", 1, 1},
                                         {{"crm", "party", "\"family\"", "personalization", 9e15},
                                          {"crm", "age", "\"25-34\"", "personalization", 9e15}});
  }
  ~Data() { fs::remove_all(path); }
  fs::path path;
};

std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Ran exported(const fs::path& data, std::vector<std::string> more = {}, const std::string& destination = "crm",
             const std::string& site = "aurora-travel", const std::string& folder = policies) {
  std::vector<std::string> words{"export", "--data", data.string(),   "--policies", folder,
                                 "--site", site,     "--destination", destination};
  if (std::find(more.begin(), more.end(), "--format") == more.end()) {
    words.emplace_back("--format");
    words.emplace_back("csv");
  }
  words.insert(words.end(), more.begin(), more.end());
  return run(add_export, words);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(exporting, Data)

BOOST_AUTO_TEST_CASE(what_is_withheld_is_counted_by_rule_and_shown_nowhere) {
  const Ran ran = exported(path);
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out.starts_with("Customer,"));
  BOOST_TEST(ran.out.ends_with("\r\n"));
  BOOST_TEST(std::count(ran.out.begin(), ran.out.end(), '\n') == 1);
  BOOST_TEST(ran.err == "aurora-travel/crm: 0 subjects exported\nwithheld by no_consent: 2 attributes\n");
}

BOOST_AUTO_TEST_CASE(file_is_for_its_owner_and_appears_whole) {
  const fs::path file = path / "crm.csv";
  BOOST_TEST(exported(path, {"--output", file.string()}).exit_code == 0);
  BOOST_TEST(bytes_of(file) == exported(path).out);
  BOOST_TEST(((fs::status(file).permissions() & fs::perms::all) == (fs::perms::owner_read | fs::perms::owner_write)));
  BOOST_TEST(!fs::exists(file.string() + ".part"));
  BOOST_TEST(exported(path, {"--output", (path / "missing" / "crm.csv").string()}).exit_code != 0);
}

BOOST_AUTO_TEST_CASE(each_misuse_has_its_sentence) {
  const auto says = [](const Ran& ran, std::string_view words) {
    BOOST_TEST(ran.exit_code == exit_misused);
    BOOST_TEST(ran.out == "");
    BOOST_TEST(ran.err.find(words) != std::string::npos, ran.err);
  };
  says(exported(path / "nowhere"), "holds no database of a collector");
  BOOST_TEST(!fs::exists(path / "nowhere"));
  says(exported(path, {}, "crm", "other-travel"), "has no site \"other-travel\"");
  says(exported(path, {}, "collector"), "no destination \"collector\" with an \"export\"");
  says(exported(path, {}, "nobody"), "no destination \"nobody\"");
  BOOST_TEST(exported(path, {"--format", "xlsx"}).exit_code == -1);
}

BOOST_AUTO_TEST_CASE(policy_with_errors_exports_nothing) {
  const fs::path folder = path / "policies" / "shop";
  fs::create_directories(folder);
  std::ofstream(folder / "site.json") << "{}";
  const Ran ran = exported(path, {}, "crm", "shop", (path / "policies").string());
  BOOST_TEST(ran.exit_code == exit_failed);
  BOOST_TEST(ran.err.find("site.json#: error:") != std::string::npos, ran.err);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::cli
