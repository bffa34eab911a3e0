// Loops over words, kept out of line: they are called from everywhere.
#include "base/index_set.hpp"

#include <cstring>

namespace assent::base {

IndexSet& IndexSet::operator=(const IndexSet& other) {
  std::memmove(words_, other.words_, sizeof(words_));
  return *this;
}

bool IndexSet::operator[](std::size_t index) const {
  return index < capacity && (words_[index / 32] >> index % 32 & 1) != 0;
}

void IndexSet::set(std::size_t index, bool in) {
  if (index >= capacity) return;
  const std::uint32_t bit = 1u << index % 32;
  words_[index / 32] = in ? words_[index / 32] | bit : words_[index / 32] & ~bit;
}

bool IndexSet::any() const {
  for (const std::uint32_t word : words_)
    if (word != 0) return true;
  return false;
}

bool IndexSet::operator==(const IndexSet& other) const {
  for (std::size_t at = 0; at < word_count; ++at)
    if (words_[at] != other.words_[at]) return false;
  return true;
}

}  // namespace assent::base
