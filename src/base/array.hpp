// A fixed number of elements, made once: one per purpose, attribute or slot of a pack. It moves and never copies.
#pragma once

#include <cstddef>
#include <memory>

namespace assent::base {

template <class T>
class Array {
 public:
  Array() = default;
  /// `size` elements, each as its default constructor makes it.
  explicit Array(std::size_t size) : elements_(new T[size]()), size_(size) {}

  T& operator[](std::size_t index) { return elements_[index]; }
  const T& operator[](std::size_t index) const { return elements_[index]; }
  std::size_t size() const { return size_; }
  T* begin() { return elements_.get(); }
  T* end() { return elements_.get() + size_; }
  const T* begin() const { return elements_.get(); }
  const T* end() const { return elements_.get() + size_; }

 private:
  std::unique_ptr<T[]> elements_;
  std::size_t size_ = 0;
};

}  // namespace assent::base
