// A set of places in the program instead of one and a way back. That a loop goes round without taking anything adds no
// place that is not there already, and ends.
#include "personalization/pattern.hpp"

#include <cstring>

#include "base/array.hpp"

namespace assent::personalization {

namespace {

using Op = PatternOp;
using Program = std::span<const std::uint8_t>;

constexpr std::size_t operand_bytes = 2;
constexpr std::size_t range_bytes = 4;

std::uint16_t number(const std::uint8_t* bytes) {
  std::uint16_t value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

bool has_operand(Op op) { return op >= Op::unit; }
bool has_ranges(Op op) { return op == Op::one_of || op == Op::none_of; }
bool has_target(Op op) { return op >= Op::jump; }

// Places in the order in which they were added, each once.
class Places {
 public:
  explicit Places(std::size_t program_bytes) : entries_(program_bytes) {}
  void add(std::size_t at) {
    const std::size_t seen = entries_[at].position;
    if (seen < count && entries_[seen].at == at) return;
    entries_[at].position = static_cast<std::uint16_t>(count);
    entries_[count++].at = static_cast<std::uint16_t>(at);
  }
  std::size_t operator[](std::size_t index) const { return entries_[index].at; }

  std::size_t count = 0;

 private:
  // Two tables in one: entry i has the place added as number i, and the number of place i. Neither needs clearing,
  // since each tells whether the other is of now.
  struct Entry {
    std::uint16_t at;
    std::uint16_t position;
  };
  base::Array<Entry> entries_;
};

bool is_word(int unit) {
  const auto code = static_cast<unsigned>(unit);
  return (code | 0x20) - 'a' < 26 || code - '0' < 10 || code == '_';
}

bool ends_line(int unit) { return unit == '\n' || unit == '\r' || (unit | 1) == 0x2029; }

bool is_inside(const std::uint8_t* ranges, std::size_t count, int unit) {
  for (; count > 0; --count, ranges += range_bytes)
    if (unit >= number(ranges) && unit <= number(ranges + operand_bytes)) return true;
  return false;
}

// Between two units, or beside one that is not there.
bool holds(Op assertion, int before, int unit) {
  if (assertion == Op::start) return before == TextUnits::done;
  if (assertion == Op::end) return unit == TextUnits::done;
  return (is_word(before) != is_word(unit)) == (assertion == Op::boundary);
}

// Follows the places of `now`, those too that are added on the way, and leaves in `then` where the text goes on behind
// `unit`; true where one of them is a match. At the text's end nothing is left to go on with, whatever `then` has.
bool follow(const std::uint8_t* program, Places& now, Places& then, int before, int unit) {
  for (std::size_t index = 0; index < now.count; ++index) {
    const std::size_t at = now[index];
    const auto op = static_cast<Op>(program[at]);
    if (op == Op::match) return true;
    std::size_t next = at + 1;
    if (!has_operand(op)) {
      if (op == Op::any) {
        if (!ends_line(unit)) then.add(next);
      } else if (holds(op, before, unit)) {
        now.add(next);
      }
      continue;
    }
    const std::size_t operand = number(program + next);
    next += operand_bytes;
    if (has_target(op)) {
      now.add(operand);
      if (op == Op::split) now.add(next);
      continue;
    }
    const std::uint8_t* const ranges = program + next;
    if (has_ranges(op)) next += operand * range_bytes;
    const bool inside = op == Op::unit ? static_cast<int>(operand) == unit : is_inside(ranges, operand, unit);
    if (inside != (op == Op::none_of)) then.add(next);
  }
  return false;
}

// Bytes of the instruction with which `rest` begins; 0 where it is none or cut off.
std::size_t length(Program rest) {
  const auto op = static_cast<Op>(rest[0]);
  if (!has_operand(op)) return 1;
  std::size_t bytes = 1 + operand_bytes;
  if (op > Op::split || rest.size() < bytes) return 0;
  if (has_ranges(op)) bytes += number(&rest[1]) * range_bytes;
  return bytes <= rest.size() ? bytes : 0;
}

}  // namespace

int TextUnits::next() {
  if (const int low = low_) {
    low_ = 0;
    return low;
  }
  const auto take = [&] {
    const auto byte = static_cast<std::uint8_t>(text_.front());
    text_.remove_prefix(1);
    return byte;
  };
  if (text_.empty()) return done;
  const int lead = take();
  int more = lead < 0xC0 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  int point = more > 0 ? lead & 0x3F >> more : lead;
  for (; more > 0 && !text_.empty(); --more) point = point << 6 | (take() & 0x3F);
  if (point < 0x10000) return point;
  low_ = 0xDC00 | (point & 0x3FF);
  return 0xD7C0 + (point >> 10);
}

bool is_program(Program program) {
  if (program.empty() || program.size() > max_pattern_bytes) return false;
  base::Array<bool> begins(program.size());
  auto last = Op::split;
  for (std::size_t at = 0; at < program.size();) {
    const std::size_t bytes = length(program.subspan(at));
    if (bytes == 0) return false;
    begins[at] = true;
    last = static_cast<Op>(program[at]);
    at += bytes;
  }
  for (std::size_t at = 0; at < program.size(); ++at) {
    if (!begins[at] || !has_target(static_cast<Op>(program[at]))) continue;
    const std::size_t target = number(&program[at + 1]);
    if (target >= program.size() || !begins[target]) return false;
  }
  return last == Op::match;
}

bool matches(Program program, std::string_view text) {
  TextUnits units(text);
  Places places[] = {Places(program.size()), Places(program.size())};
  int before = TextUnits::done;
  for (bool odd = false;; odd = !odd) {
    Places& now = places[odd];
    const int unit = units.next();
    now.add(0);
    if (follow(program.data(), now, places[!odd], before, unit)) return true;
    if (unit == TextUnits::done) return false;
    now.count = 0;
    before = unit;
  }
}

}  // namespace assent::personalization
