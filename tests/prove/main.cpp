// One claim over many drawn cases, told as one JSON object:
// `prove [--claim nowhere|decision] [--cases N] [--seed S] [--wasm FILE] [--core small|full]`; the build with planted
// leaks, `prove_leaky`, takes `--leak NAME` as well. tests/prove/prove.mjs runs both and draws up the table.
#include <chrono>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "check.hpp"
#include "generators.hpp"
#include "wasm_client.hpp"
#ifdef ASSENT_PLANT_LEAK
#include "session/planted_leak.hpp"
#endif

namespace {

using namespace assent;

struct Options {
  int cases = 1'000;
  std::uint64_t seed = 1;
  std::string wasm;
  bool small_core = false;  // `wasm` is core.wasm, not full.wasm
  prove::Claim claim = prove::Claim::nowhere;
};

// Only a build with planted leaks knows one by its name.
void plant([[maybe_unused]] const std::string& leak) {
#ifdef ASSENT_PLANT_LEAK
  session::PlantedLeak::kind = session::PlantedLeak::named(leak);
  if (session::PlantedLeak::kind != session::PlantedLeak::none) return;
#endif
  throw std::invalid_argument("this build has no planted leak " + leak);
}

Options read(int count, char** words) {
  Options options;
  for (int at = 1; at + 1 < count; at += 2) {
    const std::string name = words[at];
    const std::string value = words[at + 1];
    if (name == "--cases")
      options.cases = std::stoi(value);
    else if (name == "--seed")
      options.seed = std::stoull(value);
    else if (name == "--wasm")
      options.wasm = value;
    else if (name == "--core" && (value == "small" || value == "full"))
      options.small_core = value == "small";
    else if (name == "--leak")
      plant(value);
    else if (name == "--claim" && (value == "nowhere" || value == "decision"))
      options.claim = value == "decision" ? prove::Claim::decision : prove::Claim::nowhere;
    else
      throw std::invalid_argument("prove does not know " + name);
  }
  return options;
}

// rapidcheck's own listener reads its environment and prints; this claim has one voice.
class Silent : public rc::detail::TestListener {
  void onTestCaseFinished(const rc::detail::CaseDescription&) override {}
  void onShrinkTried(const rc::detail::CaseDescription&, bool) override {}
  void onTestFinished(const rc::detail::TestMetadata&, const rc::detail::TestResult&) override {}
};

nlohmann::json told(const prove::Seen& seen) {
  nlohmann::json shares = nlohmann::json::array();
  for (const auto& share : seen.shares.all())
    shares.push_back({{"name", share.name}, {"minimum", share.minimum}, {"count", share.count}});
  return {{"cases", seen.cases}, {"pairs", seen.shares.pairs()}, {"without_secrets", seen.without_secrets},
          {"runs", seen.runs},   {"steps", seen.steps},          {"shares", std::move(shares)}};
}

}  // namespace

int main(int count, char** words) {
  const Options options = read(count, words);
  std::unique_ptr<support::WasmClient> module;
  if (!options.wasm.empty()) module = std::make_unique<support::WasmClient>(options.wasm);
  prove::Checker checker(options.claim, module.get(), options.small_core);
  nlohmann::json failure;
  const auto began = std::chrono::steady_clock::now();

  // Shrinking goes on from each smaller case that fails, so the last one that did is the smallest.
  std::exception_ptr broken;
  const auto property = [&](const prove::CaseDraw& draw) {
    if (broken) return;
    std::optional<prove::Wrong> wrong;
    try {
      wrong = checker.check(draw);
    } catch (...) {
      broken = std::current_exception();  // not of the claim: the module trapped, Node is gone, a drawn pack is refused
    }
    if (wrong && failure.is_null()) failure = {{"after", told(checker.seen())}};
    static constexpr const char* names[] = {"leak", "disparity", "gate"};
    if (wrong) failure["what"] = names[static_cast<std::size_t>(wrong->what)];
    if (wrong) failure["words"] = wrong->words;
    RC_ASSERT(!wrong);
  };
  rc::detail::TestParams params;
  params.seed = options.seed;
  params.maxSuccess = options.cases;
  Silent listener;
  const auto result =
      rc::detail::checkTestable([&] { property(*prove::any_case()); }, rc::detail::TestMetadata(), params, listener,
                                std::unordered_map<std::string, rc::detail::Reproduce>());

  if (broken) std::rethrow_exception(broken);
  rc::detail::SuccessResult success;
  const bool holds = result.match(success);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - began;
  nlohmann::json out = told(checker.seen());
  out["holds"] = holds;
  out["seed"] = options.seed;
  out["seconds"] = seconds.count();
  if (!failure.is_null()) out["failure"] = failure;
  std::cout << out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
  return 0;
}
