// Writes JSON text (RFC 8259). It only writes: nothing in the runtime reads JSON. Names are literals and their lengths
// are known when compiled, which keeps every call small in the browser's module.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/text.hpp"

namespace assent::base {

/// Appends JSON to a text, putting the commas. The caller keeps objects and arrays balanced.
class JsonWriter {
 public:
  explicit JsonWriter(Text& out) : out_(out) {}

  JsonWriter& object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }

  JsonWriter& text(const char* data, std::size_t size);
  JsonWriter& text(const char* value);
  JsonWriter& text(std::string_view value) { return text(value.data(), value.size()); }
  /// A text held by pointer (a FlatBuffers string); null where there is none.
  template <class String>
  JsonWriter& text(const String* value) {
    return value ? text(value->c_str(), value->size()) : literal("null", 4);
  }
  JsonWriter& number(double value);
  JsonWriter& boolean(bool value) { return value ? literal("true", 4) : literal("false", 5); }

  template <std::size_t size>
  [[gnu::always_inline]] JsonWriter& key(const char (&name)[size]) {
    return key(name, size - 1);
  }
  JsonWriter& key(const char* name, std::size_t size);
  template <std::size_t size, class Value>
  [[gnu::always_inline]] JsonWriter& text(const char (&name)[size], const Value& value) {
    return key(name, size - 1).text(value);
  }
  template <std::size_t size, std::size_t value_size>
  [[gnu::always_inline]] JsonWriter& text(const char (&name)[size], const char (&value)[value_size]) {
    return key(name, size - 1).text(value, value_size - 1);
  }
  template <std::size_t size>
  [[gnu::always_inline]] JsonWriter& number(const char (&name)[size], double value) {
    return key(name, size - 1).number(value);
  }
  template <std::size_t size>
  [[gnu::always_inline]] JsonWriter& boolean(const char (&name)[size], bool value) {
    return key(name, size - 1).boolean(value);
  }
  template <std::size_t size>
  [[gnu::always_inline]] JsonWriter& array(const char (&name)[size]) {
    return key(name, size - 1).array();
  }
  /// A member whose value is JSON text already.
  template <std::size_t size>
  [[gnu::always_inline]] JsonWriter& raw(const char (&name)[size], const Text& json) {
    return key(name, size - 1).literal(json.view().data(), json.size());
  }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  JsonWriter& literal(const char* data, std::size_t size);
  void separate();
  void quote(const char* data, std::size_t size);

  Text& out_;
  bool comma_ = false;
};

}  // namespace assent::base
