// One line of JSON is one event:
//   {"start": {"region", "gpc", "facts": {name: text}, "snapshot": "latest" | "none" | "damaged"}}
//   {"navigate": {name: text}} {"shown": 1} {"open_preferences": true} {"decide": true} {"flush": true}
//   {"toggle": purpose, "on": true} {"choose": act, "trusted": true} {"restrict": purpose} {"expose": slot}
//   {"set": attribute, "value": …} {"observe": signal, "value": …} {"forget": attribute or "*"} {"bytes": hex}
//   {"declare_age": true, "trusted": true} {"allow": purpose, "trusted": true} {"adopt": from, "choices": hex}
//   {"migrate": from, "given_ms": 0, "granted": bits, "denied": bits}
// A value is JSON; {"date": days} is a date. "wait_s" is the time since the event before, 1 unless said.
#include "script_file.hpp"

#include <fstream>
#include <stdexcept>

#include "record_writer.hpp"

namespace assent::parity {

namespace {

using boundary::Kind;
using nlohmann::json;
using pack::ValueType;

template <class Tables>
int index_of(const Tables* tables, const json& id) {
  const int index = policy::find(tables, id.get<std::string>());
  if (index < 0) throw std::invalid_argument("the policy has no " + id.dump());
  return index;
}

profile::Value value_of(const json& of) {
  if (of.is_boolean()) return profile::Value({ValueType::boolean, of.get<bool>() ? 1.0 : 0.0, {}});
  if (of.is_number()) return profile::Value({ValueType::number, of.get<double>(), {}});
  if (of.is_string()) return profile::Value({ValueType::text, 0, of.get<std::string>()});
  if (of.is_object()) return profile::Value({ValueType::date, of.at("date").get<double>(), {}});
  profile::Value list;
  list.type = ValueType::text_list;
  for (const json& item : of) profile::add_item(list.text, item.get<std::string>());
  return list;
}

consent::Act act_of(const json& name) {
  if (name == "accept_all") return consent::Act::accept_all;
  if (name == "reject_all") return consent::Act::reject_all;
  if (name == "save") return consent::Act::save;
  if (name == "opt_out") return consent::Act::opt_out;
  if (name == "limit") return consent::Act::limit;
  throw std::invalid_argument("there is no act " + name.dump());
}

std::string from_hex(const std::string& text) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < text.size(); at += 2)
    bytes.push_back(static_cast<char>(std::stoi(text.substr(at, 2), nullptr, 16)));
  return bytes;
}

}  // namespace

Visit read_visit(const std::filesystem::path& file) {
  std::ifstream in(file);
  const json read = json::parse(in);
  return {read.at("about").get<std::string>(), read.at("events").get<std::vector<json>>(), read.at("expect")};
}

std::vector<std::string> Records::facts(const json& of) const {
  std::vector<std::string> facts;
  for (std::size_t index = 0; index < policy::size(pack_.context()); ++index)
    facts.push_back(of.value(policy::at(pack_.context(), index).str(), ""));
  return facts;
}

std::string Records::start(const json& of, const std::string& stored) {
  ++loads_;
  const support::Beginning beginning{0x1234'5678'9abc'def0u + loads_,
                                     0x0fed'cba9'8765'4321u * loads_,
                                     of.value("gpc", false),
                                     of.value("region", ""),
                                     std::string(64, 'a'),
                                     "token",
                                     facts(of.value("facts", json::object()))};
  std::string snapshot = of.value("snapshot", "latest") == "none" ? std::string() : stored;
  if (of.value("snapshot", "") == "damaged") snapshot.at(snapshot.size() / 2) ^= 1;
  return support::start_record(now_ms_, beginning, snapshot);
}

std::string Records::next(const json& event, const std::string& stored) {
  now_ms_ += event.value("wait_s", 1.0) * 1'000;
  const auto has = [&](const char* key) { return event.contains(key); };
  if (has("start")) return start(event["start"], stored);
  if (has("navigate")) return support::navigate_record(now_ms_, facts(event["navigate"]));
  if (has("shown")) return support::shown_record(now_ms_, event["shown"]);
  if (has("open_preferences")) return support::open_preferences_record(now_ms_, event["open_preferences"]);
  if (has("decide")) return support::bare_record(Kind::decide, now_ms_);
  if (has("flush")) return support::bare_record(Kind::flush, now_ms_);
  if (has("toggle"))
    return support::toggle_record(now_ms_, index_of(pack_.purposes(), event["toggle"]), event.at("on"));
  if (has("choose")) return support::choose_record(now_ms_, act_of(event["choose"]), event.value("trusted", true));
  if (has("declare_age"))
    return support::declare_age_record(now_ms_, event["declare_age"], event.value("trusted", true));
  if (has("restrict"))
    return support::answer_record(now_ms_, index_of(pack_.purposes(), event["restrict"]), false, false);
  if (has("allow"))
    return support::answer_record(now_ms_, index_of(pack_.purposes(), event["allow"]), true,
                                  event.value("trusted", true));
  if (has("adopt"))
    return support::adopt_record(now_ms_, event["adopt"].get<std::string>(), from_hex(event["choices"]));
  if (has("migrate"))
    return support::migrate_record(now_ms_, event["migrate"].get<std::string>(), event.at("given_ms"),
                                   event.at("granted"), event.at("denied"));
  if (has("expose")) return support::expose_record(now_ms_, index_of(pack_.slots(), event["expose"]));
  if (has("set"))
    return support::set_record(now_ms_, index_of(pack_.attributes(), event["set"]), value_of(event.at("value")));
  if (has("observe"))
    return support::observe_record(now_ms_, event["observe"].get<std::string>(), value_of(event.at("value")));
  if (has("forget"))
    return support::forget_record(
        now_ms_, event["forget"] == "*" ? session::every_attribute : index_of(pack_.attributes(), event["forget"]));
  if (has("bytes")) return from_hex(event["bytes"]);
  throw std::invalid_argument("no event: " + event.dump());
}

}  // namespace assent::parity
