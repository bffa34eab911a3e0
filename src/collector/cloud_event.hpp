// A CloudEvent as it arrives, and the draft that it would have been at the gate. It refuses what the page's own gate
// could not have let out; whether it was permitted is the gate's to say.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "authoring/strict_json.hpp"
#include "egress/gate.hpp"

namespace assent::collector {

struct ExposureNames {
  std::string slot;
  std::optional<std::string> experience;
  std::optional<std::string> variant;
  std::optional<std::string> goal{};  // what was reached after it; nothing: an exposure and no more
  bool held_out = false;
};

struct CloudEvent {
  std::string id;
  std::string source;
  std::string site;  // from the source
  double time_ms = 0;
  std::string pack;
  std::string record;
  std::string destination;
  std::vector<std::string> purposes;
  std::variant<authoring::Json, ExposureNames> content;  // an object of attributes, or an exposure
};

/// The event that `body` holds; nothing where it has not exactly the members of one of ours, each of its form.
std::optional<CloudEvent> read_event(const authoring::Json& body);

/// The event as a draft under `pack`, or the rule that names what the pack does not have, or not for the collector.
std::variant<egress::Draft, egress::Rule> draft_of(const CloudEvent& event, const policy::Pack& pack);

/// The purposes that the event names, under `pack`; nothing where one is unknown or there twice.
std::optional<consent::PurposeSet> purposes_of(const CloudEvent& event, const policy::Pack& pack);

}  // namespace assent::collector
