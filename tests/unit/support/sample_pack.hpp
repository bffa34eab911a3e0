// The site that the unit tests of the core share: three regimes, every kind of purpose, attribute and minimizer. Tests
// change a copy of it where they need something else.
#pragma once

#include "support/pack_builder.hpp"

namespace assent::test {

inline constexpr double noon_ms = 1'795'435'200'000;  // 2026-11-23T12:00:00Z
inline constexpr std::uint32_t day_s = 86'400;
inline constexpr double day_ms = day_s * 1000.0;

namespace regime {
enum : std::uint16_t { opt_in, opt_out, notice };  // regions DE and FR, US-CA, NZ
}

namespace purpose {
enum : policy::PurposeId { necessary, personalization, measurement, advertising, accessibility, count };
}

namespace attribute {
enum : policy::AttributeId {
  age,         // number 16–120
  party,       // text: single, couple, family
  home,        // text, any
  birthday,    // date
  member,      // boolean
  visits,      // number, observed: adds "visit"
  interests,   // text list, observed: collects "view"
  last_view,   // text, observed: set by "view"
  wheelchair,  // boolean of a special category
  family,      // boolean, inferred from party and interests
  segment,     // text, inferred from age
  loyal,       // boolean, inferred from visits
  needs_ramp,  // boolean of a special category, inferred from wheelchair
  topics,      // text list, declared
  count
};
}

namespace destination {
enum : policy::DestinationId { collector, crm, count };
}

namespace slot {
enum : policy::SlotId { hero, aside, offer, count };
}

namespace service {
enum : std::uint16_t { basket, analytics, video, orphan, count };
}

namespace context {
enum : std::uint16_t { path, campaign, count };
}

/// The site, for tests that change it.
Site sample_site();

/// Its pack, which lives as long as the program.
const policy::Pack& sample();

}  // namespace assent::test
