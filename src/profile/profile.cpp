// Takes values in, forgets them, and says which may be used. It refuses what the attribute's declaration does not
// allow rather than bending it.
#include "profile/profile.hpp"

#include "base/format.hpp"
#include "profile/opaque.hpp"

namespace assent::profile {

namespace {

using base::Fault;
using pack::ValueType;

const pack::Attribute& declared(const Pack& pack, std::size_t attribute) {
  return policy::at(pack.attributes(), attribute);
}

bool is_choice(const pack::Attribute& attribute, std::string_view text) {
  const std::size_t choices = policy::size(attribute.choices());
  for (std::size_t index = 0; index < choices; ++index)
    if (policy::equals(&policy::at(attribute.choices(), index), text)) return true;
  return choices == 0;
}

Fault check_text(const pack::Attribute& attribute, std::string_view text) {
  if (text.size() > max_text_bytes) return Fault::text_too_long;
  if (!base::is_utf8(text)) return Fault::text_not_utf8;
  return is_choice(attribute, text) ? Fault::none : Fault::not_a_choice;
}

Fault check_list(const pack::Attribute& attribute, std::string_view items) {
  std::size_t count = 0;
  while (!items.empty()) {
    if (++count > max_list_items) return Fault::list_too_long;
    const std::string_view item = next_item(items);
    if (!item.data()) return Fault::wrong_type;  // cut short: no list
    if (const Fault fault = check_text(attribute, item); fault != Fault::none) return fault;
  }
  return Fault::none;
}

bool is_in_range(const pack::Attribute& attribute, double number) {
  return number >= -max_number && number <= max_number && number >= attribute.minimum() &&
         number <= attribute.maximum();
}

double rounded(double number, double steps) {
  const double scaled = number * steps;
  return static_cast<double>(static_cast<std::int64_t>(scaled + (scaled < 0 ? -0.5 : 0.5))) / steps;
}

void put(const Pack& pack, Profile& profile, AttributeId id, const ValueView& value, double now_ms, bool corrected) {
  Cell& cell = profile.cells[id];
  ++profile.changes;
  cell.present = true;
  cell.corrected = corrected;
  cell.at_ms = now_ms;
  cell.symbol = symbol_in(pack, value);
  cell.value.type = value.type;
  cell.value.number = value.type == ValueType::number ? to_steps(value.number) : rounded(value.number, 1);
  cell.value.text = value.text;
}

// The list with one more text: newest last, each text once, the oldest makes room.
base::Text collected(std::string_view items, std::string_view text) {
  base::Text result;
  std::size_t excess = count_items(items) >= max_list_items && !contains_item(items, text) ? 1 : 0;
  while (!items.empty()) {
    const std::string_view item = next_item(items);
    if (item != text && excess == 0) add_item(result, item);
    excess = 0;
  }
  add_item(result, text);
  return result;
}

// What an observed attribute becomes by a signal. `before` is what may still be used of it, or null.
Value updated(const pack::Attribute& attribute, const Cell* before, const ValueView& signal) {
  Value value(signal);
  if (attribute.update() == pack::Update::add && before) {
    value.number += before->value.number;
    if (value.number > attribute.maximum()) value.number = attribute.maximum();
  }
  if (attribute.update() == pack::Update::collect && signal.type == ValueType::text) {
    value.type = ValueType::text_list;
    value.text = collected(before ? before->value.text.view() : std::string_view(), signal.text);
  }
  return value;
}

// The value goes; what the visitor has switched off stays off.
void drop(Profile& profile, Cell& cell) {
  if (cell.present) ++profile.changes;
  const bool off = cell.off;
  cell = Cell();
  cell.off = off;
}

// The cell where it is no older than `limit_s`, and not from a future that only a wrong clock has seen.
const Cell* younger(const Profile& profile, std::size_t attribute, double now_ms, std::uint32_t limit_s) {
  const Cell& cell = profile.cells[attribute];
  const double age_ms = now_ms - cell.at_ms;
  const bool is_young = cell.present && age_ms <= limit_s * 1000.0 && age_ms >= -consent::max_clock_back_ms;
  return is_young ? &cell : nullptr;
}

}  // namespace

double to_steps(double number) { return rounded(number, number_steps); }

Fault check(const pack::Attribute& attribute, const ValueView& value) {
  if (value.type != attribute.type()) return Fault::wrong_type;
  switch (value.type) {
    case ValueType::boolean:
      return Fault::none;
    case ValueType::number:
    case ValueType::date:
      return is_in_range(attribute, value.number) ? Fault::none : Fault::number_out_of_range;
    case ValueType::text:
      return check_text(attribute, value.text);
    case ValueType::text_list:
      return check_list(attribute, value.text);
    case ValueType::any:
    case ValueType::scores:
    case ValueType::counts:
      return check_opaque(attribute, value);
  }
  return Fault::wrong_type;
}

Fault set(const Pack& pack, Profile& profile, AttributeId attribute, const ValueView& value, double now_ms) {
  if (attribute >= profile.cells.size()) return Fault::unknown_attribute;
  const pack::Attribute& declaration = declared(pack, attribute);
  const Fault fault = check(declaration, value);
  if (fault == Fault::none)
    put(pack, profile, attribute, value, now_ms, declaration.source() != pack::Source::declared);
  return fault;
}

Fault observe(const Pack& pack, Profile& profile, std::string_view signal, const ValueView& value, double now_ms) {
  // Each listener takes the signal or refuses it by itself: what one of them holds must not show in another.
  Fault fault = Fault::unknown_signal;
  bool taken = false;
  for (std::size_t index = 0; index < profile.cells.size(); ++index) {
    const pack::Attribute& attribute = declared(pack, index);
    if (attribute.source() != pack::Source::observed) continue;
    if (!policy::equals(attribute.signal(), signal) && !is_raised_by(attribute, signal)) continue;
    const auto id = static_cast<AttributeId>(index);
    const Cell* before = fresh(pack, profile, id, now_ms);
    const bool corrected = before && before->corrected;
    const Value next = is_raised_by(attribute, signal) ? raised(attribute, before, signal, value, now_ms)
                                                       : updated(attribute, before, value);
    fault = corrected ? Fault::none : check(attribute, next);
    taken = taken || fault == Fault::none;
    if (fault == Fault::none && !corrected) put(pack, profile, id, next, now_ms, false);
  }
  return taken ? Fault::none : fault;
}

Fault forget(Profile& profile, AttributeId attribute) {
  if (attribute >= profile.cells.size()) return Fault::unknown_attribute;
  drop(profile, profile.cells[attribute]);
  profile.cells[attribute].off = false;
  return Fault::none;
}

const Cell* kept(const Pack& pack, const Profile& profile, AttributeId attribute, double now_ms) {
  return attribute < profile.cells.size() ? younger(profile, attribute, now_ms, declared(pack, attribute).retention_s())
                                          : nullptr;
}

const Cell* fresh(const Pack& pack, const Profile& profile, AttributeId attribute, double now_ms) {
  return attribute < profile.cells.size() ? younger(profile, attribute, now_ms, declared(pack, attribute).fresh_s())
                                          : nullptr;
}

bool usable(const pack::Attribute& attribute, const consent::Permissions& permissions) {
  return (policy::purposes_of(attribute) & permissions.usable(attribute.special())).any();
}

void prune(const Pack& pack, Profile& profile, const consent::Permissions& permissions, double now_ms) {
  for (std::size_t index = 0; index < profile.cells.size(); ++index) {
    const auto id = static_cast<AttributeId>(index);
    if (!kept(pack, profile, id, now_ms) || !usable(declared(pack, id), permissions)) drop(profile, profile.cells[id]);
  }
}

}  // namespace assent::profile
