// The small core's part of pace_text.hpp.
#include "pace_text.hpp"

namespace assent::boundary {

bool write_pace(base::JsonWriter&, const policy::Pack&, const pack::Slot&, const personalization::Factor&) {
  return false;
}

}  // namespace assent::boundary
