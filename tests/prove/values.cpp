// Tables of values. What people send is mostly ordinary, so ordinary values stand in each table more than once.
#include "values.hpp"

#include <cmath>
#include <cstdio>
#include <iterator>

namespace assent::prove {

namespace {

using pack::ValueType;

constexpr int max_items = 5;
constexpr int many_items = 17;  // one past the limit of a list
constexpr ValueType types[] = {ValueType::boolean, ValueType::number, ValueType::text, ValueType::text_list,
                               ValueType::date};

template <class Table>
auto pick_of(const Table& table, int pick) {
  return table[static_cast<std::size_t>(pick) % std::size(table)];
}

profile::Value list_of(const ValueDraw& draw) {
  profile::Value list;
  list.type = ValueType::text_list;
  const int count = draw.count % 64 == 63 ? many_items : draw.count % max_items;
  for (int item = 0; item < count; ++item) profile::add_item(list.text, text_of(draw.pick + item));
  return list;
}

// Mostly what a visitor could set, at times no record: out of order, out of range, cut short.
profile::Value scores_of(const ValueDraw& draw) {
  static constexpr double scores[] = {0.5, 0.3, 0.299999, 1, 0, 0.75, 0.001, 0.1, 0.42, 1.000001, NAN};
  profile::Value value;
  value.type = ValueType::scores;
  base::ByteWriter out(value.text);
  for (std::size_t at = 0; at < std::size(choices); ++at) {
    if ((draw.count >> at & 1) == 0) continue;
    out.text(choices[draw.count % 32 == 31 ? 2 - at : at]);
    out.number(pick_of(scores, draw.pick + static_cast<int>(at)));
  }
  if (draw.count % 64 == 62) value.text.cut(value.text.size() - 1);
  return value;
}

std::string quoted(std::string_view text) {
  constexpr std::size_t most = 24;
  std::string out = "\"";
  for (const char letter : text.substr(0, most)) {
    char escaped[8];
    const auto byte = static_cast<unsigned char>(letter);
    std::snprintf(escaped, sizeof(escaped), byte < 0x20 || byte > 0x7E ? "\\x%02x" : "%c", byte);
    out += escaped;
  }
  return out + (text.size() > most ? "…\" (" + std::to_string(text.size()) + " bytes)" : "\"");
}

}  // namespace

const std::vector<std::string>& symbols() {
  static const std::vector<std::string> all = {"80331", "alps", "city", "de", "en", "sea", "Übersee"};
  return all;
}

const std::string& symbol_of(int pick) { return symbols()[static_cast<std::size_t>(pick) % symbols().size()]; }

std::string text_of(int pick) {
  static const std::vector<std::string> edges = {"",
                                                 "x",
                                                 "quote\"slash\\line\n",
                                                 std::string(1, '\0') + "zero",
                                                 std::string(255, 'o'),
                                                 std::string(256, 'e'),
                                                 std::string(257, 'p'),
                                                 "\xC3",
                                                 "20095",
                                                 "Zürich – 東京"};
  return pick % 3 != 0 ? symbol_of(pick / 3) : pick_of(edges, pick / 3);
}

double small_number_of(int pick) {
  static constexpr double all[] = {0, 1, 2, 5, 17, 18, 25, 30, 64.5, 65, 100};
  return pick_of(all, pick);
}

double number_of(int pick) {
  static const double edges[] = {-1,  17.9999995, 0.1234567,    -5,         1e9,    -1e9, 1e9 + 1,
                                 NAN, INFINITY,   4294967296.0, -0.0000001, 1e-300, 1e300};
  return pick % 3 != 0 ? small_number_of(pick / 3) : pick_of(edges, pick / 3);
}

double days_of(int pick) {
  static constexpr double all[] = {0, 20'000, 20'089, 20'454, 20'800, 19'782, -1, 2'932'896, 2'147'483'647};
  return pick_of(all, pick);
}

double score_bound_of(int pick) {
  static constexpr double all[] = {0.3, 0.25, 0.5, 0.1, 0.45, 0, 1, 0.2};
  return pick_of(all, pick);
}

profile::Value value_of(ValueType type, const ValueDraw& draw) {
  if (draw.count % 16 == 15) type = pick_of(types, draw.pick);
  switch (type) {
    case ValueType::boolean:
      return profile::Value({type, static_cast<double>(draw.pick % 2), {}});
    case ValueType::number:
      return profile::Value({type, number_of(draw.pick), {}});
    case ValueType::date:
      return profile::Value({type, days_of(draw.pick), {}});
    case ValueType::text_list:
      return list_of(draw);
    case ValueType::scores:
      return scores_of(draw);
    case ValueType::text:
    case ValueType::any:  // which is not drawn
    case ValueType::counts:
      break;
  }
  return profile::Value({ValueType::text, 0, text_of(draw.pick)});
}

std::string show(const profile::ValueView& value) {
  switch (value.type) {
    case ValueType::boolean:
      return value.number != 0 ? "true" : "false";
    case ValueType::number:
    case ValueType::date: {
      char text[40];
      std::snprintf(text, sizeof(text), value.type == ValueType::date ? "day %.0f" : "%.9g", value.number);
      return text;
    }
    case ValueType::text:
    case ValueType::any:
    case ValueType::scores:
    case ValueType::counts:
      return quoted(value.text);
    case ValueType::text_list:
      break;
  }
  std::string out = "[";
  for (std::string_view items = value.text; !items.empty();) out += quoted(profile::next_item(items)) + " ";
  return out + "]";
}

}  // namespace assent::prove
