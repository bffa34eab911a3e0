// The names, in the order of the enumerators.
#include "base/result.hpp"

#include "base/text.hpp"

namespace assent::base {

const char* fault_name(Fault fault) {
  return nth(
      "none\0"
      "not_started\0"
      "bad_time\0"
      "wrong_facts\0"
      "fact_too_long\0"
      "snapshot_damaged\0"
      "snapshot_newer\0"
      "unknown_purpose\0"
      "always_on\0"
      "untrusted_grant\0"
      "age_unconfirmed\0"
      "age_not_asked\0"
      "unknown_attribute\0"
      "unknown_signal\0"
      "wrong_type\0"
      "text_too_long\0"
      "text_not_utf8\0"
      "not_a_choice\0"
      "number_out_of_range\0"
      "list_too_long\0"
      "not_decided",
      static_cast<std::size_t>(fault));
}

}  // namespace assent::base
