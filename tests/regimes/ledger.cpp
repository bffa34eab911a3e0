// One line a purpose, one rule after the other.
#include "ledger.hpp"

namespace assent::regimes {

using pack::Basis;

bool Ledger::is_on(std::size_t purpose, Basis basis) const {
  return (rules().bases()->of()->Get(static_cast<flatbuffers::uoffset_t>(basis)) >> purpose & 1) != 0;
}

bool Ledger::has_choice(std::size_t purpose) const {
  return !is_on(purpose, Basis::contract) && !is_on(purpose, Basis::strictly_necessary);
}

bool Ledger::silenced_by_gpc(std::size_t purpose) const { return gpc_ && (rules().gpc() >> purpose & 1) != 0; }

void Ledger::comes_under(std::size_t regime, bool gpc) {
  if (regime != regime_) voids();
  regime_ = regime;
  gpc_ = gpc;
  for (std::size_t purpose = 0; purpose < lines_.size(); ++purpose)
    if (silenced_by_gpc(purpose)) refuses(purpose);
}

void Ledger::counts(double elapsed_ms) {
  for (Line& line : lines_)
    if (line.age_ms) *line.age_ms += elapsed_ms;
}

void Ledger::voids() {
  for (Line& line : lines_) line.age_ms.reset();
}

void Ledger::says_age(bool of_age) {
  of_age_ = of_age ? rules().age_from() : 0;
  if (!of_age) refuses_all();
}

void Ledger::accepts_all() {
  for (std::size_t purpose = 0; purpose < lines_.size(); ++purpose)
    if (is_on(purpose, Basis::consent) || is_on(purpose, Basis::legitimate_interest))
      if (!silenced_by_gpc(purpose)) lines_[purpose] = {0.0, false, false};
}

void Ledger::refuses(std::size_t purpose) { lines_[purpose] = {{}, false, true}; }

void Ledger::refuses_all() {
  for (std::size_t purpose = 0; purpose < lines_.size(); ++purpose)
    if (has_choice(purpose)) refuses(purpose);
}

void Ledger::opts_out() {
  for (std::size_t purpose = 0; purpose < lines_.size(); ++purpose)
    if ((rules().opt_out() >> purpose & 1) != 0) refuses(purpose);
}

void Ledger::limits() {
  for (std::size_t purpose = 0; purpose < lines_.size(); ++purpose)
    if ((rules().limit() >> purpose & 1) != 0) refuses(purpose);
}

void Ledger::saves(const std::vector<bool>& on, const std::vector<bool>& moved, double slack_ms) {
  for (std::size_t purpose = 0; purpose < lines_.size(); ++purpose) {
    if (!has_choice(purpose)) continue;
    const Line before = lines_[purpose];
    const bool shows_on = moved[purpose] ? on[purpose] : on[purpose] && allows(purpose, slack_ms);
    if (!shows_on || silenced_by_gpc(purpose))
      refuses(purpose);
    else if (!moved[purpose] && before.age_ms && before.own_act)
      continue;  // left alone: as old as it was
    else
      lines_[purpose] = {0.0, moved[purpose], false};
  }
}

void Ledger::saves_refusals(const std::vector<bool>& on) {
  for (std::size_t purpose = 0; purpose < lines_.size(); ++purpose)
    if (has_choice(purpose) && !on[purpose]) refuses(purpose);
}

bool Ledger::is_granted(std::size_t purpose, double slack_ms) const {
  const Line& line = lines_[purpose];
  return line.age_ms && *line.age_ms <= rules().terms()->validity_s() * 1000.0 + slack_ms;
}

bool Ledger::allows(std::size_t purpose, double slack_ms) const {
  if (!has_choice(purpose)) return true;
  if (!knows_age() || silenced_by_gpc(purpose)) return false;
  if (is_on(purpose, Basis::legitimate_interest) && (rules().unprompted() >> purpose & 1) != 0)
    return !lines_[purpose].refused;
  return is_granted(purpose, slack_ms) && (!is_on(purpose, Basis::explicit_consent) || lines_[purpose].own_act);
}

bool Ledger::allows_sensitive(std::size_t purpose, double slack_ms) const {
  return allows(purpose, slack_ms) && is_granted(purpose, slack_ms) && lines_[purpose].own_act;
}

}  // namespace assent::regimes
