// Growth by doubling.
#include "base/text.hpp"

#include <cstring>

namespace assent::base {

Text::Text(Text&& other) noexcept : data_(other.data_), size_(other.size_), capacity_(other.capacity_) {
  other.data_ = nullptr;
  other.size_ = other.capacity_ = 0;
}

Text& Text::operator=(Text&& other) noexcept {
  char* const data = other.data_;
  const std::size_t size = other.size_;
  const std::size_t capacity = other.capacity_;
  other.data_ = data_;
  other.size_ = size_;
  other.capacity_ = capacity_;
  data_ = data;
  size_ = size;
  capacity_ = capacity;
  return *this;
}

Text& Text::operator=(std::string_view text) {
  // The text may lie inside this one; what is cleared is overwritten from its own start at the earliest.
  size_ = 0;
  append(text);
  return *this;
}

Text::~Text() { delete[] data_; }

void Text::append(char letter) { append(&letter, 1); }

void Text::append(const char* data, std::size_t size) {
  if (size == 0) return;
  if (size_ + size > capacity_) {
    capacity_ = (size_ + size) * 2;
    char* const grown = new char[capacity_];
    if (size_ > 0) std::memcpy(grown, data_, size_);
    std::memcpy(grown + size_, data, size);
    delete[] data_;
    data_ = grown;
  } else {
    std::memmove(data_ + size_, data, size);
  }
  size_ += size;
}

std::size_t length(const char* text) {
  std::size_t size = 0;
  while (text[size] != 0) ++size;
  return size;
}

const char* nth(const char* names, std::size_t index) {
  for (; index > 0; --index) names += length(names) + 1;
  return names;
}

}  // namespace assent::base
