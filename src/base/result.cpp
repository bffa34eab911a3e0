// The names, in the order of the enumerators.
#include "base/result.hpp"

namespace assent::base {

const char* fault_name(Fault fault) {
  static constexpr const char* names[] = {"none",           "pack_damaged",     "pack_format",
                                          "pack_limits",    "pack_unsound",     "record_malformed",
                                          "not_started",    "bad_time",         "wrong_facts",
                                          "fact_too_long",  "snapshot_damaged", "unknown_purpose",
                                          "always_on",      "untrusted_grant",  "unknown_attribute",
                                          "unknown_signal", "wrong_type",       "text_too_long",
                                          "text_not_utf8",  "not_a_choice",     "number_out_of_range",
                                          "list_too_long",  "not_decided"};
  return names[static_cast<std::size_t>(fault)];
}

}  // namespace assent::base
