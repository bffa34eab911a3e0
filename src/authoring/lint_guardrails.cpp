// Attributes of special categories, and proxies that stand for them, decide only where the policy says so and why, and
// on explicit consent wherever a regime asks for that.
#include <algorithm>

#include "authoring/lint.hpp"

namespace assent::authoring {

namespace {

// A slot or a feature: what decides.
struct Deciding {
  std::string name;
  const Purpose* purpose;
  const std::vector<MayDecide>& may_decide;
  Place place;
};

bool may_decide(const Deciding& deciding, const Attribute& attribute) {
  return std::any_of(deciding.may_decide.begin(), deciding.may_decide.end(),
                     [&](const MayDecide& each) { return each.attribute.id == attribute.id; });
}

std::string kind_of(const Attribute& attribute) {
  return attribute.special ? "is of a special category" : "stands for something else: " + in_quotes(attribute.proxy);
}

// Explicit consent where the regime asks for it before sensitive data is used, consent where it asks for that.
bool is_enough(pack::Basis basis, Sensitive asked) {
  if (asked == Sensitive::explicit_consent) return basis == pack::Basis::explicit_consent;
  if (asked == Sensitive::consent) return basis == pack::Basis::explicit_consent || basis == pack::Basis::consent;
  return true;
}

class Guardrails {
 public:
  Guardrails(const Lookup& lookup, const Order& order, Problems& problems)
      : lookup_(lookup), order_(order), problems_(problems) {}

  void check_listed(const Deciding& deciding) {
    for (const MayDecide& each : deciding.may_decide) {
      const Attribute* const attribute = lookup_.attribute(each.attribute.id);
      if (!attribute)
        problems_.error(each.attribute.place, "there is no attribute " + in_quotes(each.attribute.id),
                        "correct the name, or declare it in attributes.json");
      else if (!is_guarded(*attribute))
        problems_.error(each.attribute.place,
                        in_quotes(attribute->id) + " is of no special category and stands for nothing else",
                        "remove it: it may decide anyway");
      else if (!attribute->proxy.empty())
        check_consent(deciding, *attribute, each.attribute.place);
    }
  }

  // What is read at `place`, directly or through what it is inferred from.
  void check_read(const Deciding& deciding, const std::set<std::string>& inputs, const Place& place) {
    for (const std::uint16_t rank : order_.closure(lookup_, inputs)) {
      const Attribute& attribute = lookup_.policy().attributes[order_.sorted[rank]];
      if (is_guarded(attribute) && !may_decide(deciding, attribute))
        problems_.error(place,
                        "what " + deciding.name + " shows is decided by " + in_quotes(attribute.id) + ", which " +
                            kind_of(attribute),
                        "add \"may-decide\": {" + in_quotes(attribute.id) + ": why it may}, or ask something else");
    }
  }

 private:
  // Of special categories their own purposes are held to it.
  void check_consent(const Deciding& deciding, const Attribute& attribute, const Place& place) {
    if (!deciding.purpose || attribute.special) return;
    for (const Regime& regime : lookup_.policy().regimes) {
      const auto basis = basis_under(*deciding.purpose, regime);
      if (!basis || is_enough(*basis, regime.sensitive)) continue;
      problems_.error(place,
                      in_quotes(attribute.id) + " stands for something else, so it decides on the consent that " +
                          in_quotes(regime.id) + " asks for sensitive data, and " + in_quotes(deciding.purpose->id) +
                          " does not ask for it",
                      "let it decide for a purpose whose basis is \"explicit-consent\"");
      return;
    }
  }

  const Lookup& lookup_;
  const Order& order_;
  Problems& problems_;
};

}  // namespace

void lint_guardrails(const Lookup& lookup, const Order& order, Problems& problems) {
  Guardrails guardrails(lookup, order, problems);
  for (const Slot& slot : lookup.policy().slots) {
    const Deciding deciding{in_quotes(slot.id), lookup.purpose(slot.purpose.id), slot.may_decide, slot.place};
    guardrails.check_listed(deciding);
    for (const Experience& experience : slot.experiences)
      if (experience.when)
        each_leaf(*experience.when, [&](const Condition& leaf) {
          if (!is_about_page(leaf.subject)) guardrails.check_read(deciding, {leaf.subject}, leaf.place);
        });
  }
  for (const Feature& feature : lookup.policy().features.all) {
    const Deciding deciding{in_quotes(feature.id), lookup.purpose(feature.purpose), feature.may_decide, feature.place};
    guardrails.check_listed(deciding);
    guardrails.check_read(deciding, all_inputs(lookup, feature), feature.place);
  }
}

}  // namespace assent::authoring
