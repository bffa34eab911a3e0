// One run of a script with the secret events of its side, natively; and what left the browser in it, event by event.
// The storage and the page of the run are played here as web/src plays them.
#pragma once

#include <vector>

#include "native_engine.hpp"
#include "secrets.hpp"

namespace assent::prove {

/// What a run was about, for the figures.
struct Facts {
  bool restored = false;                    // a page load found a snapshot that it took
  bool gpc = false;                         // Global Privacy Control was honoured
  bool explicitly = false;                  // something stood on explicit consent
  bool withdrawn = false;                   // a choice took something back
  bool expired = false;                     // time took something back
  bool counted = false;                     // the profile held what was seen
  bool passed_over = false;                 // that passed an experience over
  pack::Model model = pack::Model::opt_in;  // of the first page load
};

/// One record that the engine was given.
struct Given {
  std::string words;
  std::string record;
  std::size_t behind = 0;  // the common event that it is, or that it comes behind
  bool sends = false;      // whether something was sent in answer
  enum class From { script, page, secret } from = From::script;
};

struct Run {
  std::vector<Given> given;
  std::vector<support::Answer> answers;  // one each
  /// What left the browser, by common event: the text of every send, consent (it says which waiting events are dropped)
  /// and erase effect that came with the event or behind it, and which services were allowed then.
  std::vector<std::string> left;
  /// After each common event: what storage holds, and what each slot shows.
  std::vector<std::string> stored;
  std::vector<std::vector<personalization::Decision>> shown;
  Facts facts;

  std::vector<std::string> records() const;
};

/// Runs `script` with `secret` events in between, from an empty browser. `approvals`, where given, sees every state.
Run run(support::NativeEngine& engine, const Script& script, const std::vector<Insertion>& secret,
        Approvals* approvals = nullptr);

/// Of what left, the attributes alone: for whom, and the data of each event that carries attributes. Ids and record ids
/// count the exposures between them, so they are left out.
std::vector<std::string> attributes_left(const Run& run);

}  // namespace assent::prove
