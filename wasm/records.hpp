// Event records: how the page tells the core what happened. Little endian, one byte of kind, the time as f64, then
// the fields in the order of src/session/event.hpp: texts behind their length in two bytes; facts, snapshots and what a
// value holds behind theirs in four. A record is not trusted: short, long or unknown ones are refused.
#pragma once

#include <cstdint>
#include <span>

#include "session/event.hpp"

namespace assent::boundary {

/// The first byte of a record.
enum class Kind : std::uint8_t {
  start = 1,
  navigate,
  shown,
  toggle,
  choose,
  answer_one,
  set,
  observe,
  forget,
  decide,
  expose,
  flush,
  open_preferences,
  declare_age,
  adopt,
  migrate,
};

/// Reads the event in `record`; false where the record is malformed. Its texts point into `record`.
bool read_event(std::span<const std::uint8_t> record, session::Event& event);

}  // namespace assent::boundary
