// Counted repetition is written out. How much that becomes is measured before it is done, so that (a{999}){999} costs
// nothing, and so that every target is known when its jump is written.
#include "authoring/pattern.hpp"

#include <algorithm>
#include <utility>

#include "authoring/pattern_parser.hpp"
#include "base/format.hpp"

namespace assent::authoring {

namespace {

using personalization::max_pattern_bytes;
using Kind = PatternNode::Kind;
using Op = personalization::PatternOp;

constexpr std::uint64_t bare_bytes = 1;
constexpr std::uint64_t operand_bytes = 3;  // of an instruction with one
constexpr std::uint64_t range_bytes = 4;
constexpr std::uint64_t too_many_bytes = max_pattern_bytes + 1;

// What takes a set of units in as few bytes as any.
struct Taker {
  explicit Taker(const UnitSet& units) {
    const UnitSet others = units.others();
    const std::vector<UnitRange>& inside = units.ranges();
    if (units == any_in_line()) {
      op = Op::any;
    } else if (inside.size() == 1 && inside.front().first == inside.front().last) {
      op = Op::unit;
      operand = inside.front().first;
    } else {
      const bool is_shorter = inside.size() <= others.ranges().size();
      op = is_shorter ? Op::one_of : Op::none_of;
      ranges = is_shorter ? inside : others.ranges();
      operand = static_cast<std::uint16_t>(ranges.size());
    }
  }
  std::uint64_t bytes() const { return op == Op::any ? bare_bytes : operand_bytes + range_bytes * ranges.size(); }

  Op op;
  std::uint16_t operand = 0;
  std::vector<UnitRange> ranges;
};

std::uint64_t measure(PatternNode& node);

std::uint64_t measured_parts(PatternNode& node) {
  std::uint64_t bytes = 0;
  for (PatternNode& part : node.parts) bytes += measure(part);
  return bytes;
}

std::uint64_t repeated_bytes(const PatternNode& node, std::uint64_t once) {
  // What takes no bytes is the empty pattern, as often as anyone likes.
  if (once == 0 || node.most == 0) return 0;
  if (node.most != endless) return node.least * once + (node.most - node.least) * (operand_bytes + once);
  return node.least == 0 ? 2 * operand_bytes + once : node.least * once + operand_bytes;
}

// Sets the bytes of a tree's nodes; too_many_bytes stands for all that is larger.
std::uint64_t measure(PatternNode& node) {
  const std::uint64_t parts = measured_parts(node);
  std::uint64_t bytes = parts;
  if (node.kind == Kind::one_of) bytes = Taker(node.units).bytes();
  if (node.kind == Kind::assertion) bytes = bare_bytes;
  if (node.kind == Kind::choice) bytes += 2 * operand_bytes * (node.parts.size() - 1);
  if (node.kind == Kind::repeat) bytes = repeated_bytes(node, parts);
  return node.bytes = std::min(bytes, too_many_bytes);
}

// Writes the program of a tree that was measured and fits.
class Writer {
 public:
  void write(const PatternNode& node) {
    switch (node.kind) {
      case Kind::one_of:
        return write(Taker(node.units));
      case Kind::assertion:
        return write(node.assertion);
      case Kind::sequence:
        for (const PatternNode& part : node.parts) write(part);
        return;
      case Kind::choice:
        return write_choice(node);
      case Kind::repeat:
        return write_repeat(node);
    }
  }
  void write(Op op) { program_.push_back(static_cast<std::uint8_t>(op)); }
  std::vector<std::uint8_t> take() { return std::move(program_); }

 private:
  void put(std::size_t number) {
    program_.push_back(static_cast<std::uint8_t>(number));
    program_.push_back(static_cast<std::uint8_t>(number >> 8));
  }
  void write(Op op, std::size_t operand) {
    write(op);
    put(operand);
  }
  void write(const Taker& taker) {
    if (taker.op == Op::any) return write(taker.op);
    write(taker.op, taker.operand);
    for (const UnitRange& range : taker.ranges) {
      put(range.first);
      put(range.last);
    }
  }

  void write_choice(const PatternNode& node) {
    const std::size_t end = program_.size() + node.bytes;
    for (const PatternNode& part : node.parts) {
      const bool is_last = &part == &node.parts.back();
      if (!is_last) write(Op::split, program_.size() + 2 * operand_bytes + part.bytes);
      write(part);
      if (!is_last) write(Op::jump, end);
    }
  }

  void write_repeat(const PatternNode& node) {
    if (node.bytes == 0) return;
    const PatternNode& part = node.parts.front();
    const std::size_t end = program_.size() + node.bytes;
    for (std::uint64_t time = 0; time < node.least; ++time) write(part);
    if (node.most == endless) {
      if (node.least == 0) {
        write(Op::split, end);
        write(part);
      }
      write(Op::split, program_.size() - part.bytes);
      return;
    }
    for (std::uint64_t time = node.least; time < node.most; ++time) {
      write(Op::split, end);
      write(part);
    }
  }

  std::vector<std::uint8_t> program_;
};

std::u16string utf16(std::string_view text) {
  std::u16string units;
  personalization::TextUnits all(text);
  for (int unit = all.next(); unit != personalization::TextUnits::done; unit = all.next())
    units += static_cast<char16_t>(unit);
  return units;
}

}  // namespace

CompiledPattern compile_pattern(std::string_view source, bool ignore_case) {
  if (source.size() > max_pattern_source_bytes) return {PatternOutcome::too_big, {}, {}};
  if (!base::is_utf8(source)) return {PatternOutcome::invalid, {}, {}};
  ParsedPattern parsed = parse_pattern(utf16(source), ignore_case);
  if (parsed.outcome != PatternOutcome::compiled) return {parsed.outcome, {}, std::move(parsed.construct)};
  if (measure(parsed.root) + bare_bytes > max_pattern_bytes) return {PatternOutcome::too_big, {}, {}};
  Writer writer;
  writer.write(parsed.root);
  writer.write(Op::match);
  return {PatternOutcome::compiled, writer.take(), {}};
}

}  // namespace assent::authoring
