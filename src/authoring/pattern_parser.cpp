// By descent, a function for a production of the specification's grammar with annex B. What is unsupported is read to
// its end all the same, since only then is it known whether JavaScript takes the pattern.
#include "authoring/pattern_parser.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace assent::authoring {

namespace {

using Kind = PatternNode::Kind;
using Op = personalization::PatternOp;

// Ends the reading.
struct Refused {
  PatternOutcome outcome;
};

struct Bounds {
  std::uint64_t least;
  std::uint64_t most;
};

// Of a class: a unit, which a range can begin or end with, or a set such as \d, which it cannot.
struct Member {
  UnitSet units;
  std::optional<char16_t> unit;
};

constexpr char32_t last_code_point = 0x10FFFF;
constexpr unsigned last_octal = 0xFF;

bool is_digit(char32_t unit) { return unit >= '0' && unit <= '9'; }
bool is_octal(char32_t unit) { return unit >= '0' && unit <= '7'; }
bool is_letter(char32_t unit) { return (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z'); }

std::optional<unsigned> hex_value(char16_t unit) {
  if (is_digit(unit)) return unit - u'0';
  if (unit >= 'a' && unit <= 'f') return unit - u'a' + 10;
  if (unit >= 'A' && unit <= 'F') return unit - u'A' + 10;
  return {};
}

class Parser {
 public:
  Parser(std::u16string_view source, bool ignore_case) : rest_(source), ignore_case_(ignore_case) { count_groups(); }

  PatternNode whole() {
    PatternNode root = choice();
    if (!rest_.empty()) refuse();
    for (const std::u16string& name : references_)
      if (!names_.contains(name)) refuse();
    return root;
  }
  const std::string& construct() const { return construct_; }

 private:
  [[noreturn]] static void refuse(PatternOutcome outcome = PatternOutcome::invalid) { throw Refused{outcome}; }
  void note(std::string_view construct) {
    if (construct_.empty()) construct_ = construct;
  }

  bool starts(std::u16string_view text) const { return rest_.starts_with(text); }
  bool take(std::u16string_view text) {
    if (!starts(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  char16_t next() {
    if (rest_.empty()) refuse();
    const char16_t unit = rest_.front();
    rest_.remove_prefix(1);
    return unit;
  }
  // True where `is` holds of the next unit.
  template <class Is>
  bool sees(Is is) const {
    return !rest_.empty() && is(rest_.front());
  }

  // Groups count before they are read: \1 and \k mean what they mean by all that follow too.
  void count_groups() {
    bool in_class = false;
    for (std::size_t at = 0; at < rest_.size(); ++at) {
      const std::u16string_view ahead = rest_.substr(at);
      if (ahead.front() == '\\') ++at;
      if (ahead.front() == '[') in_class = true;
      if (ahead.front() == ']') in_class = false;
      if (ahead.front() != '(' || in_class) continue;
      const bool is_named = ahead.starts_with(u"(?<") && !ahead.starts_with(u"(?<=") && !ahead.starts_with(u"(?<!");
      if (is_named || !ahead.starts_with(u"(?")) ++groups_;
      has_names_ = has_names_ || is_named;
    }
  }

  PatternNode choice() {
    PatternNode first = sequence();
    if (!starts(u"|")) return first;
    PatternNode node;
    node.kind = Kind::choice;
    node.parts.push_back(std::move(first));
    while (take(u"|")) node.parts.push_back(sequence());
    return node;
  }

  PatternNode sequence() {
    PatternNode node;
    while (!rest_.empty() && !starts(u"|") && !starts(u")")) node.parts.push_back(term());
    return node;
  }

  PatternNode term() {
    if (take(u"^")) return asserting(Op::start);
    if (take(u"$")) return asserting(Op::end);
    if (take(u"\\b")) return asserting(Op::boundary);
    if (take(u"\\B")) return asserting(Op::no_boundary);
    // Annex B lets a lookahead be repeated; a quantifier behind a lookbehind has nothing to repeat, which atom() finds.
    if (starts(u"(?<=") || starts(u"(?<!")) return atom();
    PatternNode node = atom();
    const std::optional<Bounds> bounds = quantifier();
    if (!bounds) return node;
    PatternNode repeat;
    repeat.kind = Kind::repeat;
    repeat.least = bounds->least;
    repeat.most = bounds->most;
    repeat.parts.push_back(std::move(node));
    return repeat;
  }

  PatternNode atom() {
    if (quantifier()) refuse();
    if (take(u".")) return taking(any_in_line());
    if (take(u"(")) return group();
    if (take(u"[")) return taking(unit_class());
    if (take(u"\\")) return escape();
    return taking(next());
  }

  static PatternNode asserting(Op op) {
    PatternNode node;
    node.kind = Kind::assertion;
    node.assertion = op;
    return node;
  }
  static PatternNode taking(UnitSet units) {
    PatternNode node;
    node.kind = Kind::one_of;
    node.units = std::move(units);
    return node;
  }
  PatternNode taking(char16_t unit) const { return taking(cased({{unit, unit}})); }
  UnitSet cased(UnitSet units) const { return ignore_case_ ? units.with_cases() : units; }

  // Lazy ones find other matches, but find one exactly where greedy ones do.
  std::optional<Bounds> quantifier() {
    std::optional<Bounds> bounds;
    if (take(u"*"))
      bounds = {0, endless};
    else if (take(u"+"))
      bounds = {1, endless};
    else if (take(u"?"))
      bounds = {0, 1};
    else
      bounds = braces();
    if (bounds) take(u"?");
    return bounds;
  }

  // What only looks like a quantifier is text, by annex B.
  std::optional<Bounds> braces() {
    const std::u16string_view before = rest_;
    if (take(u"{") && sees(is_digit)) {
      Bounds bounds{};
      bounds.least = bounds.most = count();
      if (take(u",")) bounds.most = sees(is_digit) ? count() : endless;
      if (take(u"}")) {
        if (bounds.least > bounds.most) refuse();
        return bounds;
      }
    }
    rest_ = before;
    return {};
  }

  std::uint64_t count() {
    std::uint64_t value = 0;
    while (sees(is_digit)) value = std::min<std::uint64_t>(endless, value * 10 + (next() - u'0'));
    return value;
  }

  PatternNode group() {
    if (++depth_ > max_pattern_depth) refuse(PatternOutcome::too_big);
    if (take(u"?=") || take(u"?!"))
      note("a lookahead, (?=\u2026) or (?!\u2026)");
    else if (take(u"?<=") || take(u"?<!"))
      note("a lookbehind, (?<=\u2026) or (?<!\u2026)");
    else if (take(u"?<"))
      declare(name());
    else if (starts(u"?") && !take(u"?:"))
      refuse();
    PatternNode inside = choice();
    if (!take(u")")) refuse();
    --depth_;
    return inside;
  }

  void declare(std::u16string name) {
    if (!names_.insert(std::move(name)).second) refuse();
  }

  // Of a group, up to and with the ">".
  std::u16string name() {
    std::u16string name;
    while (!take(u">")) {
      const char32_t letter = take(u"\\") ? name_escape() : next();
      const bool is_ascii = letter < 0x80;
      if (!is_ascii) note("a name of a group with letters beyond ASCII");
      const bool begins = is_letter(letter) || letter == '_' || letter == '$';
      if (is_ascii && !begins && (!is_digit(letter) || name.empty())) refuse();
      if (letter > 0xFFFF) name += static_cast<char16_t>(0xD7C0 + (letter >> 10));
      name += static_cast<char16_t>(letter > 0xFFFF ? 0xDC00 | (letter & 0x3FF) : letter);
    }
    if (name.empty()) refuse();
    return name;
  }

  char32_t name_escape() {
    if (!take(u"u")) refuse();
    if (!take(u"{")) {
      const std::optional<char16_t> unit = hex(4);
      if (!unit) refuse();
      return *unit;
    }
    char32_t point = 0;
    do {
      const std::optional<unsigned> digit = hex_value(next());
      if (!digit) refuse();
      point = point * 16 + *digit;
      if (point > last_code_point) refuse();
    } while (!take(u"}"));
    return point;
  }

  PatternNode escape() {
    if (std::optional<UnitSet> units = shorthand()) return taking(cased(std::move(*units)));
    if (back_reference()) return {};
    return taking(unit_escape());
  }

  // \d and its like, where one is next.
  std::optional<UnitSet> shorthand() {
    if (take(u"d")) return digits();
    if (take(u"D")) return digits().others();
    if (take(u"w")) return word_letters();
    if (take(u"W")) return word_letters().others();
    if (take(u"s")) return spaces();
    if (take(u"S")) return spaces().others();
    return {};
  }

  // Takes the reference to a group that exists; without one, \1 and \k are other escapes.
  bool back_reference() {
    if (has_names_ && take(u"k")) {
      if (!take(u"<")) refuse();
      references_.push_back(name());
      note("a back reference (\\k<\u2026>)");
      return true;
    }
    const std::u16string_view before = rest_;
    const std::uint64_t number = count();
    if (number > 0 && number <= groups_ && before.front() != '0') {
      note("a back reference (\\" + std::to_string(number) + ")");
      return true;
    }
    rest_ = before;
    return false;
  }

  // An escape that stands for one unit, behind its backslash.
  char16_t unit_escape() {
    if (starts(u"c")) return control(is_letter);
    const char16_t letter = next();
    switch (letter) {
      case 'f':
        return u'\f';
      case 'n':
        return u'\n';
      case 'r':
        return u'\r';
      case 't':
        return u'\t';
      case 'v':
        return u'\v';
      case 'x':
        return hex(2).value_or(letter);
      case 'u':
        return hex(4).value_or(letter);
      case 'k':
        if (has_names_) refuse();
        return letter;
      default:
        return is_octal(letter) ? octal(letter) : letter;
    }
  }

  // \cJ, from its "c" on. Where no letter for it follows, the backslash is text, and what is behind it too.
  template <class Is>
  char16_t control(Is is) {
    if (rest_.size() < 2 || !is(rest_[1])) return u'\\';
    next();
    return next() & 0x1F;
  }

  // So many hex digits, or nothing of them.
  std::optional<char16_t> hex(std::size_t digits) {
    if (rest_.size() < digits) return {};
    unsigned value = 0;
    for (const char16_t unit : rest_.substr(0, digits)) {
      const std::optional<unsigned> digit = hex_value(unit);
      if (!digit) return {};
      value = value * 16 + *digit;
    }
    rest_.remove_prefix(digits);
    return static_cast<char16_t>(value);
  }

  // As many octal digits as fit a byte.
  char16_t octal(char16_t first) {
    unsigned value = first - u'0';
    for (int more = 0; more < 2 && sees(is_octal) && value * 8 <= last_octal; ++more)
      value = value * 8 + (next() - u'0');
    return static_cast<char16_t>(value);
  }

  UnitSet unit_class() {
    const bool is_negated = take(u"^");
    UnitSet units;
    while (!take(u"]")) {
      const Member first = member();
      if (!starts(u"-") || starts(u"-]")) {
        units.add(first.units);
        continue;
      }
      take(u"-");
      const Member last = member();
      if (first.unit && last.unit) {
        if (*first.unit > *last.unit) refuse();
        units.add({*first.unit, *last.unit});
        continue;
      }
      // Annex B: with a set at one of its ends it is no range, and the "-" is text.
      units.add(first.units);
      units.add({u'-', u'-'});
      units.add(last.units);
    }
    units = cased(std::move(units));
    return is_negated ? units.others() : units;
  }

  Member member() {
    char16_t unit = next();
    if (unit == '\\') {
      if (std::optional<UnitSet> units = shorthand()) return {std::move(*units), {}};
      unit = class_escape();
    }
    return {{{unit, unit}}, unit};
  }

  char16_t class_escape() {
    if (take(u"b")) return u'\b';
    if (starts(u"c")) return control([](char16_t unit) { return is_letter(unit) || is_digit(unit) || unit == '_'; });
    return unit_escape();
  }

  std::u16string_view rest_;
  bool ignore_case_;
  std::uint64_t groups_ = 0;
  bool has_names_ = false;
  std::size_t depth_ = 0;
  std::set<std::u16string> names_;
  std::vector<std::u16string> references_;
  std::string construct_;
};

}  // namespace

ParsedPattern parse_pattern(std::u16string_view source, bool ignore_case) {
  try {
    Parser parser(source, ignore_case);
    PatternNode root = parser.whole();
    if (!parser.construct().empty()) return {PatternOutcome::unsupported, {}, parser.construct()};
    return {PatternOutcome::compiled, std::move(root), {}};
  } catch (const Refused& refused) {
    return {refused.outcome, {}, {}};
  }
}

}  // namespace assent::authoring
