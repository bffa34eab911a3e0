// A set of small indexes in one word: which purposes stand, which switches were moved.
#pragma once

#include <cstddef>
#include <cstdint>

namespace assent::base {

/// Indexes below `capacity`; what lies beyond is never in the set.
class IndexSet {
 public:
  static constexpr std::size_t capacity = 64;

  constexpr IndexSet() = default;
  /// Index i is in the set where bit i is.
  constexpr explicit IndexSet(std::uint64_t bits) : bits_(bits) {}

  constexpr bool operator[](std::size_t index) const { return index < capacity && (bits_ >> index & 1) != 0; }
  constexpr void set(std::size_t index, bool in = true) {
    if (index >= capacity) return;
    const std::uint64_t bit = std::uint64_t{1} << index;
    bits_ = in ? bits_ | bit : bits_ & ~bit;
  }
  constexpr bool any() const { return bits_ != 0; }
  constexpr bool none() const { return bits_ == 0; }
  constexpr std::uint64_t bits() const { return bits_; }

  friend constexpr IndexSet operator|(IndexSet one, IndexSet other) { return IndexSet(one.bits_ | other.bits_); }
  friend constexpr IndexSet operator&(IndexSet one, IndexSet other) { return IndexSet(one.bits_ & other.bits_); }
  /// What is in `one` and not in `other`.
  friend constexpr IndexSet operator-(IndexSet one, IndexSet other) { return IndexSet(one.bits_ & ~other.bits_); }
  constexpr bool operator==(const IndexSet&) const = default;

 private:
  std::uint64_t bits_ = 0;
};

}  // namespace assent::base
