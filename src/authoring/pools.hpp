// Constants that programs share: each list of them stands once, whoever compares with it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace assent::authoring {

template <class T>
std::uint16_t position_in(const std::vector<T>& sorted, const T& value) {
  return static_cast<std::uint16_t>(std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin());
}

/// Where `values` stand in `pool`, appended unless they stand there already.
template <class T>
std::uint32_t pooled(std::vector<T>& pool, std::map<std::vector<T>, std::uint32_t>& known, std::vector<T> values) {
  const auto [entry, is_new] = known.emplace(std::move(values), static_cast<std::uint32_t>(pool.size()));
  if (is_new) pool.insert(pool.end(), entry->first.begin(), entry->first.end());
  return entry->second;
}

}  // namespace assent::authoring
