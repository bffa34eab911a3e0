// A fixed number of elements, made once: one per purpose, attribute or slot of a pack. It moves and never copies.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <utility>

namespace assent::base {

/// Memory of zero bytes; operator delete takes it back.
void* zeroed(std::size_t bytes);

/// Elements begin as zero bytes, which every element type here takes for its empty value.
template <class T>
class Array {
 public:
  Array() = default;
  /// `size` empty elements.
  explicit Array(std::size_t size) : elements_(static_cast<T*>(zeroed(size * sizeof(T)))), size_(size) {}
  Array(Array&& other) noexcept { swap(other); }
  Array& operator=(Array&& other) noexcept {
    swap(other);
    return *this;
  }
  ~Array() {
    for (T& each : *this) std::destroy_at(&each);
    operator delete(elements_);
  }

  T& operator[](std::size_t index) { return elements_[index]; }
  const T& operator[](std::size_t index) const { return elements_[index]; }
  std::size_t size() const { return size_; }
  T* begin() { return elements_; }
  T* end() { return elements_ + size_; }
  const T* begin() const { return elements_; }
  const T* end() const { return elements_ + size_; }

 private:
  void swap(Array& other) {
    std::swap(elements_, other.elements_);
    std::swap(size_, other.size_);
  }

  T* elements_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace assent::base
