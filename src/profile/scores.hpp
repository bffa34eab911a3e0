// Interests: how strongly each of an attribute's choices draws the visitor, from 0 to 1. A signal raises a score, time
// halves it. They are kept as they were when the last signal came, so that time alone writes nothing.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "profile/profile.hpp"

namespace assent::profile {

inline constexpr std::size_t max_scores = 16;  // of one attribute; the weakest makes room
inline constexpr double min_score = 0.001;     // what has faded below is forgotten with the next signal

/// What is wrong with a record of scores: for each choice its text behind two bytes of length and its score, a double
/// from 0 to 1, sorted by the bytes of the choices, each once.
base::Fault check_scores(const pack::Attribute& attribute, std::string_view record);

/// The score of a choice in a sound record, as it was at `at_ms` and is at `now_ms`. 0 where the record has none: the
/// choice has not drawn the visitor yet.
double score_at(const pack::Attribute& attribute, std::string_view record, std::string_view choice, double at_ms,
                double now_ms);

/// What an attribute of scores becomes by a text: the score of the choice that it is has `weight` of what is missing to
/// 1 more. `before` is what may still be used of it, or null.
base::Text raised(const pack::Attribute& attribute, const Cell* before, double weight, std::string_view choice,
                  double now_ms);

/// The record of the cell as it is at `now_ms`, without what has faded below min_score.
base::Text faded_record(const pack::Attribute& attribute, const Cell& cell, double now_ms);

/// How much a signal raises a score of the attribute; 0 where it does not listen to it.
double weight_of(const pack::Attribute& attribute, std::string_view signal);

/// Writes scores as JSON, {"alps":0.42}, in thousandths.
void write_scores(base::JsonWriter& json, std::string_view record);

}  // namespace assent::profile
