// What can be hashed is what is compared whole, and stands nowhere else in the pack.
#include "authoring/hashing.hpp"

#include "base/hash.hpp"

namespace assent::authoring {

namespace {

using pack::Op;

bool compares_whole(Op op) { return op == Op::eq || op == Op::ne || op == Op::one_of; }

}  // namespace

bool compares_texts(const Lookup& lookup, const Condition& leaf) {
  if (is_about_page(leaf.subject)) return true;
  const Attribute* attribute = lookup.attribute(leaf.subject);
  return attribute && (attribute->type == pack::ValueType::text || attribute->type == pack::ValueType::text_list);
}

std::optional<std::string> unhashable(const Lookup& lookup, const Condition& leaf) {
  if (!compares_texts(lookup, leaf)) return "only texts can be hashed";
  if (!compares_whole(leaf.op)) return "only what eq, ne and in compare with can be hashed";
  const Attribute* attribute = lookup.attribute(leaf.subject);
  if (attribute && (!attribute->choices.empty() || attribute->source == pack::Source::inferred))
    return "hashing hides nothing: the pack lists the values of " + in_quotes(attribute->id);
  return {};
}

std::uint64_t salt_of(const Policy& policy) {
  bool hashes = false;
  each_condition(policy, [&](const Condition& condition) {
    each_leaf(condition, [&](const Condition& leaf) { hashes = hashes || leaf.hashed; });
  });
  return hashes ? base::mix(base::fnv1a_64(policy.site.id)) | 1 : 0;
}

}  // namespace assent::authoring
