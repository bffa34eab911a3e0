// One function for each part. Whatever the policy says stands in the output as a literal, never as a comment or a name.
#include "authoring/write_types.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <vector>

#include "authoring/js_value.hpp"
#include "authoring/lookup.hpp"
#include "personalization/feature.hpp"

namespace assent::authoring {

namespace {

using pack::Update;
using pack::ValueType;

constexpr std::string_view json_type = "AssentJson";
constexpr std::string_view json_list_type = "readonly AssentJson[]";
constexpr std::string_view json_object_type = "AssentJsonObject";
constexpr std::string_view date_type = "AssentDate";

constexpr std::string_view head = R"(. Written by `assent types`: change the policy, not this file.

export interface AssentJsonObject {
  readonly [name: string]: AssentJson;
}
/** Any value of JSON. */
export type AssentJson = null | boolean | number | string | readonly AssentJson[] | AssentJsonObject;
/** A day: '2026-11-26', or the day of a Date in UTC. */
export type AssentDate = Date | `${number}-${number}-${number}`;
)";

// The API's type is a parameter, so that a page without it can use the rest.
constexpr std::string_view api = R"(
/** What AssentOf needs of the page's API. */
export interface AssentCalls {
  consent: { update(choices: Record<string, boolean>): void };
  profile: {
    set(attribute: string, value: never): boolean;
    observe(signal: string, value?: never): boolean;
    forget(attribute?: string): boolean;
  };
  decide(slot: string): unknown;
  explain(slot: string): unknown;
  goal(goal: string): boolean;
  features: { get(feature: string): unknown; explain(feature: string): unknown };
  subject: {
    withdraw(purposes?: readonly string[]): Promise<void>;
    contact(topic: string, channel: string): Promise<unknown>;
  };
}

/** The page's API with this policy's names and no others. `Api` is its own type, `Assent` of web/src/api.ts. */
export type AssentOf<Api extends AssentCalls> = Omit<Api, keyof AssentCalls | 'push'> & {
  consent: Omit<Api['consent'], 'update'> & {
    update(choices: { readonly [Purpose in AssentPurpose]?: false }): void;
  };
  profile: Omit<Api['profile'], 'set' | 'observe' | 'forget'> & {
    set<Id extends keyof AssentAttributes>(attribute: Id, value: AssentAttributes[Id]): boolean;
    observe<Name extends keyof AssentSignals>(signal: Name, value?: AssentSignals[Name]): boolean;
    forget(attribute?: keyof AssentAttributes): boolean;
  };
  decide(slot: AssentSlot | AssentPlace): ReturnType<Api['decide']>;
  explain(slot: AssentSlot | AssentPlace): ReturnType<Api['explain']>;
  goal(goal: AssentGoal): boolean;
  features: Omit<Api['features'], 'get' | 'explain'> & {
    get<Id extends keyof AssentFeatures>(feature: Id): AssentFeatures[Id];
    explain(feature: keyof AssentFeatures): ReturnType<Api['features']['explain']>;
  };
  subject: Omit<Api['subject'], 'withdraw' | 'contact'> & {
    withdraw(purposes?: readonly AssentPurpose[]): Promise<void>;
    contact(topic: AssentTopic, channel: AssentChannel): ReturnType<Api['subject']['contact']>;
  };
  push(...callbacks: ((assent: AssentOf<Api>) => void)[]): void;
};

/** What window.assent is before the widget has loaded, and after: `(window.assent ??= []) as AssentQueue<Assent>`. */
export interface AssentQueue<Api extends AssentCalls> {
  push(...callbacks: ((assent: AssentOf<Api>) => void)[]): unknown;
}
)";

// Bytes of the code point at the front that shall not stand in a source as itself: it ends a line for some readers, or
// turns what is behind it around for all who look. 0: none stands there.
std::size_t unseen_at(std::string_view text) {
  constexpr std::size_t bytes = 3;
  if (text.size() < bytes || text[0] != '\xE2') return 0;
  const bool is_line_or_turn = text[1] == '\x80' && text[2] >= '\xA8' && text[2] <= '\xAE';  // U+2028 to U+202E
  const bool is_isolate = text[1] == '\x81' && text[2] >= '\xA6' && text[2] <= '\xA9';       // U+2066 to U+2069
  return is_line_or_turn || is_isolate ? bytes : 0;
}

void append_escape(std::string& to, unsigned unit) {
  constexpr std::string_view digits = "0123456789abcdef";
  to += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) to += digits[unit >> static_cast<unsigned>(shift) & 15U];
}

