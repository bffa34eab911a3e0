// Of sixteen forms five leave as a decision, five by a minimizer of their type, five whole, and one is dropped; what is
// left of the number picks the minimizer and what it is given.
#include "leaves.hpp"

#include <vector>

namespace assent::prove {

namespace {

using pack::Minimizer;
using pack::ValueType;

/// What a minimizer may be given besides its kind; `pick` is drawn.
struct Parameters {
  explicit Parameters(int pick)
      : length(static_cast<std::uint8_t>(1 + pick % 3)), unit(static_cast<pack::DateUnit>(pick % 3)) {}

  std::vector<double> bounds = {5, 18, 30, 64.5};
  std::uint8_t length;
  std::uint16_t map = 0;  // the drawn policies have one
  pack::DateUnit unit;
  std::uint32_t cost = 1'000;  // of an answer with noise; the drawn policies' budget pays for a few
};
constexpr std::uint64_t half = std::uint64_t{1} << 63;  // of 2^64: the odds of noise

// A new minimizer: its line here, the types that it takes, and in Parameters what it is given.
struct Form {
  Minimizer minimizer;
  ValueType type;
};
constexpr Form forms[] = {
    {Minimizer::bucket, ValueType::number},      {Minimizer::prefix, ValueType::text},
    {Minimizer::map, ValueType::text},           {Minimizer::date, ValueType::date},
    {Minimizer::round, ValueType::number},       {Minimizer::noisy_bucket, ValueType::number},
    {Minimizer::pseudonym, ValueType::text},     {Minimizer::noisy_keep, ValueType::boolean},
    {Minimizer::noisy_round, ValueType::number}, {Minimizer::noisy_keep, ValueType::text},
};

// Noise moves between values of which there are few.
bool fits(const Form& form, const LeaveOf& of) {
  if (form.type != of.type || (of.small_core && form.minimizer > Minimizer::date)) return false;
  if (form.minimizer == Minimizer::noisy_round) return of.bounded;
  return form.minimizer != Minimizer::noisy_keep || of.type == ValueType::boolean || of.chosen;
}

Minimizer minimizer_for(const LeaveOf& of, int pick) {
  std::vector<Minimizer> fitting;
  for (const Form& each : forms)
    if (fits(each, of)) fitting.push_back(each.minimizer);
  return fitting.empty() ? Minimizer::keep : fitting[static_cast<std::size_t>(pick) % fitting.size()];
}

}  // namespace

flatbuffers::Offset<pack::Leave> write_leave(flatbuffers::FlatBufferBuilder& out, const LeaveDraw& draw,
                                             std::uint16_t destination, const LeaveOf& of) {
  constexpr int kinds = 16;
  constexpr int decisions = 5;
  constexpr int minimized = 10;
  constexpr int dropped = 15;
  const int kind = draw.form % kinds;
  const int pick = draw.form / kinds;
  Minimizer minimizer = Minimizer::keep;
  if (kind < minimized) minimizer = minimizer_for(of, pick);
  if (kind == dropped) minimizer = Minimizer::drop;
  Parameters given(pick);
  const bool is_noisy_number = minimizer == Minimizer::noisy_round;
  if (minimizer == Minimizer::round || is_noisy_number) given.bounds = {7};
  return pack::CreateLeave(out, destination, kind < decisions || of.special, minimizer, out.CreateVector(given.bounds),
                           given.length, given.map, given.unit, half, is_noisy_number ? half : 0, given.cost);
}

}  // namespace assent::prove
