// The small core's part of pacing.hpp.
#include "personalization/pacing.hpp"

namespace assent::personalization {

bool may_be_shown(const Inputs&, const pack::Slot& slot, std::uint16_t experience, std::uint64_t, Trace*) {
  return !policy::at(slot.experiences(), experience).pace();
}

bool is_held_out(const Pack&, const pack::Slot&, const Decision&, std::uint64_t) { return false; }

}  // namespace assent::personalization
