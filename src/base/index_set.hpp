// A set of small indexes: which purposes stand, which switches were moved.
#pragma once

#include <cstddef>
#include <cstdint>

namespace assent::base {

/// Indexes below `capacity`; what lies beyond is never in the set.
class IndexSet {
 public:
  static constexpr std::size_t capacity = 512;

  IndexSet() = default;
  IndexSet(const IndexSet& other) { *this = other; }
  IndexSet& operator=(const IndexSet& other);

  bool operator[](std::size_t index) const;
  void set(std::size_t index, bool in = true);
  bool any() const;
  bool none() const { return !any(); }
  bool operator==(const IndexSet& other) const;

 private:
  static constexpr std::size_t word_count = capacity / 32;
  std::uint32_t words_[word_count] = {};
};

}  // namespace assent::base
