// What is drawn: plain numbers and lists of them, with no rule about which belong together. Policies, scripts and pairs
// are made of them by taking each number modulo what there is, so every draw is a case and every smaller draw is one.
#pragma once

#include <vector>

namespace assent::prove {

struct ValueDraw {
  int pick = 0;   // which of the values of a type
  int count = 0;  // items of a list
};

struct LeafDraw {
  int subject = 0;
  int index = 0;
  int op = 0;
  int operand = 0;
};
struct ConditionDraw {
  int shape = 0;
  std::vector<LeafDraw> leaves;
};

struct RegimeDraw {
  int model = 0;
  int honors_gpc = 0;
  int validity = 0;
  int reask = 0;
  int age = 0;
};
struct PurposeDraw {
  int opt_in = 0;  // legal bases
  int opt_out = 0;
  int notice = 0;
  int covered_by_gpc = 0;
  int sensitive = 0;
};
struct LeaveDraw {
  int destination = 0;
  int form = 0;
};
struct InferenceDraw {
  ConditionDraw when;
  ValueDraw value;
};
struct AttributeDraw {
  int type = 0;
  int source = 0;
  int purposes = 0;  // bits
  int special = 0;
  int retention = 0;
  int freshness = 0;
  int limits = 0;
  int signal = 0;
  int update = 0;
  int stays = 0;  // leaves nowhere, whatever `leaves` has
  std::vector<LeaveDraw> leaves;
  std::vector<InferenceDraw> inferences;
};
struct ExperienceDraw {
  ConditionDraw when;
  int variants = 0;
  int pace = 0;  // which kind, of half of them none
  int much = 0;  // how often, when or which part
};
struct SlotDraw {
  int purpose = 0;
  int exposes = 0;  // bits
  std::vector<ExperienceDraw> experiences;
};
struct GoalDraw {
  int slot = 0;
  int exposes = 0;  // bits, of those of the slot
};
struct PolicyDraw {
  std::vector<RegimeDraw> regimes;
  std::vector<PurposeDraw> purposes;
  std::vector<int> destinations;  // the bits of their purposes
  std::vector<int> services;      // likewise
  std::vector<AttributeDraw> attributes;
  std::vector<SlotDraw> slots;
  std::vector<GoalDraw> goals;
  AttributeDraw counts;  // the attribute that keeps how often experiences were seen
  int holdout = 0;       // one of eight policies has one
  int page = 0;          // which destination is the page; past the last: none is
  int facts = 0;
};

/// Something that happens on the page; what `a` and `b` mean depends on the kind.
struct ActionDraw {
  int kind = 0;
  int gap = 0;  // time since the action before
  int a = 0;
  int b = 0;
  ValueDraw value;
};
struct ScriptDraw {
  int region = 0;
  int gpc = 0;
  int opening = 0;      // the first choice
  int granted = 0;      // bits, where the first choice is a selection
  int page = 0;         // how the page tells what is on the screen
  int flush_every = 0;  // actions between two flushes
  std::vector<ActionDraw> actions;
};

/// Something about a secret attribute, in one run of a pair or in both.
struct SecretDraw {
  int where = 0;  // behind which event of the script
  int later = 0;  // the same for the other run, where the order differs
  int attribute = 0;
  int kind = 0;
  int runs = 0;  // in which runs, and alike or not
  int moment = 0;
  ValueDraw value;
  ValueDraw other;
};

struct CaseDraw {
  PolicyDraw policy;
  ScriptDraw script;
  std::vector<SecretDraw> secrets;
};

}  // namespace assent::prove
