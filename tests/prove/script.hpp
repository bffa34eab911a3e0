// What happens on a page in both runs of a pair: page loads, the visitor's choices, values, time that passes, and the
// page telling what is on the screen. Every event has its time; nothing in here is about one run only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "draw.hpp"
#include "policy/pack.hpp"
#include "record_writer.hpp"

namespace assent::prove {

/// Which snapshot a page load finds in storage.
struct Found {
  enum class Which { latest, none, earlier, damaged };
  Which which = Which::latest;
  int position = 0;  // earlier: as it was after this event; damaged: where
};

/// One event that both runs have.
struct Happening {
  double now_ms = 0;
  std::string words;   // for people
  std::string record;  // the event record; a start is made when it happens
  struct Load {
    support::Beginning beginning;
    Found found;
  };
  std::optional<Load> load;  // a start
};

struct Script {
  std::vector<Happening> happenings;
  /// True: the page tells what is on the screen when decisions or consent have changed (web/src/slots.ts), whatever
  /// event did it. False: it tells every slot after every act of the script, and then only.
  bool tells_changes_only = false;
};

/// The script of a draw. It begins with a page load.
Script make_script(const ScriptDraw& draw, const pack::Pack& pack);

/// Where time is after `moment` of the way from one event to the next; past it, now and then, for the core's clock must
/// not follow what a secret event says.
double between(double from_ms, double to_ms, int moment);

}  // namespace assent::prove
