// Any bytes as a record of scores. What is taken is compared, written for the visitor, faded and raised, and what comes
// of that is taken again.
#include "profile/scores.hpp"

#include <cstdlib>

#include "profile/opaque.hpp"
#include "support/interests.hpp"

using namespace assent;

namespace {

constexpr double half_life_ms = test::interest_half_life_s * 1000.0;

const pack::Attribute& interests() {
  static const test::OpenSite site(test::site_with_interests());
  return policy::at(site.pack().attributes(), test::drawn_to);
}

}  // namespace

// The first byte says how old the scores are, the second which choice is raised.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const pack::Attribute& attribute = interests();
  const profile::ValueView given = test::of_scores({reinterpret_cast<const char*>(data + 2), size - 2});
  if (profile::check(attribute, given) != base::Fault::none) return 0;
  profile::Cell cell;
  cell.present = true;
  cell.value = profile::Value(given);
  const double now_ms = half_life_ms * data[0] / 16;
  const auto* choice = attribute.choices()->Get(data[1] % attribute.choices()->size());
  const double before = profile::score_at(attribute, given.text, policy::view(choice), 0, now_ms);
  base::Text json;
  base::JsonWriter writer(json);
  profile::write_opaque(writer, given);
  const base::Text raised = profile::raised(attribute, &cell, 0.3, policy::view(choice), now_ms);
  const double after = profile::score_at(attribute, raised, policy::view(choice), now_ms, now_ms);
  const bool is_sound = profile::check_scores(attribute, raised) == base::Fault::none;
  if (!is_sound || after + 1e-6 < before || !(after > 0)) std::abort();
  return 0;
}
