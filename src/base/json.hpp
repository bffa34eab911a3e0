// Writes JSON text (RFC 8259). It only writes: nothing in the runtime reads JSON.
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

  JsonWriter& text(const char* value);
  JsonWriter& text(std::string_view value) { return quoted(value.data(), value.size()); }
  /// A text held by pointer (a FlatBuffers string); null where there is none.
  template <class String>
  JsonWriter& text(const String* value) {
    return value ? quoted(value->c_str(), value->size()) : literal("null", 4);
  }
  JsonWriter& number(double value);
  JsonWriter& boolean(bool value) { return value ? literal("true", 4) : literal("false", 5); }

  JsonWriter& key(const char* name);
  JsonWriter& key(const char* name, std::size_t size);
  JsonWriter& text(const char* name, const char* value) { return key(name).text(value); }
  JsonWriter& text(const char* name, const std::string_view& value) { return key(name).text(value); }
  template <class String>
  JsonWriter& text(const char* name, const String* value) {
    return key(name).text(value);
  }
  JsonWriter& number(const char* name, double value) { return key(name).number(value); }
  JsonWriter& boolean(const char* name, bool value) { return key(name).boolean(value); }
  /// Bytes as a text of two digits each.
  JsonWriter& hex(const char* name, const Text& bytes);
  JsonWriter& array(const char* name) { return key(name).array(); }
  /// JSON text already.
  JsonWriter& raw(std::string_view json) { return literal(json.data(), json.size()); }
  /// A member whose value is JSON text already.
  JsonWriter& raw(const char* name, const Text& json) { return key(name).literal(json.view().data(), json.size()); }

 private:
  JsonWriter& quoted(const char* data, std::size_t size);
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  JsonWriter& literal(const char* data, std::size_t size);
  void separate();
  void quote(const char* data, std::size_t size);

  Text& out_;
  bool comma_ = false;
};

}  // namespace assent::base
