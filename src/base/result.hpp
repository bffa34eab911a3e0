// Errors as values: the core names what went wrong by a code, beside which stands what each means.
#pragma once

#include <cstdint>
#include <string_view>

namespace assent::base {

/// What the core refuses. Nothing changes where a fault is given.
enum class Fault : std::uint8_t {
  none,
  not_started,  // the first event of a page load is start
  bad_time,     // before 1970, after 9999, or not a number
  wrong_facts,  // not one fact per name in the pack's context
  fact_too_long,
  snapshot_damaged,  // counts as a first visit
  snapshot_newer,    // a later version of the core wrote it: counts as a first visit
  unknown_purpose,
  always_on,        // the purpose is necessary: it has no switch
  untrusted_grant,  // only a visitor's own act may grant
  age_unconfirmed,  // the regime asks the age first: nothing can be granted before, or by who is too young
  age_not_asked,    // the regime does not ask it
  unknown_attribute,
  unknown_signal,  // no attribute listens to it
  wrong_type,      // the value is not of the attribute's type
  text_too_long,
  text_not_utf8,
  not_a_choice,  // the policy lists the values that the attribute may have
  number_out_of_range,
  list_too_long,
  not_decided,  // no decision was asked for this slot
  // Of policy::open() alone, which no browser runs: they have no names.
  pack_damaged,  // the bytes are not a pack
  pack_format,   // compiled for another version of the core
  pack_limits,   // too large, or more purposes, attributes or slots than the limits
  pack_unsound,  // refers to something that it does not hold
};

/// The stable name of a fault that a step can have, as its enumerator is written.
const char* fault_name(Fault fault);

/// Either what was asked for or the fault.
template <class T>
struct [[nodiscard]] Result {
  T value{};
  Fault fault = Fault::none;
  explicit operator bool() const { return fault == Fault::none; }
};

}  // namespace assent::base
