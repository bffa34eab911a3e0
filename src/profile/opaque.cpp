// Each type of opaque value has a file of its own; none is larger than max_opaque_bytes.
#include "profile/opaque.hpp"

#include <cmath>

#include "profile/counts.hpp"
#include "profile/profile.hpp"
#include "profile/scores.hpp"
#include "profile/tree.hpp"

namespace assent::profile {

namespace {

// As JSON.stringify has it. Recursion ends where is_tree() lets no record go deeper.
void write_tree(base::JsonWriter& json, const Tree& tree) {
  switch (tree.tag()) {
    case Tag::text:
      json.text(tree.text());
      return;
    case Tag::list:
    case Tag::object:
      break;
    case Tag::number:
      json.raw(std::isfinite(tree.number()) ? tree.text() : std::string_view("null"));
      return;
    default:
      json.raw(tree.text());  // null, true, false
      return;
  }
  const bool has_keys = tree.tag() == Tag::object;
  has_keys ? json.object() : json.array();
  Members members(tree);
  while (const auto member = members.next()) {
    if (has_keys) json.key(members.key().data(), members.key().size());
    write_tree(json, *member);
  }
  has_keys ? json.end_object() : json.end_array();
}

}  // namespace

base::Fault check_opaque(const pack::Attribute& attribute, const ValueView& value) {
  if (value.text.size() > max_opaque_bytes) return base::Fault::text_too_long;
  if (!(value.number == 0)) return base::Fault::wrong_type;
  if (value.type == pack::ValueType::scores) return check_scores(attribute, value.text);
  if (value.type == pack::ValueType::counts) {
    Counts counts;
    return read_counts(value.text, counts) ? base::Fault::none : base::Fault::wrong_type;
  }
  const bool is_sound = value.type == pack::ValueType::any && is_tree(base::as_bytes(value.text));
  return is_sound ? base::Fault::none : base::Fault::wrong_type;
}

policy::Symbol symbol_in(const policy::Pack& pack, const ValueView& value) {
  if (value.type == pack::ValueType::text) return policy::symbol_of(pack, value.text);
  if (value.type != pack::ValueType::any) return policy::no_symbol;
  return policy::symbol_of(pack, Tree(base::as_bytes(value.text)).text());
}

bool is_raised_by(const pack::Attribute& attribute, std::string_view signal) {
  return attribute.type() == pack::ValueType::scores && weight_of(attribute, signal) > 0;
}

Value raised(const pack::Attribute& attribute, const Cell* before, std::string_view signal, const ValueView& seen,
             double now_ms) {
  Value next;  // no scores, so check() refuses it
  if (seen.type != pack::ValueType::text || seen.text.size() > max_text_bytes) return next;
  next.type = pack::ValueType::scores;
  next.text = raised(attribute, before, weight_of(attribute, signal), seen.text, now_ms);
  return next;
}

void write_opaque(base::JsonWriter& json, const ValueView& value) {
  if (value.type == pack::ValueType::scores) return write_scores(json, value.text);
  if (value.type == pack::ValueType::counts) return write_counts_json(json, value.text);
  write_tree(json, Tree(base::as_bytes(value.text)));
}

}  // namespace assent::profile
