// Members that are missing read as empty, which no experiment is called.
#include "personalization/kept.hpp"

#include "profile/tree.hpp"

namespace assent::personalization {

namespace {

using profile::Tree;

std::string_view text_in(const Tree& entry, std::string_view member) {
  const auto found = entry.property(member);
  return found ? found->text() : std::string_view();
}

std::uint32_t version_in(const Tree& entry) {
  const auto found = entry.property("version");
  const double version = found ? found->number() : 0;
  return version > 0 && version < 0xFFFFFFFF ? static_cast<std::uint32_t>(version) : 0;
}

}  // namespace

bool read_kept(const Inputs& inputs, KeptVariations& kept) {
  const AttributeId keeper = inputs.pack.keeps();
  if (keeper == no_attribute) return false;
  const Reading reading = read_for_any(inputs, keeper, inputs.permissions.permitted);
  if (reading.code != Code::used) return reading.code == Code::absent;
  const Tree list(base::as_bytes(reading.value.text));
  profile::Members entries(list);
  for (std::size_t left = max_kept_variations; left > 0; --left) {
    const auto entry = entries.next();
    if (!entry) break;
    const int attribute = policy::find(inputs.pack.attributes(), text_in(*entry, "attribute"));
    if (attribute >= 0)
      kept.add(static_cast<AttributeId>(attribute), base::Text(text_in(*entry, "value")),
               base::Text(text_in(*entry, "key")), version_in(*entry), base::Text(text_in(*entry, "name")));
  }
  return true;
}

}  // namespace assent::personalization
