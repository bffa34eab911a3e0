// Builds packs from plain structures, sound or not: a test says "this site" in a few lines. Positions are written as
// they are, so that a test can also write wrong ones; nothing here checks anything.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "policy/pack.hpp"

namespace assent::test {

using Indexes = std::vector<std::uint16_t>;

struct Regime {
  std::string id{};
  pack::Model model = pack::Model::opt_in;
  bool honors_gpc = false;
  std::uint32_t validity_s = 0;
  std::uint32_t reask_s = 0;  // after a choice that refused something
  std::vector<std::string> regions{};
  std::uint8_t age_from = 0;
  bool opt_out = false;  // *do not sell or share*, for what Global Privacy Control covers
  Indexes limit{};       // *limit the use of my sensitive data*
  Indexes unprompted{};  // opt-in: legitimate interests that stand until the visitor objects
};

struct Purpose {
  std::string id{};
  std::array<pack::Basis, 3> bases{};  // opt-in, opt-out, notice
  bool covered_by_gpc = false;
  std::uint32_t revision = 0;
};

/// A condition as a tree. Leaves have operands; groups have children.
struct Condition {
  pack::Op op = pack::Op::all;
  pack::Subject subject = pack::Subject::none;
  std::uint16_t index = 0;
  std::vector<double> numbers{};
  std::vector<std::string> texts{};
  std::vector<Condition> children{};
  std::optional<std::uint16_t> choice{};  // of a score
};
using When = std::vector<Condition>;  // none: always

Condition all(std::vector<Condition> children);
Condition any(std::vector<Condition> children);
Condition none(std::vector<Condition> children);
Condition number(policy::AttributeId attribute, pack::Op op, std::vector<double> operands);
Condition text(policy::AttributeId attribute, pack::Op op, std::vector<std::string> operands);
/// Compares the score of a choice.
Condition score(policy::AttributeId attribute, std::uint16_t choice, pack::Op op, double operand);
Condition exists(policy::AttributeId attribute);
Condition fact(std::uint16_t fact, pack::Op op, std::vector<std::string> operands);

struct Leave {
  policy::DestinationId to = 0;
  bool decision = false;
  pack::Minimizer minimizer = pack::Minimizer::keep;
  std::vector<double> bounds{};
  std::uint8_t length = 0;
  std::uint16_t map = 0;
  pack::DateUnit unit = pack::DateUnit::day;
  std::uint64_t odds = 0;     // of noisy minimizers
  std::uint64_t further = 0;  // likewise
  std::uint32_t cost = 0;     // likewise
};
Leave kept(policy::DestinationId to);
Leave dropped(policy::DestinationId to);
Leave as_decision(policy::DestinationId to);
Leave in_buckets(policy::DestinationId to, std::vector<double> bounds);
Leave as_prefix(policy::DestinationId to, std::uint8_t length);
Leave rounded(policy::DestinationId to, double step);
Leave as_pseudonym(policy::DestinationId to);
/// `leave` with noise: the odds of the truth, in parts of 2^64, and what an answer costs.
Leave noisy(Leave leave, std::uint64_t odds, std::uint32_t cost);
Leave mapped(policy::DestinationId to, std::uint16_t map);
Leave dated(policy::DestinationId to, pack::DateUnit unit);

struct Inference {
  When when{};
  double number = 0;
  std::string text{};
};

struct ScoreSignal {
  std::string signal{};
  double weight = 0.5;
};

struct Attribute {
  std::string id{};
  pack::ValueType type = pack::ValueType::boolean;
  Indexes purposes{};
  pack::Source source = pack::Source::declared;
  std::vector<Leave> leaves{};
  bool special = false;
  std::uint32_t retention_s = 100 * 86'400;
  std::uint32_t fresh_s = 0;  // 0: as long as it is kept
  double minimum = -1e9;
  double maximum = 1e9;
  std::vector<std::string> choices{};
  std::string signal{};
  pack::Update update = pack::Update::set;
  Indexes inputs{};
  std::vector<Inference> inferences{};
  std::uint32_t half_life_s = 0;         // of scores
  std::vector<ScoreSignal> raised_by{};  // of scores
};

struct Map {
  std::vector<std::string> keys{};
  std::vector<std::string> values{};
  std::string other{};
};

/// A service or a destination.
struct Party {
  std::string id{};
  Indexes purposes{};
  bool page = false;  // of a destination
};

struct Goal {
  std::string id{};
  policy::SlotId slot = 0;
  Indexes exposes{};
};

struct Variant {
  std::string id{};
  std::uint32_t weight = 0;
};

struct Pace {
  bool killed = false;
  std::vector<double> turns{};
  std::string group{};
  std::uint16_t first = 0, end = 0;
  std::uint16_t in_visit = 0, in_day = 0, in_all = 0;
  std::uint32_t cool_down_s = 0;
};

struct Experience {
  std::string id{};
  When when{};
  std::string experiment{};
  std::vector<Variant> variants{};
  std::optional<Pace> pace{};
};

struct Slot {
  std::string id{};
  std::uint16_t purpose = 0;
  Indexes labels{};
  Indexes exposes{};
  std::vector<Experience> experiences{};
};

struct Site {
  std::string id = "trail-shop";
  std::uint16_t format = policy::pack_format;
  std::vector<Regime> regimes{};
  std::vector<Purpose> purposes{};
  std::vector<Attribute> attributes{};
  std::vector<Party> services{};
  std::vector<Party> destinations{};
  std::vector<Slot> slots{};
  std::vector<Map> maps{};
  std::vector<std::string> context{};
  std::string page = "{}";
  std::string notice = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";
  std::uint64_t salt = 0;
  std::uint32_t budget = 0;
  std::vector<Goal> goals{};
  std::uint16_t counts = 0xFFFF;  // the attribute that keeps them
  std::string holdout{};
  std::uint16_t held_out = 0;
};

/// Bytes of a pack, aligned as the reader demands and not one byte longer than they are.
class PackBytes {
 public:
  explicit PackBytes(std::span<const std::uint8_t> bytes);
  std::span<std::uint8_t> span() const { return {bytes_.get(), size_}; }
  /// The pack in the bytes, unchecked and writable in place: for damage that keeps the structure.
  const policy::Pack& pack() const { return *pack::GetPack(bytes_.get()); }

 private:
  std::unique_ptr<std::uint8_t[]> bytes_;
  std::size_t size_;
};

/// Compiles the site.
PackBytes build(const Site& site);

/// A site whose pack opens, for as long as this lives.
class OpenSite {
 public:
  explicit OpenSite(const Site& site);
  const policy::Pack& pack() const { return *pack_; }

 private:
  PackBytes bytes_;
  const policy::Pack* pack_;
};

/// What opening the site's pack answers, after `damage` was done to its bytes.
base::Fault opening(const Site& site, const std::function<void(const PackBytes&)>& damage = {});

}  // namespace assent::test
