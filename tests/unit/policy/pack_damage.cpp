// Packs with bytes cut off or changed: whatever still opens can be used without harm.
#include <array>
#include <boost/test/unit_test.hpp>

#include "effects_text.hpp"
#include "policy/verify.hpp"
#include "support/print.hpp"
#include "support/sample_pack.hpp"
#include "support/values.hpp"
#include "support/visit.hpp"

using namespace assent;
using namespace assent::test;

namespace {

// A visit that reads every part of a pack.
void use(const policy::Pack& pack) {
  Visit visit(pack);
  const auto take = [&](const session::Effects& effects) { boundary::write_effects(pack, visit.state, effects); };
  Landing landing;
  landing.facts.resize(policy::size(pack.context()), "alps");
  take(visit.start(landing));
  take(visit.does(session::Decide{}));
  for (policy::PurposeId purpose = 0; purpose < purpose::count; ++purpose) take(visit.toggles(purpose, true));
  take(visit.chooses(consent::Act::save));
  const std::string list = items({"kids", "alps"});
  const profile::ValueView values[] = {of_boolean(true), of_number(30), of_text("family"), of_items(list), of_date(30)};
  for (std::size_t at = 0; at < policy::size(pack.attributes()); ++at) {
    const auto type = policy::at(pack.attributes(), at).type();
    take(visit.sets(static_cast<policy::AttributeId>(at), values[static_cast<std::size_t>(type)]));
  }
  take(visit.does(session::Observe{"visit", of_number(1)}));
  take(visit.does(session::Observe{"view", of_text("kids")}));
  take(visit.does(session::Flush{}));
  for (policy::SlotId slot = 0; slot < slot::count; ++slot) take(visit.does(session::Expose{slot}));
  Landing again = landing;
  again.snapshot = visit.snapshot();
  take(visit.start(again));
  take(visit.chooses(consent::Act::reject_all));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(damaged_packs)

BOOST_AUTO_TEST_CASE(sound_pack_can_be_used) { BOOST_CHECK_NO_THROW(use(sample())); }

BOOST_AUTO_TEST_CASE(pack_that_is_cut_short_is_refused) {
  const PackBytes whole = build(sample_site());
  // The last bytes are padding and the end of a text.
  const std::size_t needed = whole.span().size() - 16;
  for (std::size_t size = 0; size < whole.span().size(); ++size) {
    const PackBytes cut(whole.span().first(size));
    const auto opened = policy::open(cut.span());
    if (size < needed) BOOST_TEST(opened.fault != base::Fault::none, "opened with " << size << " bytes");
    if (opened) use(*opened.value);
  }
}

BOOST_AUTO_TEST_CASE(pack_with_a_changed_byte_is_refused_or_harmless) {
  const PackBytes whole = build(sample_site());
  constexpr std::array<std::uint8_t, 3> flips{0xff, 0x01, 0x80};
  std::size_t refused = 0;
  for (std::size_t at = 0; at < whole.span().size(); ++at) {
    const PackBytes changed(whole.span());
    changed.span()[at] ^= flips[at % flips.size()];
    const auto opened = policy::open(changed.span());
    if (opened)
      use(*opened.value);
    else
      ++refused;
  }
  // The rest were texts, weights and the like: another policy, but a sound one.
  BOOST_TEST(refused > whole.span().size() / 2);
}

BOOST_AUTO_TEST_SUITE_END()
