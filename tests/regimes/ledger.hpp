// What a visitor has said, kept as a clerk would: from the acts alone, with rules of its own. It knows the pack's words
// (bases, model, sets of purposes) and nothing of src/consent.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "policy/pack.hpp"

namespace assent::regimes {

class Ledger {
 public:
  explicit Ledger(const policy::Pack& pack) : pack_(&pack), lines_(policy::size(pack.purposes())) {}

  /// Which rules hold from now on; grants of other rules are void.
  void comes_under(std::size_t regime, bool gpc);
  /// Time that the device's clock has counted; a clock set back counts as no time at all.
  void counts(double elapsed_ms);
  /// Everything that was granted is void.
  void voids();
  void says_age(bool of_age);
  void accepts_all();
  void refuses_all();
  void opts_out();
  void limits();
  /// Saved switches: on, and moved by the visitor's own hand. One that nobody moved shows what stands.
  void saves(const std::vector<bool>& on, const std::vector<bool>& moved, double slack_ms);
  /// Saved switches that nobody's hand moved: they can only refuse.
  void saves_refusals(const std::vector<bool>& on);
  void refuses(std::size_t purpose);

  /// True where the rules accept what was said for this purpose, give or take `slack_ms` of age.
  bool allows(std::size_t purpose, double slack_ms) const;
  /// The same for data of a special category.
  bool allows_sensitive(std::size_t purpose, double slack_ms) const;

 private:
  struct Line {
    std::optional<double> age_ms;  // of the grant that stands
    bool own_act = false;          // granted by a switch of this very purpose
    bool refused = false;
  };

  const pack::Regime& rules() const { return policy::at(pack_->regimes(), regime_); }
  bool is_on(std::size_t purpose, pack::Basis basis) const;
  bool has_choice(std::size_t purpose) const;
  bool silenced_by_gpc(std::size_t purpose) const;
  bool knows_age() const { return rules().age_from() == 0 || of_age_ >= rules().age_from(); }
  bool is_granted(std::size_t purpose, double slack_ms) const;

  const policy::Pack* pack_;
  std::vector<Line> lines_;
  std::size_t regime_ = 0;
  bool gpc_ = false;
  int of_age_ = 0;
};

}  // namespace assent::regimes
