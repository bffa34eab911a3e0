// The exports that only full.wasm has for "why this?": reasons, values for our own elements, and the visitor's switch.
#include <cstdint>

#include "effects_text.hpp"
#include "session.hpp"
#include "session/switch_attribute.hpp"
#include "why_text.hpp"

namespace {

using namespace assent;
using boundary::Session;

bool has_slot(const Session& session, std::uint32_t slot) { return slot < policy::size(session.pack->slots()); }

}  // namespace

extern "C" {

/// Why slot `slot` shows what it shows now: JSON in the session's text (why_text.hpp). Returns 1, or 0 where there is
/// no such slot.
int assent_why(Session* session, std::uint32_t slot) {
  session->text.clear();
  if (!has_slot(*session, slot)) return 0;
  session->text = boundary::write_why(*session->pack, session->state, static_cast<policy::SlotId>(slot));
  return 1;
}

/// What attribute `attribute` reads as for the decision of `slot` now: JSON in the session's text, null where nothing
/// may be read. For our own elements alone. Returns 1, or 0 where there is no such attribute or slot.
int assent_value(Session* session, std::uint32_t attribute, std::uint32_t slot) {
  session->text.clear();
  if (!has_slot(*session, slot) || attribute >= policy::size(session->pack->attributes())) return 0;
  session->text = boundary::write_value_for(*session->pack, session->state, static_cast<policy::AttributeId>(attribute),
                                            static_cast<policy::SlotId>(slot));
  return 1;
}

/// Switches an attribute off (1) or on (0), as the visitor has said beside a reason; the session's text holds the
/// effects.
void assent_switch(Session* session, std::uint32_t attribute, int off) {
  boundary::stepped(*session);
  const auto id =
      static_cast<policy::AttributeId>(attribute < session::every_attribute ? attribute : session::every_attribute);
  const auto effects = session::switch_attribute(*session->pack, session->state, id, off != 0);
  session->text = boundary::write_effects(*session->pack, session->state, effects);
}
}
