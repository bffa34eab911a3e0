// Sound packs, and ways to make them unsound.
#pragma once

#include <boost/test/unit_test.hpp>
#include <limits>
#include <string>
#include <vector>

#include "features_site.hpp"
#include "personalization/pattern.hpp"
#include "personalization/sound.hpp"
#include "support/sample_pack.hpp"

namespace assent::test {

using namespace personalization;
using pack::Op;

inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
inline constexpr std::uint16_t nowhere = 999;

// Writes over a field that the table has.
template <class Table, class Value>
void put(const Table& table, flatbuffers::voffset_t field, Value value) {
  auto* const at = const_cast<std::uint8_t*>(reinterpret_cast<const flatbuffers::Table&>(table).GetAddressOf(field));
  BOOST_TEST_REQUIRE((at != nullptr));
  flatbuffers::WriteScalar(at, value);
}

// Takes a field away from the table, and from every other that is laid out like it.
template <class Table>
void leave_out(const Table& table, flatbuffers::voffset_t field) {
  auto* const layout = const_cast<std::uint8_t*>(reinterpret_cast<const flatbuffers::Table&>(table).GetVTable());
  flatbuffers::WriteScalar<flatbuffers::voffset_t>(layout + field, 0);
}

template <class T>
void cut(const flatbuffers::Vector<T>* vector, flatbuffers::uoffset_t size) {
  BOOST_TEST_REQUIRE((vector && vector->size() > size));
  flatbuffers::WriteScalar(const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(vector)), size);
}

template <class T>
T& writable(const T* structure) {
  BOOST_TEST_REQUIRE((structure != nullptr));
  return *const_cast<T*>(structure);
}

template <class T>
void write(const flatbuffers::Vector<T>* vector, std::size_t index, T value) {
  BOOST_TEST_REQUIRE((vector && index < vector->size()));
  const_cast<flatbuffers::Vector<T>*>(vector)->Mutate(static_cast<flatbuffers::uoffset_t>(index), value);
}

inline const pack::Feature& feature_of(const Pack& pack, std::size_t index = 0) {
  return policy::at(pack.features(), index);
}
inline const pack::Rule& rule_of(const Pack& pack, std::size_t feature = 0) {
  return policy::at(feature_of(pack, feature).rules(), 0);
}

inline const pack::Range* when_of(const Pack& pack, std::size_t rule = 0) {
  return &feature_of(pack).entries()->Get(static_cast<flatbuffers::uoffset_t>(rule))->when();
}

// Whether a sound pack is sound still after `change`.
template <class Change>
bool sound_after(std::string_view features, Change change, std::string_view attributes = "{}") {
  const PackBytes bytes = compile_features(features, attributes);
  BOOST_TEST_REQUIRE(features_are_sound(bytes.pack()));
  change(bytes.pack());
  return features_are_sound(bytes.pack());
}

inline std::string with_rule(std::string_view rule) {
  return R"({"features": {"f": {"defaultValue": 0, "rules": [)" + std::string(rule) + "]}}}";
}
inline std::string asking(std::string_view condition) {
  return with_rule(R"({"force": 1, "condition": )" + std::string(condition) + "}");
}

inline std::size_t node_with(const Pack& pack, Op op) {
  for (std::size_t index = 0; index < policy::size(pack.nodes()); ++index)
    if (policy::at(pack.nodes(), index).op() == op) return index;
  BOOST_FAIL("no node is " << pack::EnumNameOp(op));
  return 0;
}

// Writes over the first node of a kind.
template <class Change>
bool sound_with_node(std::string_view condition, Op op, Change change) {
  return sound_after(asking(condition), [&](const Pack& pack) {
    auto& node = writable(pack.nodes()->Get(static_cast<flatbuffers::uoffset_t>(node_with(pack, op))));
    node = change(node, pack);
  });
}

inline bool sound_with_operand(std::string_view condition, Op op, std::uint32_t operand) {
  return sound_with_node(condition, op, [&](const pack::Node& node, const Pack&) {
    return pack::Node(node.op(), node.subject(), node.index(), node.count(), node.span(), operand);
  });
}

inline std::uint32_t size32(std::size_t size) { return static_cast<std::uint32_t>(size); }

inline constexpr const char* by_id = R"({"variations": [0, 1]})";

// A rule whose weights depend on a leaf.
inline constexpr std::string_view bandit =
    R"({"contextualBandits": {"b": {"contexts": [{"condition": {"plan": 1}, "leafId": 1,
  "weights": [1, 0]}]}}, "features": {"f": {"rules": [{"variations": [0, 1], "contextualBanditRef": "b"}]}}})";

}  // namespace assent::test
