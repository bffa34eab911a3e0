// All chance comes from the key and the true level: there is no other randomness, and nothing to remember but marks.
#include "egress/noise.hpp"

#include "base/bytes.hpp"
#include "base/hash.hpp"

namespace assent::egress {

namespace {

using base::mix;

// Of one to whom nothing more is told. That something stays away tells that its value is new, once; were old values
// told on, it would tell so again and again.
constexpr std::uint32_t ended = 0xFFFFFFFF;

void end(base::Text& spending) {
  base::Text none;
  base::ByteWriter(none).number(ended);
  spending = std::move(none);
}

// A new answer is paid for, an old one has been; the first that cannot be paid for is the end of all.
bool pays(std::uint32_t mark, std::uint32_t cost, std::uint32_t budget, base::Text& spending) {
  base::ByteReader in(base::as_bytes(spending));
  const std::uint32_t before = spending.empty() ? 0 : in.number<std::uint32_t>();
  if (before == ended) return false;
  base::Text next;
  base::ByteWriter out(next);
  out.number(before + cost);
  while (in.ok() && !in.done()) {
    const auto known = in.number<std::uint32_t>();
    if (in.ok() && known == mark) return true;
    out.number(known);
  }
  if (!in.ok() || before > budget || cost > budget - before || next.size() > max_answers * sizeof mark) {
    end(spending);
    return false;
  }
  out.number(mark);
  spending = std::move(next);
  return true;
}

// Evenly among the levels that are not the true one.
std::uint32_t another(std::uint64_t chance, std::uint32_t level, std::uint32_t levels) {
  return (level + 1 + static_cast<std::uint32_t>((chance >> 32) * (levels - 1) >> 32)) % levels;
}

// As many steps away as chance goes on saying; what would fall off either end stays there.
std::uint32_t beside(std::uint64_t seed, std::uint64_t further, std::uint32_t level, std::uint32_t levels) {
  const bool down = seed & 1;
  const std::uint32_t room = down ? level : levels - 1 - level;
  std::uint32_t steps = 1;
  while (steps < room && mix(seed + steps) < further) ++steps;
  if (steps > room) steps = room;
  return down ? level - steps : level + steps;
}

}  // namespace

base::SipKey key_for(std::uint64_t unit, std::string_view attribute, std::string_view destination) {
  return {unit, mix(base::fnv1a_64(attribute)) ^ base::fnv1a_64(destination)};
}

std::optional<std::uint32_t> answer(const pack::Leave& leave, const base::SipKey& key, std::uint32_t level,
                                    std::uint32_t levels, std::uint32_t budget, base::Text& spending) {
  // Other odds or another number of levels are another question.
  const std::uint64_t question[] = {leave.odds(), static_cast<std::uint64_t>(levels) << 32 | level};
  const std::uint64_t seed = base::siphash(key, {reinterpret_cast<const char*>(question), sizeof question});
  if (!pays(static_cast<std::uint32_t>(seed), leave.cost(), budget, spending)) return {};
  if (mix(seed) < leave.odds()) return level;
  const std::uint64_t chance = mix(mix(seed));
  return leave.further() > 0 ? beside(chance, leave.further(), level, levels) : another(chance, level, levels);
}

}  // namespace assent::egress
