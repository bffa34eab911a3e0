// Over random visits under every regime: no purpose is ever permitted without a grant that its regime accepts, at that
// instant. The engine is asked after every event; the ledger says what was granted.
#include <rapidcheck.h>

#include <boost/test/unit_test.hpp>
#include <random>

#include "ledger.hpp"
#include "session/snapshot.hpp"
#include "session/step.hpp"
#include "sites.hpp"

namespace assent::regimes {

namespace {

using consent::Act;
using session::Occurrence;

constexpr int visits = 3'000;
constexpr double begins_ms = 1'795'435'200'000;
constexpr double hour_ms = 3'600'000;
constexpr double day_ms = 24 * hour_ms;

struct Move {
  int kind = 0;
  int gap = 0;
  int purpose = 0;
  bool flag = false;
  friend std::ostream& operator<<(std::ostream& out, const Move& move) {
    return out << "kind " << move.kind << " gap " << move.gap << " purpose " << move.purpose << " flag " << move.flag;
  }
};

double gap_of(int pick) {
  static constexpr double all[] = {0,
                                   1'000,
                                   hour_ms,
                                   day_ms,
                                   30 * day_ms,
                                   100 * day_ms,
                                   190 * day_ms,
                                   366 * day_ms,
                                   -hour_ms,
                                   -20 * hour_ms,
                                   -2 * day_ms,
                                   -day_ms,
                                   5'000,
                                   60'000,
                                   364 * day_ms,
                                   27'000 * day_ms,
                                   -27'000 * day_ms};
  return all[static_cast<std::size_t>(pick) % std::size(all)];
}

// A visit, told to the engine and to the ledger alike.
class Visit {
 public:
  explicit Visit(const policy::Pack& pack) : pack_(pack), state_(pack), ledger_(pack) {}

  void load(std::size_t regime, bool gpc, bool is_first) {
    const base::Text kept = session::write_snapshot(pack_, state_);
    const bool keeps = !is_first && session::may_persist(pack_, state_);
    const std::string snapshot = keeps ? std::string(kept.view()) : std::string();
    const std::string region = policy::at(policy::at(pack_.regimes(), regime).regions(), 0).str();
    std::destroy_at(&state_);
    std::construct_at(&state_, pack_);
    session::Start start;
    start.seed_a = 7;
    start.gpc = gpc;
    start.region = region;
    start.snapshot = base::as_bytes(snapshot);
    if (!keeps) ledger_ = Ledger(pack_);
    ledger_.comes_under(consent::regime_for(pack_, region), gpc);
    tell(start);
    on_ = moved_ = std::vector<bool>(policy::size(pack_.purposes()), false);
    read_switches();
  }

  void pass(double gap_ms) {
    const double before_ms = now_ms_;
    now_ms_ = std::max(0.0, now_ms_ + gap_ms);
    const double elapsed_ms = now_ms_ - before_ms;
    // A snapshot knows the hour: the engine may not have seen what came after.
    if (elapsed_ms < -consent::max_clock_back_ms - hour_ms)
      ledger_.voids();
    else if (elapsed_ms < 0)
      slack_ms_ += hour_ms;
    else
      ledger_.counts(elapsed_ms);
  }

  void declares(bool of_age, bool trusted) {
    if (!tell(session::DeclareAge{of_age, trusted})) return;
    ledger_.says_age(of_age);
    reset_switches();
  }

  void chooses(Act act, bool trusted) {
    if (!tell(session::Choose{act, trusted})) return;
    if (act == Act::accept_all) ledger_.accepts_all();
    if (act == Act::reject_all) ledger_.refuses_all();
    if (act == Act::opt_out) ledger_.opts_out();
    if (act == Act::limit) ledger_.limits();
    if (act == Act::save && trusted) ledger_.saves(on_, moved_, slack_ms_);
    if (act == Act::save && !trusted) ledger_.saves_refusals(on_);
    reset_switches();
  }

  void switches(std::size_t purpose, bool on) {
    if (!tell(session::Toggle{static_cast<policy::PurposeId>(purpose), on})) return;
    on_[purpose] = on;
    moved_[purpose] = true;
  }

  void opens(bool open) {
    tell(session::OpenPreferences{open});
    reset_switches();
  }

  void restricts(std::size_t purpose) {
    if (!tell(session::AnswerOne{static_cast<policy::PurposeId>(purpose)})) return;
    ledger_.refuses(purpose);
    read_switches();
  }

  void waits() {
    tell(session::Flush{});
    read_switches();
  }

  void check() {
    const auto& stands = state_.load.permissions;
    for (std::size_t purpose = 0; purpose < policy::size(pack_.purposes()); ++purpose) {
      if (stands.permitted[purpose]) RC_ASSERT(ledger_.allows(purpose, slack_ms_));
      if (stands.explicitly[purpose]) RC_ASSERT(ledger_.allows_sensitive(purpose, slack_ms_));
      granted_ += stands.permitted[purpose] ? 1 : 0;
    }
  }
  int granted() const { return granted_; }

 private:
  // True where the engine took it.
  bool tell(const Occurrence& what) {
    return session::step(pack_, state_, {now_ms_, what}).refused == base::Fault::none;
  }

  // Switches that nobody moved show what stands.
  void read_switches() {
    for (std::size_t purpose = 0; purpose < on_.size(); ++purpose)
      if (!moved_[purpose]) on_[purpose] = state_.load.draft.on[purpose];
  }
  void reset_switches() {
    moved_.assign(moved_.size(), false);
    read_switches();
  }
  const policy::Pack& pack_;
  session::State state_;
  Ledger ledger_;
  double now_ms_ = begins_ms;
  double slack_ms_ = hour_ms;
  std::vector<bool> on_, moved_;
  int granted_ = 0;
};

// rapidcheck's own listener prints; Boost.Test has the word here.
class Silent : public rc::detail::TestListener {
  void onTestCaseFinished(const rc::detail::CaseDescription&) override {}
  void onShrinkTried(const rc::detail::CaseDescription&, bool) override {}
  void onTestFinished(const rc::detail::TestMetadata&, const rc::detail::TestResult&) override {}
};

rc::Gen<Move> any_move() {
  const auto below = [](int most) { return rc::gen::resize(1'000, rc::gen::inRange(0, most)); };
  return rc::gen::build<Move>(rc::gen::set(&Move::kind, below(16)), rc::gen::set(&Move::gap, below(64)),
                              rc::gen::set(&Move::purpose, below(5)),
                              rc::gen::set(&Move::flag, rc::gen::map(below(4), [](int pick) { return pick != 0; })));
}

void act(Visit& visit, const Move& move, std::size_t& regime, std::size_t regimes) {
  constexpr Act acts[] = {Act::accept_all, Act::accept_all, Act::reject_all, Act::save,
                          Act::save,       Act::opt_out,    Act::limit};
  // Most time passes in seconds; now and then much of it does, or the clock is wrong.
  visit.pass(move.gap < 40 ? 1'000.0 * move.gap : gap_of(move.gap));
  const auto purpose = static_cast<std::size_t>(move.purpose);
  if (move.kind < 7) return visit.chooses(acts[move.kind], move.flag);
  if (move.kind < 10) return visit.switches(purpose, move.flag);
  if (move.kind == 10) return visit.opens(move.flag);
  if (move.kind == 11) return visit.restricts(purpose);
  if (move.kind == 12) return visit.declares(move.flag, move.purpose != 0);
  if (move.kind == 13) return visit.waits();
  // Hardly anybody moves.
  if (move.kind == 15 && move.gap % 4 == 0) regime = static_cast<std::size_t>(move.gap) % regimes;
  visit.load(regime, move.purpose == 0, move.purpose == 4 && !move.flag);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(grants)

BOOST_AUTO_TEST_CASE(nothing_is_permitted_without_a_grant_that_its_regime_accepts) {
  const Site site({true, 0});
  const std::size_t regimes = policy::size(site.pack().regimes());
  int granted = 0;
  const auto property = [&] {
    std::size_t regime = *rc::gen::inRange<std::size_t>(0, regimes);
    const auto moves = *rc::gen::container<std::vector<Move>>(any_move());
    Visit visit(site.pack());
    visit.load(regime, false, true);
    visit.check();
    for (const Move& move : moves) {
      act(visit, move, regime, regimes);
      visit.check();
    }
    granted += visit.granted();
  };
  Silent silent;
  rc::detail::TestParams params;
  params.seed = std::random_device()();
  params.maxSuccess = visits;
  const auto result = rc::detail::checkTestable(property, rc::detail::TestMetadata(), params, silent,
                                                std::unordered_map<std::string, rc::detail::Reproduce>());
  rc::detail::SuccessResult success;
  BOOST_TEST(result.match(success), "seed " << params.seed << ": " << result);
  BOOST_TEST(granted > 20 * visits);  // and a good deal was permitted
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::regimes
