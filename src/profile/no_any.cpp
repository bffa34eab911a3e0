// The small core's part of any.hpp.
#include "profile/any.hpp"

namespace assent::profile {

base::Fault check_any(std::string_view) { return base::Fault::wrong_type; }

std::string_view text_in(const ValueView& value) { return value.text; }

}  // namespace assent::profile
