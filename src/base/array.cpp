// Kept out of line: every kind of array begins with it.
#include "base/array.hpp"

#include <cstring>

namespace assent::base {

void* zeroed(std::size_t bytes) {
  void* const memory = operator new(bytes);
  std::memset(memory, 0, bytes);
  return memory;
}

}  // namespace assent::base
