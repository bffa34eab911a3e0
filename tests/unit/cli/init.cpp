// `assent init`: what it writes, what it refuses, and that a failure leaves nothing behind.
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "authoring/strict_json.hpp"
#include "capture.hpp"
#include "cli/commands.hpp"
#include "cli/init_staging.hpp"

namespace assent::cli {

namespace {

namespace fs = std::filesystem;

struct Folder {
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "assent-init-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path); }

  std::string policies() const { return (path / "a" / "policies").string(); }
  fs::path site() const { return fs::path(policies()) / "corner-shop"; }
  Ran init(std::vector<std::string> more = {}) const {
    std::vector<std::string> words = {"init", "corner-shop", "--policies", policies(), "--yes"};
    words.insert(words.end(), more.begin(), more.end());
    return run(add_init, words);
  }
  // Every file and folder.
  std::set<std::string> entries() const {
    std::set<std::string> all;
    for (const auto& entry : fs::recursive_directory_iterator(path))
      all.insert(entry.path().lexically_relative(path).generic_string());
    return all;
  }

  fs::path path;
};

std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void put(const fs::path& file, const std::string& bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

bool contains(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(init)

BOOST_AUTO_TEST_CASE(a_starter_passes_the_check_of_the_command_line) {
  const Folder folder;
  const Ran ran = folder.init({"--regimes", "us-ca,eu-gdpr", "--purposes", "personalization,marketing", "--languages",
                               "en,de", "--title", "Corner", "--age-gate"});
  BOOST_TEST(ran.exit_code == 0, ran.err);
  BOOST_TEST(ran.err == "");
  BOOST_TEST(contains(ran.out, "corner-shop/README.md"));
  const Ran checked = run(add_check, {"check", folder.site().string()});
  BOOST_TEST(checked.exit_code == 0);
  BOOST_TEST(checked.out.ends_with(": 0 errors, 0 warnings\n"), checked.out);
  const auto site = authoring::Json::parse(bytes_of(folder.site() / "site.json"));
  BOOST_TEST(site["title"] == "Corner");
  BOOST_TEST(site["controller"]["name"] == "Corner");
  BOOST_TEST(site["regimes"][0]["preset"] == "eu-gdpr");
  for (const char* path :
       {"corner-shop/slots/highlight.json", "corner-shop/content/de/highlight.html",
        "corner-shop/maps/postcode-to-region.json", "regimes/us-ca.json", "schema/policy.schema.json"})
    BOOST_TEST(fs::exists(fs::path(folder.policies()) / path), path);
}

BOOST_AUTO_TEST_CASE(nothing_else_stands_beside_what_was_written) {
  const Folder folder;
  BOOST_TEST(folder.init().exit_code == 0);
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder.policies())) names.insert(entry.path().filename().string());
  BOOST_TEST(names == (std::set<std::string>{"corner-shop", "regimes", "schema"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_second_site_stands_beside_the_first) {
  const Folder folder;
  BOOST_TEST(folder.init().exit_code == 0);
  const auto first = bytes_of(folder.site() / "site.json");
  const Ran ran = run(add_init, {"init", "other", "--policies", folder.policies() + "/", "--yes"});
  BOOST_TEST(ran.exit_code == 0, ran.err);
  BOOST_TEST(bytes_of(folder.site() / "site.json") == first);
  BOOST_TEST(fs::exists(fs::path(folder.policies()) / "other" / "site.json"));
}

BOOST_AUTO_TEST_CASE(a_site_is_never_written_over) {
  const Folder folder;
  put(folder.site() / "site.json", "mine");
  const auto before = folder.entries();
  const Ran ran = folder.init();
  BOOST_TEST(ran.exit_code == 2);
  BOOST_TEST(contains(ran.err, "corner-shop: this stands already, and is not written over — choose another NAME"));
  BOOST_TEST(folder.entries() == before, boost::test_tools::per_element());
  BOOST_TEST(bytes_of(folder.site() / "site.json") == "mine");
}

BOOST_AUTO_TEST_CASE(shared_files_that_stand_already_stay_as_they_are) {
  const Folder folder;
  BOOST_TEST(folder.init().exit_code == 0);
  const fs::path preset = fs::path(folder.policies()) / "regimes" / "eu-gdpr.json";
  const std::string mine = bytes_of(preset) + "\n";
  put(preset, mine);
  put(fs::path(folder.policies()) / "schema" / "policy.schema.json", "{}");
  BOOST_TEST(run(add_init, {"init", "other", "--policies", folder.policies(), "--yes"}).exit_code == 0);
  BOOST_TEST(bytes_of(preset) == mine);
  BOOST_TEST(bytes_of(fs::path(folder.policies()) / "schema" / "policy.schema.json") == "{}");
}

BOOST_AUTO_TEST_CASE(a_regime_of_ones_own_can_be_named_and_is_sorted_by_its_model) {
  const Folder folder;
  BOOST_TEST(folder.init({"--regimes", "none"}).exit_code == 0);
  const fs::path regimes = fs::path(folder.policies()) / "regimes";
  auto own = authoring::Json::parse(bytes_of(regimes / "none.json"));
  own["id"] = "own";
  own["model"] = "opt-out";
  put(regimes / "own.json", own.dump());
  const Ran ran = run(add_init, {"init", "other", "--policies", folder.policies(), "--regimes", "none,own", "--yes"});
  BOOST_TEST(ran.exit_code == 0, ran.err);
  const auto site = authoring::Json::parse(bytes_of(fs::path(folder.policies()) / "other" / "site.json"));
  BOOST_TEST(site["regimes"] == authoring::Json::parse(R"(["own", "none"])"));
}

BOOST_AUTO_TEST_CASE(a_broken_regime_that_stands_already_is_named_and_nothing_is_left) {
  const Folder folder;
  put(fs::path(folder.policies()) / "regimes" / "eu-gdpr.json", "{\"id\": 1}");
  const auto before = folder.entries();
  const Ran ran = folder.init();
  BOOST_TEST(ran.exit_code == 1);
  BOOST_TEST(contains(ran.err, folder.policies() + "/regimes/eu-gdpr.json#"), ran.err);
  BOOST_TEST(contains(ran.err, "nothing is written"));
  BOOST_TEST(folder.entries() == before, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(bad_words_are_named_all_at_once_and_nothing_is_written) {
  const Folder folder;
  const Ran ran = folder.init(
      {"--regimes", "mars", "--purposes", "profiling", "--languages", "english", "--privacy-notice", "ftp://x"});
  BOOST_TEST(ran.exit_code == 2);
  for (const char* words : {"assent init: --regimes: there is no regime \"mars\" — name some of: br,",
                            "assent init: --purposes: there is no purpose \"profiling\" — name some of: necessary,",
                            "assent init: --languages: \"english\" is not a language tag — ",
                            "assent init: --privacy-notice: this is no address"})
    BOOST_TEST(contains(ran.err, words), ran.err);
  BOOST_TEST(folder.entries().empty());
}

BOOST_AUTO_TEST_CASE(a_bad_name_writes_nothing) {
  const Folder folder;
  for (const char* name : {"Shop", "../shop", "a/b", "regimes", "schema", ""}) {
    const Ran ran = run(add_init, {"init", name, "--policies", folder.policies(), "--yes"});
    BOOST_TEST(ran.exit_code == 2, name);
    BOOST_TEST(contains(ran.err, "assent init: NAME: "), name);
  }
  BOOST_TEST(folder.entries().empty());
}

BOOST_AUTO_TEST_CASE(age_that_no_regime_asks_about_is_said) {
  const Folder folder;
  const Ran ran = folder.init({"--regimes", "none", "--age-gate"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(contains(ran.out, "nobody is asked their age"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(init_staging)

BOOST_AUTO_TEST_CASE(what_is_not_published_leaves_nothing_behind) {
  const Folder folder;
  {
    const Staging staging(folder.policies());
    staging.write({{"shop/site.json", "{}"}, {"regimes/a.json", "{}"}});
    BOOST_TEST(fs::exists(staging.folder() / "shop" / "site.json"));
  }
  BOOST_TEST(folder.entries().empty());
}

BOOST_AUTO_TEST_CASE(a_site_that_appears_meanwhile_is_kept_and_the_rest_is_undone) {
  const Folder folder;
  {
    Staging staging(folder.policies());
    staging.write({{"corner-shop/site.json", "new"}, {"regimes/a.json", "{}"}, {"schema/s.json", "{}"}});
    put(folder.site() / "site.json", "mine");
    BOOST_CHECK_THROW(staging.publish("corner-shop"), std::runtime_error);
  }
  const std::set<std::string> kept = {"a", "a/policies", "a/policies/corner-shop", "a/policies/corner-shop/site.json"};
  BOOST_TEST(folder.entries() == kept, boost::test_tools::per_element());
  BOOST_TEST(bytes_of(folder.site() / "site.json") == "mine");
}

BOOST_AUTO_TEST_CASE(a_file_where_a_folder_has_to_be_is_named) {
  const Folder folder;
  put(folder.path / "a", "a file");
  BOOST_CHECK_EXCEPTION(Staging(folder.policies()), std::exception,
                        [&](const std::exception& error) { return contains(error.what(), folder.path.string()); });
  BOOST_TEST(folder.entries() == std::set<std::string>{"a"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_file_where_presets_have_to_be_leaves_it_and_nothing_else) {
  const Folder folder;
  put(fs::path(folder.policies()) / "regimes", "a file");
  const auto before = folder.entries();
  BOOST_TEST(folder.init().exit_code != 0);
  BOOST_TEST(folder.entries() == before, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::cli
