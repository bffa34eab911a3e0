// Parts that are missing read as empty, which no experiment is called.
#include "personalization/kept.hpp"

#include "profile/tree.hpp"

namespace assent::personalization {

namespace {

using profile::Tree;

// The next text of an entry; empty where there is none.
std::string_view next_text(profile::Members& parts) {
  const auto part = parts.next();
  return part ? part->text() : std::string_view();
}

std::uint32_t next_version(profile::Members& parts) {
  const auto part = parts.next();
  const double version = part ? part->number() : 0;
  return version > 0 && version < 0xFFFFFFFF ? static_cast<std::uint32_t>(version) : 0;
}

void read_entry(const Pack& pack, const Tree& entry, KeptVariations& kept) {
  profile::Members parts(entry);
  const base::Text key(next_text(parts)), name(next_text(parts));
  const int attribute = policy::find(pack.attributes(), next_text(parts));
  const base::Text value(next_text(parts));
  if (attribute >= 0) kept.add(static_cast<AttributeId>(attribute), value, key, next_version(parts), name);
}

}  // namespace

bool read_kept(const Inputs& inputs, KeptVariations& kept) {
  const AttributeId keeper = inputs.pack.keeps();
  if (keeper == no_attribute) return false;
  const pack::Attribute& attribute = policy::at(inputs.pack.attributes(), keeper);
  const auto standing = policy::purposes_of(attribute) & inputs.permissions.usable(attribute.special());
  if (standing.none()) return false;
  const Reading reading = read_for_any(inputs, keeper, standing);
  if (reading.code != Code::used) return true;
  const Tree list(base::as_bytes(reading.value.text));
  profile::Members entries(list);
  for (std::size_t left = max_kept_variations; left > 0; --left) {
    const auto entry = entries.next();
    if (!entry) break;
    read_entry(inputs.pack, *entry, kept);
  }
  return true;
}

}  // namespace assent::personalization
