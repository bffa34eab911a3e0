// The boundary of both cores: every export but those that only full.wasm has (features.cpp). Pointers are offsets into
// the module's memory; a session belongs to the page until the page goes.
#include <cstddef>
#include <cstdint>
#include <memory>

#include "effects_text.hpp"
#include "records.hpp"
#include "session.hpp"

using namespace assent;
using boundary::Session;

extern "C" {

/// Room for a pack of `size` bytes; assent_open takes it over.
std::uint8_t* assent_alloc(std::size_t size) { return new std::uint8_t[size]; }

/// A session over the pack of `size` bytes at `bytes`, which came from assent_alloc; null where it is no pack of this
/// format. The page has checked its hash before, which the signed boot answer names.
/// The session's text is what the pack holds for the page afterwards.
Session* assent_open(std::uint8_t* bytes, std::size_t size) {
  std::unique_ptr<std::uint8_t[]> owned(bytes);
  const auto* const pack = policy::read({bytes, size});
  if (!pack) return nullptr;
  return new Session{std::move(owned), pack, session::State(*pack), {}, base::Text(policy::view(pack->page())),
                     nullptr};
}

/// A buffer for the next event record, of at least `size` bytes; valid until the next call.
std::uint8_t* assent_input(Session* session, std::size_t size) {
  if (session->input.size() < size) session->input = base::Array<std::uint8_t>(size);
  return session->input.begin();
}

/// Takes the event record of `size` bytes in the input buffer; the session's text holds the effects afterwards.
/// Returns 1, or 0 where the record was malformed and nothing happened.
int assent_step(Session* session, std::size_t size) {
  session->text.clear();
  boundary::stepped(*session);
  if (size > session->input.size()) return 0;
  session::Event event;
  if (!boundary::read_event({session->input.begin(), size}, event)) return 0;
  const session::Effects effects = session::step(*session->pack, session->state, event);
  session->text = boundary::write_effects(*session->pack, session->state, effects);
  return 1;
}

/// The text of the last open or step: UTF-8, assent_length bytes.
const char* assent_text(const Session* session) { return session->text.view().data(); }
std::size_t assent_length(const Session* session) { return session->text.size(); }

/// What slot `slot` shows now: experience and variant, each counted from 1 with 0 for none, in the high and low half.
std::uint32_t assent_decide(const Session* session, std::uint32_t slot) {
  if (slot >= policy::size(session->pack->slots())) return 0;
  const auto decision = session::decide_now(*session->pack, session->state, static_cast<policy::SlotId>(slot));
  return static_cast<std::uint32_t>(decision.experience + 1) << 16 | static_cast<std::uint32_t>(decision.variant + 1);
}
}
