// Escapes what RFC 8259 demands and nothing else, so that equal values give equal bytes.
#include "base/json.hpp"

#include "base/format.hpp"

namespace assent::base {

void JsonWriter::separate() {
  if (comma_) out_.append(',');
  comma_ = true;
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  out_.append(bracket);
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  out_.append(bracket);
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::literal(const char* data, std::size_t size) {
  separate();
  out_.append(data, size);
  return *this;
}

void JsonWriter::quote(const char* data, std::size_t size) {
  out_.append('"');
  for (const char* const end = data + size; data != end; ++data) {
    const char letter = *data;
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < 0x20) {
      out_.append("\\u00", 4);
      out_.append(static_cast<char>('0' + (byte >> 4)));
      out_.append("0123456789abcdef"[byte & 15]);
      continue;
    }
    if (letter == '"' || letter == '\\') out_.append('\\');
    out_.append(letter);
  }
  out_.append('"');
}

JsonWriter& JsonWriter::key(const char* name) { return key(name, length(name)); }

JsonWriter& JsonWriter::key(const char* name, std::size_t size) {
  separate();
  quote(name, size);
  out_.append(':');
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::quoted(const char* data, std::size_t size) {
  separate();
  quote(data, size);
  return *this;
}

JsonWriter& JsonWriter::text(const char* value) { return quoted(value, length(value)); }

JsonWriter& JsonWriter::hex(const char* name, const Text& bytes) {
  key(name);
  separate();
  out_.append('"');
  append_hex(out_, bytes);
  out_.append('"');
  return *this;
}

JsonWriter& JsonWriter::number(double value) {
  separate();
  append_number(out_, value);
  return *this;
}

}  // namespace assent::base
