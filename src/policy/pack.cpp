// Finds texts and indexes in a pack.
#include "policy/pack.hpp"

#include <cstring>

#include "base/format.hpp"
#include "base/hash.hpp"

namespace assent::policy {

const Pack* read(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t at = sizeof(flatbuffers::uoffset_t);  // the identifier stands behind the offset of the root
  if (bytes.size() < min_pack_bytes) return nullptr;
  if (std::memcmp(bytes.data() + at, pack::PackIdentifier(), min_pack_bytes - at) != 0) return nullptr;
  const Pack* pack = pack::GetPack(bytes.data());
  return pack->format() == pack_format ? pack : nullptr;
}

bool has(const flatbuffers::Vector<std::uint16_t>* indexes, std::uint16_t wanted) {
  for (std::size_t index = 0; index < size(indexes); ++index)
    if (at(indexes, index) == wanted) return true;
  return false;
}

bool equals(const Name* name, std::string_view text) { return view(name) == text; }

void append_hash(base::Text& out, std::uint64_t salt, std::string_view text) {
  out.append('#');
  base::append_hex(out, base::mix(base::fnv1a_64(text) ^ salt));
}

// Never by the text itself where the pack has a salt: nobody passes for a text by showing its hash.
Symbol symbol_of(const Pack& pack, std::string_view text) {
  base::Text hashed;
  if (pack.salt() != 0) {
    append_hash(hashed, pack.salt(), text);
    text = hashed;
  }
  std::size_t low = 0;
  std::size_t high = size(pack.symbols());
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    const int order = view(&at(pack.symbols(), middle)).compare(text);
    if (order == 0) return static_cast<Symbol>(middle);
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return no_symbol;
}

}  // namespace assent::policy
