// Quality 11: it is done once for bytes that are served many times.
#include "collector/brotli.hpp"

#include <brotli/encode.h>

#include <algorithm>
#include <stdexcept>

namespace assent::collector {

namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// True for q=0, q=0.0 and so on: the one weight that refuses.
bool refuses(std::string_view parameter) {
  parameter = trim(parameter);
  if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) return false;
  const std::string_view weight = parameter.substr(2);
  return std::all_of(weight.begin(), weight.end(), [](char letter) { return letter == '0' || letter == '.'; });
}

}  // namespace

Bytes compress(std::string_view bytes) {
  std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  std::string compressed(std::max<std::size_t>(size, 1), '\0');
  size = compressed.size();
  const BROTLI_BOOL done = BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC,
                                                 bytes.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                                                 &size, reinterpret_cast<unsigned char*>(compressed.data()));
  if (done == BROTLI_FALSE) throw std::runtime_error("brotli could not compress; is there memory left?");
  if (size >= bytes.size()) return nullptr;
  compressed.resize(size);
  return share(std::move(compressed));
}

bool accepts_brotli(std::string_view accept_encoding) {
  while (!accept_encoding.empty()) {
    const std::string_view entry = accept_encoding.substr(0, accept_encoding.find(','));
    accept_encoding.remove_prefix(std::min(accept_encoding.size(), entry.size() + 1));
    const std::size_t semicolon = entry.find(';');
    if (trim(entry.substr(0, semicolon)) != "br") continue;
    return semicolon == std::string_view::npos || !refuses(entry.substr(semicolon + 1));
  }
  return false;
}

}  // namespace assent::collector