// A string literal.
std::string literal(std::string_view text) {
  std::string made = "'";
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (unseen_at(text.substr(at)) != 0) {
      append_escape(made, 0x2000U | (static_cast<unsigned char>(text[at + 1]) & 0x3FU) << 6U |
                              (static_cast<unsigned char>(text[at + 2]) & 0x3FU));
      at += 2;
    } else if (byte < 0x20 || byte == 0x7F) {
      append_escape(made, byte);
    } else {
      if (byte == '\'' || byte == '\\') made += '\\';
      made += text[at];
    }
  }
  return made + "'";
}

// Types that are alternatives, each once.
class Union {
 public:
  void add(std::string type) {
    if (known_.insert(type).second) types_.push_back(std::move(type));
  }
  bool has(const std::string& type) const { return known_.contains(type); }
  std::string text() const {
    std::string all;
    for (const std::string& type : types_) all.append(all.empty() ? "" : " | ").append(type);
    return all.empty() ? "never" : all;
  }

 private:
  std::vector<std::string> types_;
  std::set<std::string> known_;
};

std::string literals(const std::vector<std::string>& texts) {
  Union all;
  for (const std::string& each : texts) all.add(literal(each));
  return all.text();
}

std::string listed_type(const std::string& item) {
  return "readonly " + (item.find('|') == item.npos ? item : "(" + item + ")") + "[]";
}

std::string text_type(const Attribute& from) { return from.choices.empty() ? "string" : literals(from.choices); }

std::string type_of(const Attribute& from) {
  switch (from.type) {
    case ValueType::boolean:
      return "boolean";
    case ValueType::number:
      return "number";
    case ValueType::text:
      return text_type(from);
    case ValueType::text_list:
      return listed_type(text_type(from));
    case ValueType::date:
      return std::string(date_type);
    case ValueType::scores:
      return "{ readonly [Choice in " + literals(from.choices) + "]?: number }";
    case ValueType::any:
    case ValueType::counts:
      break;
  }
  return std::string(json_type);
}

// What a signal may carry to the attribute: one more item is taken too, and a day must say that it is one.
std::string signal_type_of(const Attribute& from) {
  if (from.type == ValueType::date) return "Date";
  if (from.update == Update::collect) return text_type(from) + " | " + type_of(from);
  return type_of(from);
}

std::string general_type(const Json& value) {
  if (value.is_null()) return "null";
  if (value.is_boolean()) return "boolean";
  if (value.is_number()) return "number";
  if (value.is_string()) return "string";
  return std::string(value.is_array() ? json_list_type : json_object_type);
}

std::string literal_type(const Json& value) {
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_number()) return js_number_text(value.get<double>());
  return value.is_string() ? literal(value.get_ref<const std::string&>()) : general_type(value);
}

// How many features a decision may ask, itself and prerequisites: past personalization::max_asked_features it ends as
// a circle does, which asks without end.
class Askings {
 public:
  explicit Askings(const Lookup& lookup) : lookup_(lookup) {}

  std::size_t of(const Feature& feature) {
    const auto [known, is_new] = counts_.emplace(&feature, too_many);  // which holds while it is under way
    if (!is_new) return known->second;
    std::size_t count = 1;
    for (const Rule& rule : feature.rules)
      for (const Parent& parent : rule.parents)
        if (const Feature* asked = lookup_.feature(parent.feature)) count = std::min(count + of(*asked), too_many);
    return counts_[&feature] = count;
  }

  static constexpr std::size_t too_many = personalization::max_asked_features + 1;

 private:
  const Lookup& lookup_;
  std::unordered_map<const Feature*, std::size_t> counts_;
};

bool gives_null(const Rule& rule) {
  constexpr std::uint16_t null = personalization::no_value;
  const bool is_gated =
      std::any_of(rule.parents.begin(), rule.parents.end(), [](const Parent& each) { return each.gate; });
  if (is_gated || (rule.kind == pack::RuleKind::force && rule.value == null)) return true;
  return std::find(rule.variations.begin(), rule.variations.end(), null) != rule.variations.end();
}

class TypesWriter {
 public:
  explicit TypesWriter(const Policy& policy) : policy_(policy), lookup_(policy), askings_(lookup_) {}

  std::string write() {
    text_ = "// The names and types of the policy " + literal(policy_.site.id);
    text_ += head;
    write_attributes();
    write_signals();
    write_features();
    write_names();
    return std::move(text_) + std::string(api);
  }

 private:
  struct Member {
    std::string name, type;
  };

