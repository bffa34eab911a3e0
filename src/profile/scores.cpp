// Reads and writes the record. What is read here has been checked when it was taken in.
#include "profile/scores.hpp"

#include <array>

#include "base/bytes.hpp"
#include "base/format.hpp"
#include "base/half.hpp"

namespace assent::profile {

namespace {

using base::Fault;

constexpr double thousandths = 1000;

struct Score {
  std::string_view choice;
  double score = 0;
};

// The scores of a record, with room for one more.
struct Scores {
  std::array<Score, max_scores + 1> all;
  std::size_t count = 0;

  void drop(std::size_t at) {
    for (--count; at < count; ++at) all[at] = all[at + 1];
  }
  // In the order of the choices' bytes.
  void add(const Score& score) {
    std::size_t at = count++;
    for (; at > 0 && all[at - 1].choice > score.choice; --at) all[at] = all[at - 1];
    all[at] = score;
  }
};

Score next_score(base::ByteReader& in) {
  Score next;
  next.choice = in.text();
  next.score = in.number<double>();
  return next;
}

// What is left of a score after `age_ms`; a clock that was set back leaves all of it.
double faded(const pack::Attribute& attribute, double score, double age_ms) {
  return score * base::half(age_ms / (attribute.half_life_s() * 1000.0));
}

bool is_choice(const pack::Attribute& attribute, std::string_view text) {
  for (std::size_t index = 0; index < policy::size(attribute.choices()); ++index)
    if (policy::equals(&policy::at(attribute.choices(), index), text)) return true;
  return false;
}

Scores faded_scores(const pack::Attribute& attribute, const Cell& before, double now_ms) {
  Scores scores;
  base::ByteReader in(base::as_bytes(before.value.text));
  while (!in.done() && scores.count < max_scores) {
    Score each = next_score(in);
    each.score = faded(attribute, each.score, now_ms - before.at_ms);
    if (each.score >= min_score) scores.add(each);
  }
  return scores;
}

// Takes the score of the choice out, so that it can stand there anew.
double take(Scores& scores, std::string_view choice) {
  for (std::size_t at = 0; at < scores.count; ++at) {
    if (scores.all[at].choice != choice) continue;
    const double score = scores.all[at].score;
    scores.drop(at);
    return score;
  }
  return 0;
}

// Of those that are equally weak the first by its bytes.
void make_room(Scores& scores) {
  if (scores.count < max_scores) return;
  std::size_t weakest = 0;
  for (std::size_t at = 1; at < scores.count; ++at)
    if (scores.all[at].score < scores.all[weakest].score) weakest = at;
  scores.drop(weakest);
}

base::Text record_of(const Scores& scores) {
  base::Text record;
  base::ByteWriter out(record);
  for (std::size_t at = 0; at < scores.count; ++at) {
    out.text(scores.all[at].choice);
    out.number(to_steps(scores.all[at].score));
  }
  return record;
}

}  // namespace

Fault check_scores(const pack::Attribute& attribute, std::string_view record) {
  base::ByteReader in(base::as_bytes(record));
  std::string_view last;
  for (std::size_t count = 0; !in.done(); ++count) {
    const Score each = next_score(in);
    if (!in.ok() || (count > 0 && last >= each.choice)) return Fault::wrong_type;
    if (count == max_scores) return Fault::list_too_long;
    if (!is_choice(attribute, each.choice)) return Fault::not_a_choice;
    if (!(each.score >= 0 && each.score <= 1)) return Fault::number_out_of_range;
    last = each.choice;
  }
  return Fault::none;
}

double score_at(const pack::Attribute& attribute, std::string_view record, std::string_view choice, double at_ms,
                double now_ms) {
  base::ByteReader in(base::as_bytes(record));
  while (!in.done()) {
    const Score each = next_score(in);
    if (each.choice == choice || !in.ok()) return in.ok() ? faded(attribute, each.score, now_ms - at_ms) : 0;
  }
  return 0;
}

double weight_of(const pack::Attribute& attribute, std::string_view signal) {
  for (std::size_t index = 0; index < policy::size(attribute.signals()); ++index) {
    const pack::ScoreSignal& each = policy::at(attribute.signals(), index);
    if (policy::equals(each.signal(), signal)) return each.weight();
  }
  return 0;
}

base::Text raised(const pack::Attribute& attribute, const Cell* before, double weight, std::string_view choice,
                  double now_ms) {
  Scores scores;
  if (before) scores = faded_scores(attribute, *before, now_ms);
  const double score = take(scores, choice);
  make_room(scores);
  scores.add({choice, score + weight * (1 - score)});
  return record_of(scores);
}

base::Text faded_record(const pack::Attribute& attribute, const Cell& cell, double now_ms) {
  return record_of(faded_scores(attribute, cell, now_ms));
}

void write_scores(base::JsonWriter& json, std::string_view record) {
  base::ByteReader in(base::as_bytes(record));
  json.object();
  while (!in.done() && in.ok()) {
    const Score each = next_score(in);
    if (!in.ok()) break;
    const auto whole = static_cast<std::uint32_t>(each.score * thousandths + 0.5);
    json.key(each.choice.data(), each.choice.size()).number(whole / thousandths);
  }
  json.end_object();
}

}  // namespace assent::profile
