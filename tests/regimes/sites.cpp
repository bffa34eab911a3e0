// Writes the policy into a folder of its own, since a policy's regimes stand beside it.
#include "sites.hpp"

#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "authoring/compile.hpp"
#include "authoring/ui_texts.hpp"
#include "policy/verify.hpp"

namespace assent::regimes {

namespace {

namespace fs = std::filesystem;
using authoring::Json;

const fs::path source = ASSENT_SOURCE_DIR;
constexpr std::int32_t today = 20'780;  // 2026-11-23

Json read_json(const fs::path& file) {
  std::ifstream stream(file);
  return Json::parse(stream);
}

// The site with every preset of the repository, the strictest first. A preset without regions gets one, so that it can
// be visited.
Json site_with(const std::map<std::string, Json>& presets, bool asks_age) {
  Json regimes = Json::array();
  for (const char* model : {"opt-in", "opt-out", "notice"})
    for (const auto& [id, preset] : presets) {
      if (preset["model"] != model) continue;
      Json entry = {{"preset", id}};
      if (asks_age && preset["age"].is_object()) entry["age"] = {{"from", preset["age"]["from"]}, {"ask", true}};
      if (preset["regions"].empty()) entry["regions"] = {"AQ"};
      regimes.push_back(entry);
    }
  return {{"id", "every-regime"},
          {"title", "Every regime"},
          {"controller", {{"name", "Shop"}, {"contact", "a@shop.example"}, {"privacy-notice", "/privacy"}}},
          {"languages", {"en"}},
          {"regimes", regimes},
          {"origins", Json::array()},
          {"destinations", {{"collector", {{"title", "Collector"}, {"purposes", {"personalization"}}}}}}};
}

Json texts() {
  Json texts = Json::object();
  for (const std::string_view key : authoring::ui_texts)
    texts[std::string(authoring::ui_prefix).append(key)] = std::string(key);
  return texts;
}

std::string compiled(const Making& making) {
  const fs::path folder = fs::temp_directory_path() / ("assent-regimes-" + std::to_string(::getpid()));
  const fs::path site = folder / "every-regime";
  fs::create_directories(site / "texts");
  fs::copy(source / "policies/regimes", folder / "regimes", fs::copy_options::recursive);
  fs::copy(source / "tests/regimes/site", site, fs::copy_options::recursive);
  Json purposes = read_json(site / "purposes.json");
  purposes["marketing"]["revision"] = making.marketing_revision;
  std::ofstream(site / "purposes.json") << purposes;
  std::ofstream(site / "site.json") << site_with(read_presets(), making.asks_age);
  std::ofstream(site / "texts/en.json") << texts();
  const authoring::Outcome outcome = authoring::compile(site, today);
  fs::remove_all(folder);
  std::string problems;
  for (const authoring::Problem& problem : outcome.problems) problems += authoring::to_line(problem) + "\n";
  if (!outcome.compiled) throw std::runtime_error("the site of every regime has errors:\n" + problems);
  return outcome.compiled->packs.at("en");
}

}  // namespace

std::map<std::string, Json> read_presets() {
  std::map<std::string, Json> presets;
  for (const auto& entry : fs::directory_iterator(source / "policies/regimes"))
    presets[entry.path().stem()] = read_json(entry.path());
  return presets;
}

Site::Site(const Making& making) {
  const std::string bytes = compiled(making);
  words_.resize(bytes.size() / sizeof(std::uint64_t) + 1);
  std::memcpy(words_.data(), bytes.data(), bytes.size());
  const auto opened = policy::open({reinterpret_cast<const std::uint8_t*>(words_.data()), bytes.size()});
  if (!opened) throw std::runtime_error("the pack of every regime does not open");
  pack_ = opened.value;
}

}  // namespace assent::regimes
