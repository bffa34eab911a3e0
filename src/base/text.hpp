// A growable text that owns its bytes. It does what the runtime needs and no more: std::string costs the browser
// several kilobytes for what it inlines.
#pragma once

#include <cstddef>
#include <string_view>

namespace assent::base {

class Text {
 public:
  Text() = default;
  explicit Text(std::string_view text) { append(text); }
  Text(const Text& other) { append(other); }
  Text(Text&& other) noexcept;
  Text& operator=(const Text& other) { return *this = other.view(); }
  Text& operator=(Text&& other) noexcept;
  Text& operator=(std::string_view text);
  ~Text();

  void append(const char* data, std::size_t size);
  void append(std::string_view text) { append(text.data(), text.size()); }
  void append(char letter);
  void clear() { size_ = 0; }
  /// Keeps the first `size` bytes.
  void cut(std::size_t size) { size_ = size < size_ ? size : size_; }

  std::string_view view() const { return {data_, size_}; }
  operator std::string_view() const { return view(); }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  friend bool operator==(const Text& left, const Text& right) { return left.view() == right.view(); }

 private:
  char* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

/// Length of a text that a zero byte ends: a loop of one byte at a time, since the C library's is six times as large.
std::size_t length(const char* text);

/// Name `index` of `names`, which stand one behind the other, each ended by a zero byte: a table of pointers to them
/// would cost the browser four bytes a name. The caller knows that there are that many.
const char* nth(const char* names, std::size_t index);

}  // namespace assent::base
