// The small core's part of more_forms.hpp: it knows none of these forms, so nothing leaves in them.
#include "egress/more_forms.hpp"

namespace assent::egress {

std::optional<profile::Value> minimize_more(const policy::Pack&, const pack::Attribute&, const pack::Leave&,
                                            const profile::ValueView&, const Owner&) {
  return {};
}

bool is_minimized_more(const pack::Attribute&, const pack::Leave&, const profile::ValueView&) { return false; }

}  // namespace assent::egress
