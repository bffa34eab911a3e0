// Whatever a newcomer chooses, the policy that comes out passes its check without a warning, says what to decide, and
// holds nothing that nothing uses.
#include "authoring/starter.hpp"

#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "authoring/element.hpp"
#include "authoring/starter_files.hpp"
#include "authoring/ui_texts.hpp"
#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

namespace fs = std::filesystem;
using testing::lines;

constexpr std::string_view optional_purposes[] = {"functional", "personalization", "measurement", "marketing",
                                                  "accessibility"};
const std::string all_purposes = "functional,personalization,measurement,marketing,accessibility";

struct Written {
  StarterFiles files;
  Outcome outcome;

  std::string at(const std::string& path) const { return files.at("shop/" + path); }
  Json json(const std::string& path) const { return Json::parse(at(path)); }
  bool has(const std::string& path) const { return files.contains("shop/" + path); }
};

const Presets& presets() {
  static const Presets shipped = shipped_presets();
  return shipped;
}

StarterChoices chosen(const std::string& regimes, const std::string& purposes, const std::string& languages,
                      bool age_gate = false) {
  const std::map<std::string_view, std::string> said = {{"--regimes", regimes},
                                                        {"--purposes", purposes},
                                                        {"--languages", languages},
                                                        {"--age-gate", age_gate ? "yes" : "no"}};
  StarterChoices choices;
  Problems problems;
  take_id("shop", choices, problems);
  for (const Choice& choice : starter_choices()) {
    const auto found = said.find(choice.flag);
    choice.take(found == said.end() ? choice.proposal(choices) : found->second, presets(), choices, problems);
  }
  BOOST_TEST(problems.all().size() == 0u);
  return choices;
}

Outcome compile_files(const StarterFiles& files) {
  std::string pattern = (fs::temp_directory_path() / "assent-starter-XXXXXX").string();
  const fs::path root = ::mkdtemp(pattern.data());
  for (const auto& [path, bytes] : files) {
    fs::create_directories((root / path).parent_path());
    std::ofstream(root / path, std::ios::binary) << bytes;
  }
  Outcome outcome = compile(root / "shop", testing::today);
  fs::remove_all(root);
  return outcome;
}

Written written(const std::string& regimes, const std::string& purposes, const std::string& languages,
                bool age_gate = false) {
  Written result;
  result.files = write_starter(chosen(regimes, purposes, languages, age_gate), presets());
  result.outcome = compile_files(result.files);
  BOOST_TEST_CONTEXT(regimes << " / " << purposes << " / " << languages << (age_gate ? " / age" : "")) {
    BOOST_TEST(lines(result.outcome) == "");
    BOOST_TEST(result.outcome.compiled.has_value());
  }
  return result;
}

std::string all_regimes() {
  std::string list;
  for (const auto& [id, preset] : presets()) list += id + ",";
  return list;
}

std::vector<std::string> subset(unsigned bits) {
  std::vector<std::string> ids = {"necessary"};
  for (std::size_t at = 0; at < std::size(optional_purposes); ++at)
    if ((bits >> at & 1) != 0) ids.emplace_back(optional_purposes[at]);
  return ids;
}

std::size_t unreviewed_texts(const Outcome& outcome) {
  return static_cast<std::size_t>(
      std::count_if(outcome.unreviewed.begin(), outcome.unreviewed.end(),
                    [](const Problem& each) { return each.file.find("/texts/") != std::string::npos; }));
}

void require_comment(const Json& object, const std::string& where) {
  BOOST_TEST(object.contains("$comment"), where);
  if (!object.contains("$comment")) return;
  const auto& comment = object["$comment"].get_ref<const std::string&>();
  BOOST_TEST(comment.size() >= 20u, where);
  BOOST_TEST(comment.size() <= max_comment_bytes, where);
}

void require_comments_of_members(const Json& object, const std::string& where) {
  for (const auto& [id, member] : object.items())
    if (!id.starts_with('$')) require_comment(member, where + "/" + id);
}

