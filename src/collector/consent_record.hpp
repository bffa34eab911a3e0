// A consent record as it arrives, and what it means under a pack. Every doubt refuses the record or permits less.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "authoring/strict_json.hpp"
#include "collector/problem.hpp"
#include "consent/state.hpp"

namespace assent::collector {

struct AnsweredPurpose {
  std::string purpose;
  std::string basis;
  double revision = 0;
  consent::Answer answer = consent::Answer::none;
  bool separate = false;
};

struct ConsentRecord {
  std::string id;
  std::string site;
  std::string pack;
  std::string notice;
  std::string language;
  std::string regime;
  std::string region;
  bool gpc = false;
  consent::Act act = consent::Act::none;
  consent::Layer layer = consent::Layer::none;
  double time_ms = 0;
  std::string from;     // where adopted answers come from
  double given_ms = 0;  // when the answers were given: no later than the record was made
  double of_age = 0;
  std::string token;
  double validity_s = 0;
  std::vector<AnsweredPurpose> purposes;
};

/// The record that `body` holds; nothing where it has not exactly the members of one, each of its form.
std::optional<ConsentRecord> read_record(const authoring::Json& body);

/// What is wrong with the record under the pack that it names: another site or language, a regime that is unknown or
/// not the one of its region, purposes that are unknown, missing or twice, another notice, basis, revision or validity,
/// a grant without an act.
std::optional<Problem> check_record(const ConsentRecord& record, const policy::Pack& pack);

/// The state that the record leaves under `pack`, which may be another pack of the site than the one it names:
/// purposes are matched by id; those without an answer, and what was granted of another revision, have none. Nothing
/// where the pack lacks the regime. `gpc`: Global Privacy Control as the browser says now; what the record says counts
/// too.
std::optional<consent::State> state_under(const ConsentRecord& record, const policy::Pack& pack, bool gpc);

/// The same state with every grant taken back, for a record that proves none.
consent::State without_grants(consent::State state);

/// True where the record grants a purpose that the law lets the visitor refuse.
bool grants(const ConsentRecord& record);

}  // namespace assent::collector
