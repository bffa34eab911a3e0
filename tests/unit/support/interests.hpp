// A site with interests, and scores in one line: {"alps", 0.5}.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "support/values.hpp"

namespace assent::test {

using ScoreList = std::vector<std::pair<std::string, double>>;

/// The record of these scores, in the order in which they stand.
inline std::string scores_record(const ScoreList& scores) {
  base::Text made;
  base::ByteWriter out(made);
  for (const auto& [choice, score] : scores) {
    out.text(choice);
    out.number(score);
  }
  return std::string(made.view());
}

inline profile::ValueView of_scores(std::string_view record) { return {pack::ValueType::scores, 0, record}; }

/// What a record says; the last is cut short where the record is.
inline ScoreList scores_in(std::string_view record) {
  ScoreList made;
  base::ByteReader in(base::as_bytes(record));
  while (!in.done() && in.ok()) {
    std::string choice(in.text());
    made.emplace_back(std::move(choice), in.number<double>());
  }
  return made;
}

inline constexpr std::uint32_t interest_half_life_s = 14 * day_s;

/// The sample site with one attribute more, `drawn_to`, of these choices.
inline Site site_with_interests(std::vector<std::string> choices = {"alps", "city", "sea"}) {
  Site site = sample_site();
  Attribute drawn_to{"drawn_to", pack::ValueType::scores, {purpose::personalization}, pack::Source::observed};
  drawn_to.choices = std::move(choices);
  drawn_to.half_life_s = interest_half_life_s;
  drawn_to.raised_by = {{"view", 0.5}, {"search", 0.25}};
  site.attributes.push_back(drawn_to);
  return site;
}
inline constexpr policy::AttributeId drawn_to = attribute::count;

}  // namespace assent::test
