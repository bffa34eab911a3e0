// Scores are read as of the moment at which the page view began, so that nothing on a page changes by time alone: then
// only what the visitor does raises one.
#include "personalization/score.hpp"

#include "profile/scores.hpp"

namespace assent::personalization {

namespace {

bool compare(pack::Op op, double score, double bound) {
  switch (op) {
    case pack::Op::lt:
      return score < bound;
    case pack::Op::lte:
      return score <= bound;
    case pack::Op::gt:
      return score > bound;
    case pack::Op::gte:
      return score >= bound;
    default:
      return false;
  }
}

}  // namespace

double as_of_ms(const Inputs& inputs) { return inputs.page.began_ms > 0 ? inputs.page.began_ms : inputs.now_ms; }

bool opaque_leaf_holds(const Inputs& inputs, const pack::Node& node, const Reading& reading) {
  if (node.op() == pack::Op::exists) return true;
  if (reading.value.type != pack::ValueType::scores) return false;
  const pack::Attribute& attribute = policy::at(inputs.pack.attributes(), node.index());
  const double score =
      profile::score_at(attribute, reading.value.text, policy::view(&policy::at(attribute.choices(), node.count())),
                        inputs.profile.cells[node.index()].at_ms, as_of_ms(inputs));
  return compare(node.op(), score, policy::at(inputs.pack.numbers(), node.operand()));
}

}  // namespace assent::personalization
