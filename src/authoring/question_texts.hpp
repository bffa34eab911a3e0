// Which texts of a question stand in a pack as symbols.
#pragma once

#include <string>
#include <vector>

#include "authoring/features.hpp"

namespace assent::authoring {

/// The texts that the question itself compares with or follows, without those of its children.
std::vector<std::string> question_texts(const Question& question);

}  // namespace assent::authoring