  void write_interface(std::string_view comment, std::string_view name, const std::vector<Member>& members) {
    begin(comment);
    text_.append("export interface ").append(name).append(" {");
    for (const Member& each : members) text_ += "\n  " + literal(each.name) + ": " + each.type + ";";
    text_ += members.empty() ? "}\n" : "\n}\n";
  }

  void write_union(std::string_view comment, std::string_view name, const std::vector<std::string>& texts) {
    begin(comment);
    text_.append("export type ").append(name).append(" = ").append(literals(texts)).append(";\n");
  }

  void begin(std::string_view comment) { text_.append("\n/** ").append(comment).append(" */\n"); }

  void write_attributes() {
    std::vector<Member> members;
    for (const Attribute& each : policy_.attributes)
      if (each.id != policy_.features.keeps.id && each.type != ValueType::counts)
        members.push_back({each.id, type_of(each)});  // which are the widget's
    write_interface("Attribute → what profile.set takes for it.", "AssentAttributes", members);
  }

  void write_signals() {
    std::vector<std::string> names;
    std::unordered_map<std::string, Union> types;
    const auto add = [&](const std::string& signal, const std::string& type) {
      if (!types.contains(signal)) names.push_back(signal);
      types[signal].add(type);
    };
    for (const Attribute& each : policy_.attributes) {
      if (!each.signal.empty() && !each.of_bundle) add(each.signal, signal_type_of(each));
      for (const ScoreSignal& raises : each.raised_by) add(raises.signal, literals(each.choices));
    }
    std::vector<Member> members;
    for (const std::string& name : names) members.push_back({name, types[name].text()});
    write_interface("Signal → what one of the attributes that listen to it takes.", "AssentSignals", members);
  }

  void write_features() {
    std::vector<Member> members;
    std::set<std::string> known;  // of experiments with the same key the first is asked
    for (const Feature& each : policy_.features.all)
      if (known.insert(each.id).second) members.push_back({each.id, feature_type(each)});
    write_interface("Feature → what it may give.", "AssentFeatures", members);
  }

  std::string feature_type(const Feature& from) {
    const bool is_general = from.values.size() > max_literals;
    const bool both = std::find(from.values.begin(), from.values.end(), Json(true)) != from.values.end() &&
                      std::find(from.values.begin(), from.values.end(), Json(false)) != from.values.end();
    Union types;
    for (const Json& each : from.values)
      types.add(is_general || (both && each.is_boolean()) ? general_type(each) : literal_type(each));
    if (can_be_null(from)) types.add("null");
    return types.text();
  }

  // An experiment alone has no fallback. A circle of prerequisites ends in null.
  bool can_be_null(const Feature& from) {
    if (from.fallback == personalization::no_value || askings_.of(from) == Askings::too_many) return true;
    return std::any_of(from.rules.begin(), from.rules.end(), gives_null);
  }

  template <class All, class NameOf>
  static std::vector<std::string> names_of(const All& all, NameOf name_of) {
    std::vector<std::string> names;
    for (const auto& each : all) names.push_back(name_of(each));
    return names;
  }

  void write_names() {
    const auto id_of = [](const auto& each) { return each.id; };
    write_union("Slots by their ids, which decide and explain take.", "AssentSlot", names_of(policy_.slots, id_of));
    write_union("Slots by their places in the page, which they take too.", "AssentPlace",
                names_of(policy_.slots, [](const Slot& each) { return each.place_name.id; }));
    write_union("Goals, as goal takes and data-assent-goal names them.", "AssentGoal", names_of(policy_.goals, id_of));
    write_union("Purposes, which consent tells and may take back.", "AssentPurpose", names_of(policy_.purposes, id_of));
    write_union("Services, as data-assent-service names them.", "AssentService", names_of(policy_.services, id_of));
    std::vector<std::string> topics, channels;
    for (const Purpose& each : policy_.purposes) {
      if (!each.contact) continue;
      topics.insert(topics.end(), each.contact->topics.begin(), each.contact->topics.end());
      channels.insert(channels.end(), each.contact->channels.begin(), each.contact->channels.end());
    }
    write_union("What a customer may be contacted about.", "AssentTopic", topics);
    write_union("How a customer may be contacted.", "AssentChannel", channels);
  }

  const Policy& policy_;
  const Lookup lookup_;
  Askings askings_;
  std::string text_;
};

}  // namespace

std::string write_types(const Policy& policy) { return TypesWriter(policy).write(); }

}  // namespace assent::authoring
