// Pairs of runs through a real collector, told as one JSON object: `prove_collector pairs [--cases N] [--seed S]
// [--leak NAME]`. The same program is the collector's process: `prove_collector serve DATA LEAK`.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "collector/serve.hpp"
#include "collector/visit.hpp"

namespace {

using namespace assent::prove;
namespace fs = std::filesystem;

struct Options {
  int cases = 60;
  std::uint64_t seed = 1;
  std::string leak;
};

Options read(int count, char** words) {
  Options options;
  for (int at = 2; at + 1 < count; at += 2) {
    const std::string name = words[at];
    const std::string value = words[at + 1];
    if (name == "--cases")
      options.cases = std::stoi(value);
    else if (name == "--seed")
      options.seed = std::stoull(value);
    else if (name == "--leak")
      options.leak = value;
    else
      throw std::invalid_argument("prove_collector does not know " + name);
  }
  return options;
}

std::string excerpt(const std::string& text, std::size_t around) {
  constexpr std::size_t bytes = 70;
  const std::size_t begin = around > bytes ? around - bytes : 0;
  std::string out = text.substr(begin, 2 * bytes);
  std::replace_if(
      out.begin(), out.end(), [](unsigned char letter) { return letter < 0x20 || letter > 0x7E; }, ' ');
  return out;
}

std::string describe(const Plan& plan, const std::string& where, const std::string& one, const std::string& other) {
  std::string words = "  asked\n";
  for (const Ask& each : plan.asks) words += "    " + show(each) + "\n";
  const auto differs = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
  const auto at = static_cast<std::size_t>(differs.first - one.begin());
  words += "  " + where + " differs\n    run 1: " + excerpt(one, at) + "\n    run 2: " + excerpt(other, at) + "\n";
  return words;
}

/// What one run shows and the other does not, or what is still on disk though it must not be; nothing where the claim
/// holds.
std::optional<std::string> compare(const Plan& plan, const Visit& one, const Visit& other) {
  for (std::size_t at = 0; at < std::min(one.seen.size(), other.seen.size()); ++at)
    if (one.seen[at].bytes != other.seen[at].bytes)
      return describe(plan, one.seen[at].what, one.seen[at].bytes, other.seen[at].bytes);
  if (one.seen.size() != other.seen.size()) return "  one run was answered more often\n";
  if (plan.differs == Plan::Differs::outlived) return {};
  const Visit* const visits[] = {&one, &other};
  for (const Ask& ask : plan.asks)
    for (std::size_t side = 0; side < 2; ++side) {
      const std::string& files = visits[side]->files;
      const std::size_t at = ask.texts[side].empty() ? std::string::npos : files.find(ask.texts[side]);
      if (at != std::string::npos)
        return describe(plan, "a database file", files.substr(at, 60), "(must not hold " + ask.texts[side] + ")");
    }
  return {};
}

nlohmann::json prove(const Options& options, const std::string& program) {
  const fs::path folder = fs::temp_directory_path() / ("assent-prove-" + std::to_string(getpid()));
  const Started started{program, folder / "keys", folder / "run", options.leak};
  // The keys that all runs have are made by a first run.
  fs::create_directories(started.keys);
  play(started, {}, 0, options.seed);
  fs::copy(started.workspace / "data" / "keys", started.keys, fs::copy_options::recursive);

  nlohmann::json out{{"holds", true}, {"seed", options.seed}};
  std::map<std::string, int> rules;
  int pairs = 0;
  long answers = 0;
  while (pairs < options.cases && out["holds"]) {
    const std::uint64_t seed = options.seed * 1'000'003 + static_cast<std::uint64_t>(pairs);
    const Plan plan = draw_plan(seed);
    const Visit one = play(started, plan, 0, seed);
    const Visit other = play(started, plan, 1, seed);
    ++pairs;
    answers += static_cast<long>(one.seen.size() + other.seen.size());
    for (const auto& [rule, times] : one.rules) rules[rule] += times;
    if (const auto wrong = compare(plan, one, other)) {
      out["holds"] = false;
      out["failure"] = {{"what", "leak"}, {"words", *wrong}, {"after", {{"pairs", pairs}, {"cases", pairs}}}};
    }
  }
  fs::remove_all(folder);
  out["pairs"] = pairs;
  out["sightings"] = answers;
  out["rules"] = rules;
  return out;
}

}  // namespace

int main(int count, char** words) {
  const std::string command = count > 1 ? words[1] : "";
  if (command == "serve" && count == 4) return serve(words[2], words[3]);
  if (command != "pairs") return std::cerr << "usage: prove_collector pairs [--cases N] [--seed S]\n", 2;
  settle_shop();
  const auto began = std::chrono::steady_clock::now();
  nlohmann::json out = prove(read(count, words), fs::canonical("/proc/self/exe"));
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - began;
  out["seconds"] = seconds.count();
  std::cout << out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
  return 0;
}
