// What is asked of a collector in both runs of a pair, and what differs: only what it must refuse, only what it will
// have erased, or only what may not be exported any more.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace assent::prove {

/// Which rule, or which part of the edge, refuses a request; each kind carries a text that must not show.
enum class Refused {
  attribute_that_leaves_nowhere,
  attribute_without_consent,
  attribute_not_minimized,
  special_category,
  unknown_attribute,
  unknown_slot,
  unknown_record,
  unknown_purpose,
  malformed_event,
  late_event,
  malformed_record,
  malformed_json,
  unsigned_batch,
  forged_nonce,
  unknown_path,
};
inline constexpr int refusals = 15;

struct Ask {
  enum class What {
    grant,      // some purposes, by a consent record
    withdraw,   // all of them
    permitted,  // events that stay the same
    refused,    // `refusal`, with the side's text
    kept,       // an event that is kept, with the side's own values
    exported,   // the subject's export
    erase,      // the subject's erasure
    outlive,    // time passes: the retention of what is kept, or the consent itself, is over
    crm,        // the CRM's export
    boot,
    metrics,
  };
  What what = What::boot;
  int granted = 0;  // bits
  Refused refusal = Refused::unknown_path;
  std::array<std::string, 2> texts{};  // one a side
  int pick = 0;
};

struct Plan {
  enum class Differs {
    refused,   // nothing of it is ever kept
    erased,    // it is kept first and erased later
    outlived,  // it is kept, and lies in the database: only answers and exports are alike
  };
  std::vector<Ask> asks;
  Differs differs = Differs::refused;
};

/// The plan of a seed.
Plan draw_plan(std::uint64_t seed);

const char* name_of(Refused refusal);
std::string show(const Ask& ask);

}  // namespace assent::prove
