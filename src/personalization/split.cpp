// The hashes take a text as JavaScript has it, in units of UTF-16.
#include "personalization/split.hpp"

#include "base/units.hpp"

namespace assent::personalization {

namespace {

// FNV-1a over units: of texts in ASCII it is base::fnv1a_32.
class UnitHash {
 public:
  UnitHash& add(std::string_view text) {
    for (base::Units units(text); !units.done();) hash_ = (hash_ ^ units.next()) * prime;
    return *this;
  }
  /// The decimal digits of a number.
  UnitHash& add_digits(std::uint32_t number) {
    char digits[10];
    int at = 10;
    do digits[--at] = static_cast<char>('0' + number % 10);
    while ((number /= 10) != 0);
    for (; at < 10; ++at) hash_ = (hash_ ^ static_cast<std::uint8_t>(digits[at])) * prime;
    return *this;
  }
  std::uint32_t value() const { return hash_; }

 private:
  static constexpr std::uint32_t prime = 0x01000193u;
  std::uint32_t hash_ = 0x811c9dc5u;
};

bool lets_through(const Questions& questions, const pack::Filter& filter) {
  const Divided divided = divided_by(questions, *filter.split(), false);
  if (divided.value.empty()) return false;
  const auto hash = hash_of(policy::view(filter.split()->seed()), divided.value, filter.split()->version());
  return hash && range_of(filter.ranges(), *hash) >= 0;
}

}  // namespace

std::optional<double> hash_of(std::string_view seed, std::string_view value, unsigned version) {
  constexpr std::uint32_t thousandths = 1'000;
  constexpr std::uint32_t ten_thousandths = 10'000;
  if (version == 1) {
    const std::uint32_t steps = UnitHash().add(value).add(seed).value() % thousandths;
    return static_cast<double>(steps) / thousandths;
  }
  if (version != 2) return {};
  const std::uint32_t once = UnitHash().add(seed).add(value).value();
  return static_cast<double>(UnitHash().add_digits(once).value() % ten_thousandths) / ten_thousandths;
}

int range_of(const flatbuffers::Vector<double>* ranges, double hash) {
  for (std::size_t at = 0; at + 1 < policy::size(ranges); at += 2)
    if (hash >= policy::at(ranges, at) && hash < policy::at(ranges, at + 1)) return static_cast<int>(at / 2);
  return -1;
}

Divided part_by(const Questions& questions, AttributeId attribute) {
  if (attribute == no_attribute) return {};
  const Column& column = questions.columns.read(questions.inputs, attribute);
  if (column.code == Code::consent_withheld) return {attribute, false, questions.page_view};
  return {attribute, true, column.asked.value.is_truthy() ? column.asked.value.text() : std::string_view()};
}

Divided divided_by(const Questions& questions, const pack::Split& split, bool use_fallback) {
  const Divided divided = part_by(questions, split.attribute());
  if (!divided.value.empty() || !use_fallback || split.fallback() == no_attribute) return divided;
  const Divided other = part_by(questions, split.fallback());
  return other.value.empty() ? divided : other;
}

bool is_filtered_out(const Questions& questions,
                     const flatbuffers::Vector<flatbuffers::Offset<pack::Filter>>* filters) {
  for (std::size_t at = 0; at < policy::size(filters); ++at)
    if (!lets_through(questions, policy::at(filters, at))) return true;
  return false;
}

}  // namespace assent::personalization
