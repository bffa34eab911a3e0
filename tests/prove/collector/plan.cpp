// The kinds of plans take turns from seed to seed.
#include "collector/plan.hpp"

#include <array>

#include "base/hash.hpp"

namespace assent::prove {

namespace {

using What = Ask::What;

constexpr int most_asks = 9;
constexpr int all_purposes = 7;  // bits

constexpr std::array<const char*, refusals> names = {"an attribute that leaves nowhere",
                                                     "an attribute without consent",
                                                     "an attribute that is not minimized",
                                                     "a special category",
                                                     "an unknown attribute",
                                                     "an unknown slot",
                                                     "an unknown record",
                                                     "an unknown purpose",
                                                     "a malformed event",
                                                     "a late event",
                                                     "a malformed record",
                                                     "malformed JSON",
                                                     "an unsigned batch",
                                                     "a forged nonce",
                                                     "an unknown path"};

class Drawer {
 public:
  explicit Drawer(std::uint64_t seed) : seed_(seed) {}

  int below(int limit) {
    return static_cast<int>(base::mix(seed_ * 0x9e3779b97f4a7c15u + ++count_) % static_cast<std::uint64_t>(limit));
  }

  // A text that stands nowhere else: letters of a path, a name and a JSON text alike.
  std::string text(int length) {
    std::string text = "zq";
    while (static_cast<int>(text.size()) < length) text.push_back(static_cast<char>('a' + below(26)));
    return text;
  }

 private:
  std::uint64_t seed_;
  std::uint64_t count_ = 0;
};

Ask draw_refused(Drawer& draw) {
  static constexpr int lengths[] = {8, 8, 24, 100};
  Ask ask{What::refused};
  ask.refusal = static_cast<Refused>(draw.below(refusals));
  ask.pick = draw.below(8);
  for (std::string& text : ask.texts) text = draw.text(lengths[draw.below(4)]);
  return ask;
}

Ask draw_ask(Drawer& draw) {
  static constexpr What others[] = {What::permitted, What::permitted, What::exported, What::crm,
                                    What::boot,      What::metrics,   What::grant,    What::withdraw};
  if (draw.below(2) == 0) return draw_refused(draw);
  Ask ask{others[draw.below(static_cast<int>(std::size(others)))]};
  ask.granted = draw.below(8);
  ask.pick = draw.below(8);
  return ask;
}

// The same length on both sides: free space in a page says where something lay that is gone, and how long it was.
Ask draw_kept(Drawer& draw) {
  Ask ask{What::kept};
  for (std::string& text : ask.texts)
    text = std::to_string(1940 + draw.below(60)) + "-0" + std::to_string(1 + draw.below(9)) + "-1" +
           std::to_string(draw.below(9));
  return ask;
}

void add_visit(Drawer& draw, Plan& plan) {
  if (plan.differs == Plan::Differs::erased) plan.asks.push_back({What::erase});
  for (int count = 3 + draw.below(most_asks - 3); count > 0; --count) plan.asks.push_back(draw_ask(draw));
  plan.asks.push_back(draw_refused(draw));
  plan.asks.push_back({What::exported});
  plan.asks.push_back({What::crm});
}

// The second export has something to tell: what was granted anew.
void add_outliving(Drawer& draw, Plan& plan) {
  Ask outlive{What::outlive};
  outlive.pick = draw.below(2);
  plan.asks.push_back(outlive);
  plan.asks.push_back({What::crm});
  plan.asks.push_back({What::boot});
  plan.asks.push_back({What::grant, all_purposes});
  plan.asks.push_back({What::permitted});
  plan.asks.push_back({What::crm});
}

}  // namespace

Plan draw_plan(std::uint64_t seed) {
  Drawer draw(seed);
  Plan plan;
  plan.differs = static_cast<Plan::Differs>(seed % 3);
  const bool keeps = plan.differs != Plan::Differs::refused;
  plan.asks.push_back({What::grant, keeps ? all_purposes : 1 + draw.below(all_purposes)});
  if (keeps)
    for (int count = 1 + draw.below(3); count > 0; --count) plan.asks.push_back(draw_kept(draw));
  if (plan.differs == Plan::Differs::outlived)
    add_outliving(draw, plan);
  else
    add_visit(draw, plan);
  return plan;
}

const char* name_of(Refused refusal) { return names[static_cast<std::size_t>(refusal)]; }

std::string show(const Ask& ask) {
  static constexpr const char* words[] = {"grant", "withdraw", "permitted events", "refused: ", "kept",   "export",
                                          "erase", "outlive",  "the CRM's export", "boot",      "metrics"};
  std::string text = words[static_cast<std::size_t>(ask.what)];
  if (ask.what == What::refused) text += name_of(ask.refusal);
  if (ask.what == What::refused || ask.what == What::kept)
    text += " (run 1 \"" + ask.texts[0] + "\", run 2 \"" + ask.texts[1] + "\")";
  return text;
}

}  // namespace assent::prove