// Every id that a part of the policy gives to `field`, "purposes" or "purpose".
void gather(const Json& json, const std::string& field, std::set<std::string>& ids) {
  if (!json.is_structured()) return;
  for (const auto& [name, member] : json.items()) {
    if (name == field && member.is_string()) ids.insert(member.get<std::string>());
    if (name == field && member.is_array())
      for (const Json& id : member) ids.insert(id.get<std::string>());
    gather(member, field, ids);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(starter)

BOOST_AUTO_TEST_CASE(each_preset_alone_gives_a_sound_policy_with_and_without_asking_age) {
  BOOST_TEST(presets().size() >= 30u);
  for (const auto& [id, preset] : presets())
    for (const bool age_gate : {false, true}) written(id, all_purposes, "en", age_gate);
}

BOOST_AUTO_TEST_CASE(all_presets_together_stand_strictest_first) {
  for (const bool age_gate : {false, true}) {
    const Written policy = written(all_regimes(), all_purposes, "en,de,fr", age_gate);
    pack::Model before = pack::Model::opt_in;
    const Json site = policy.json("site.json");
    BOOST_TEST(site["regimes"].size() == presets().size());
    for (const Json& entry : site["regimes"]) {
      const Preset& preset = presets().at(entry.is_object() ? entry["preset"] : entry);
      BOOST_TEST((preset.model >= before));
      before = preset.model;
      BOOST_TEST(entry.is_object() == (age_gate && preset.age_from > 0));
      if (!entry.is_object()) continue;
      require_comment(entry, "regime");
      BOOST_TEST(entry["age"]["from"] == preset.age_from);
      BOOST_TEST(entry["age"]["ask"] == true);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_subset_of_purposes_is_sound_and_nothing_refers_to_others) {
  for (unsigned bits = 0; bits < 1u << std::size(optional_purposes); ++bits) {
    const auto purposes = subset(bits);
    const std::set<std::string> expected(purposes.begin(), purposes.end());
    for (const bool age_gate : {false, true}) {
      const Written policy = written("us-ca,eu-gdpr,none", joined(purposes), "en,de", age_gate);
      std::set<std::string> declared, used;
      const Json all = policy.json("purposes.json");
      for (const auto& [id, purpose] : all.items())
        if (!id.starts_with('$')) declared.insert(id);
      BOOST_TEST(declared == expected, boost::test_tools::per_element());
      for (const auto& [path, bytes] : policy.files) {
        if (!path.starts_with("shop/") || !path.ends_with(".json")) continue;
        gather(Json::parse(bytes), "purpose", used);
        gather(Json::parse(bytes), "purposes", used);
      }
      BOOST_TEST(std::includes(declared.begin(), declared.end(), used.begin(), used.end()), joined(purposes));
    }
  }
}

BOOST_AUTO_TEST_CASE(each_language_is_whole) {
  for (const char* languages : {"en", "de", "en,de", "fr", "de-AT", "zh-Hant-TW,en"}) {
    const Written policy = written("eu-gdpr", all_purposes, languages);
    for (const std::string& language : policy.outcome.compiled->languages)
      for (const std::string_view name : ui_texts)
        BOOST_TEST(policy.json("texts/" + language + ".json").contains("ui." + std::string(name)), language);
  }
}

BOOST_AUTO_TEST_CASE(texts_that_nobody_translated_are_unreviewed_and_others_are_not) {
  for (const char* languages : {"en", "de", "en,de"})
    BOOST_TEST(unreviewed_texts(written("eu-gdpr", all_purposes, languages).outcome) == 0u, languages);
  for (const char* language : {"fr", "de-AT"}) {
    const Written policy = written("eu-gdpr", all_purposes, std::string(language) + ",en");
    const Json texts = policy.json("texts/" + std::string(language) + ".json");
    std::size_t count = 0;
    for (const auto& [key, text] : texts.items()) count += key.starts_with('$') ? 0 : 1;
    BOOST_TEST(texts["$unreviewed"].size() == count);
    BOOST_TEST(unreviewed_texts(policy.outcome) == count);
    BOOST_TEST(texts["$comment"].get<std::string>().find("$unreviewed") != std::string::npos);
    require_comment(texts, language);
  }
  BOOST_TEST(written("eu-gdpr", all_purposes, "de-AT").json("texts/de-AT.json")["ui.accept"] == "Alle annehmen");
  BOOST_TEST(written("eu-gdpr", all_purposes, "fr").json("texts/fr.json")["ui.accept"] == "Accept all");
}

BOOST_AUTO_TEST_CASE(the_written_languages_say_the_same_things) {
  const auto keys = [](const char* path) {
    std::vector<std::string> all;
    const Json texts = Json::parse(starter_file(path));
    for (const auto& [key, text] : texts.items()) all.push_back(key);
    return all;
  };
  BOOST_TEST(keys("starter/texts/en.json") == keys("starter/texts/de.json"), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(every_file_and_every_decision_has_a_comment) {
  for (unsigned bits = 0; bits < 1u << std::size(optional_purposes); ++bits) {
    const Written policy = written("eu-gdpr", joined(subset(bits)), "en,fr", true);
    for (const auto& [path, bytes] : policy.files)
      if (path.starts_with("shop/") && path.ends_with(".json")) require_comment(Json::parse(bytes), path);
    const Json site = policy.json("site.json");
    require_comment(site["controller"], "controller");
    require_comment(site["destinations"], "destinations");
    require_comments_of_members(site["destinations"], "destinations");
    for (const char* file : {"purposes.json", "attributes.json", "services.json"})
      require_comments_of_members(policy.json(file), file);
    const Json purposes = policy.json("purposes.json");
    for (const auto& [id, purpose] : purposes.items())
      if (purpose.is_object() && purpose["basis"].is_object()) require_comment(purpose["basis"], id + "/basis");
    const Json notice = policy.json("notice.json");
    for (const char* layer : {"banner", "preferences"}) require_comment(notice[layer], layer);
    for (const auto& [path, bytes] : policy.files) {
      if (path.starts_with("shop/maps/")) require_comment(Json::parse(bytes)["entries"], path);
      if (!path.starts_with("shop/slots/")) continue;
      const Json slot = Json::parse(bytes);
      for (const Json& experience : slot["experiences"]) require_comment(experience, path);
    }
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_known_that_nothing_uses) {
  const Written policy = written("eu-gdpr", all_purposes, "en");
  std::string read;
  for (const auto& [path, bytes] : policy.files)
    if (path.starts_with("shop/slots/")) read += Json::parse(bytes)["experiences"].dump();
  const Json attributes = policy.json("attributes.json");
  for (const auto& [id, attribute] : attributes.items())
    if (attribute.is_object() && attribute.contains("infer")) read += attribute["infer"].dump();
  for (const auto& [id, attribute] : attributes.items()) {
    if (!attribute.is_object()) continue;
    const bool is_read = read.find("\"" + id + "\":") != std::string::npos;
    BOOST_TEST((is_read || !attribute["leaves"].empty()), id);
  }
}

BOOST_AUTO_TEST_CASE(what_is_special_is_explicit_and_never_leaves) {
  const Written policy = written(all_regimes(), all_purposes, "en");
  const Json purposes = policy.json("purposes.json"), attributes = policy.json("attributes.json");
  BOOST_TEST(purposes["accessibility"]["basis"] == "explicit-consent");
  BOOST_TEST(purposes["marketing"]["gpc"] == true);
  for (const auto& [id, attribute] : attributes.items())
    if (attribute.is_object() && attribute.contains("special")) BOOST_TEST(attribute["leaves"].empty(), id);
  BOOST_TEST(policy.json("slots/access.json")["exposes"].empty());
}

BOOST_AUTO_TEST_CASE(parts_come_with_the_purpose_that_needs_them) {
  const Written bare = written("eu-gdpr", "necessary", "en");
  for (const char* path : {"maps/postcode-to-region.json", "slots/highlight.json", "content/en/highlight.html"})
    BOOST_TEST(!bare.has(path), path);
  BOOST_TEST(bare.json("services.json").size() == 2u);  // "$schema" and "$comment"
  BOOST_TEST(bare.at("README.md").find("There are none") != std::string::npos);
  BOOST_TEST(written("eu-gdpr", "marketing", "en").has("maps/postcode-to-region.json"));
  BOOST_TEST(written("eu-gdpr", "measurement", "en").json("services.json").contains("analytics"));
  const Written personal = written("eu-gdpr", "personalization", "en,de");
  BOOST_TEST(personal.json("slots/highlight.json")["experiences"].size() == 2u);
  BOOST_TEST((personal.has("content/en/highlight.html") && personal.has("content/de/highlight.html")));
}

BOOST_AUTO_TEST_CASE(shared_files_are_those_of_the_repository) {
  const Written policy = written("us-ca,eu-gdpr", "necessary", "en");
  const auto bytes_of = [](const std::string& path) {
    std::ifstream stream(fs::path(ASSENT_SOURCE_DIR) / "policies" / path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
  };
  std::size_t shared = 0;
  for (const auto& [path, bytes] : policy.files) {
    if (path.starts_with("shop/")) continue;
    ++shared;
    BOOST_TEST((bytes == bytes_of(path)), path);
  }
  BOOST_TEST(shared == 3u);
}

BOOST_AUTO_TEST_CASE(the_readme_is_short_and_says_which_regime_holds_where_none_is_known) {
  const std::string all = all_regimes();
  for (const std::string& regimes : {std::string("eu-gdpr"), std::string("us-ca"), all})
    for (const char* languages : {"en", "fr,pt-BR"})
      for (const bool age_gate : {false, true}) {
        const std::string readme = written(regimes, all_purposes, languages, age_gate).at("README.md");
        BOOST_TEST(std::count(readme.begin(), readme.end(), '\n') <= 40);
        BOOST_TEST(readme.find("{{") == std::string::npos);
        BOOST_TEST((readme.find("does not ask before") != std::string::npos) == (regimes == "us-ca"));
        BOOST_TEST((readme.find("asks visitors' age first") != std::string::npos) == age_gate);
        BOOST_TEST((readme.find("`pt-BR`") != std::string::npos) == (languages[0] == 'f'));
      }
  const std::string readme = written("none,us-ca", "necessary", "en").at("README.md");
  BOOST_TEST(readme.find("the first one holds: us-ca (opt-out)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(names_are_kept_as_they_are) {
  StarterChoices choices = chosen("eu-gdpr", "necessary", "en");
  choices.title = "{{id}} & \"Söhne\"";
  choices.controller = "Söhne \\ Co.";
  const StarterFiles files = write_starter(choices, presets());
  const Outcome outcome = compile_files(files);
  BOOST_TEST(lines(outcome) == "");
  const Json site = Json::parse(files.at("shop/site.json"));
  BOOST_TEST(site["title"] == choices.title);
  BOOST_TEST(site["controller"]["name"] == choices.controller);
  BOOST_TEST(files.at("shop/README.md").starts_with("# {{id}} & \"Söhne\": what to do next\n"));
}

BOOST_AUTO_TEST_CASE(the_same_choices_give_the_same_bytes) {
  const StarterChoices choices = chosen("eu-gdpr,us-ca", all_purposes, "en,fr");
  BOOST_TEST((write_starter(choices, presets()) == write_starter(choices, presets())));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
