// Simple patterns are taken apart as an address is, and each part becomes a pattern of its own.
#include "authoring/url_targets.hpp"

#include <regex>

#include "authoring/address.hpp"
#include "authoring/pattern.hpp"

namespace assent::authoring {

namespace {

using pack::Op;

// Stands for "*" in a part of an address, where an asterisk may not.
constexpr std::string_view wildcard = "_____";

Question group(Op op, std::vector<Question> children) {
  Question question;
  question.op = op;
  question.children = std::move(children);
  return question;
}
Question never() { return group(Op::any, {}); }

// The fact matches the pattern; a pattern that is none matches nothing.
Question fact_matches(const std::string& fact, const std::string& pattern, bool ignore_case, const Element& element) {
  const CompiledPattern compiled = compile_pattern(pattern, ignore_case);
  if (compiled.outcome == PatternOutcome::unsupported)
    element.error("the pattern has " + compiled.construct + ", which takes more than linear time", "write it without");
  if (compiled.outcome == PatternOutcome::too_big) element.error("the pattern is too large", "shorten it");
  if (compiled.outcome != PatternOutcome::compiled) return never();
  Question question;
  question.op = Op::matches;
  question.bytes.assign(compiled.program.begin(), compiled.program.end());
  Question subject = group(Op::of, {std::move(question)});
  subject.about_page = true;
  subject.subject = fact;
  return subject;
}

std::string replaced(const std::string& text, const char* pattern, const char* by) {
  return std::regex_replace(text, std::regex(pattern), by);
}

std::string escaped(const std::string& part) {
  return replaced(replaced(part, R"([*.+?^${}()|[\]\\])", R"(\$&)"), "_____", ".*");
}

// A pattern that begins with a host is about https, as GrowthBook's SDK has it.
std::optional<Address> address_of(const std::string& pattern) {
  return take_apart(replaced(replaced(pattern, R"(^([^:/?]*)\.)", "https://$1."), R"(\*)", "_____"));
}

Question simple(const std::string& pattern, const Element& element) {
  if (pattern.size() > max_pattern_source_bytes) {
    element.error("the pattern is too large", "shorten it");
    return never();
  }
  const auto found = address_of(pattern);
  if (!found) return never();
  const Address& address = *found;
  if (address.has_letters_in_host)
    element.error("the host has letters beyond ASCII, and pages' addresses have none", "write it in punycode, xn--…");
  const auto whole = [&](const std::string& fact, const std::string& part) {
    return fact_matches(fact, "^" + part + "$", true, element);
  };
  std::vector<Question> all;
  // A pattern without a host is about every host.
  all.push_back(whole("url.host", escaped(address.host.empty() ? std::string(wildcard) : address.host)));
  all.push_back(whole("url.path", R"(\/?)" + replaced(escaped(address.path), R"(^/|/$)", "") + R"(\/?)"));
  if (!address.hash.empty()) all.push_back(whole("url.hash", escaped(address.hash)));
  for (const auto& [name, value] : address.query) all.push_back(whole("url.query." + name, escaped(value)));
  return group(Op::all, std::move(all));
}

Question target(const Element& element) {
  const Json& json = element.json();
  if (!json.is_object() || !json.contains("pattern") || !json.at("pattern").is_string()) return never();
  const auto pattern = json.at("pattern").get<std::string>();
  const Json type = json.value("type", Json());
  if (type == "simple") return simple(pattern, element);
  if (type != "regex") return never();
  return group(Op::any,
               {fact_matches("url.href", pattern, false, element), fact_matches("url.rest", pattern, false, element)});
}

}  // namespace

Question read_url_targets(const Element& targets) {
  std::vector<Question> included, excluded;
  const auto items = targets.items(max_variations);
  if (items.empty()) return never();
  for (const Element& each : items) {
    const bool excludes = each.json().is_object() && each.json().value("include", Json()) == false;
    (excludes ? excluded : included).push_back(target(each));
  }
  Question none = group(Op::none, std::move(excluded));
  if (included.empty()) return none;
  std::vector<Question> both;
  both.push_back(std::move(none));
  both.push_back(group(Op::any, std::move(included)));
  return group(Op::all, std::move(both));
}

}  // namespace assent::authoring
