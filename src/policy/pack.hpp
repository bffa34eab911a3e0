// The pack reader: reads a compiled policy in place. Nothing here asks whether an index is within its bounds: that was
// asked once, by verify.hpp, before the pack was signed and served.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/index_set.hpp"
#include "base/text.hpp"
#include "policy/pack_generated.h"

namespace assent::policy {

inline constexpr std::uint16_t pack_format = 1;
inline constexpr std::size_t min_pack_bytes = 8;  // the root's offset and the file identifier
inline constexpr std::size_t max_pack_bytes = 4u << 20;
inline constexpr std::size_t max_purposes = 64;  // sets of them are words of 64 bits
inline constexpr std::size_t max_attributes = 1024;
inline constexpr std::size_t max_slots = 512;
inline constexpr std::size_t max_services = 512;
inline constexpr std::size_t max_goals = 512;
inline constexpr std::size_t max_condition_depth = 64;
inline constexpr std::size_t basis_count = static_cast<std::size_t>(pack::Basis::MAX) + 1;

using Pack = pack::Pack;
using PurposeId = std::uint16_t;
using AttributeId = std::uint16_t;
using DestinationId = std::uint16_t;
using SlotId = std::uint16_t;
using GoalId = std::uint16_t;
inline constexpr GoalId no_goal = 0xFFFF;
using Symbol = std::uint16_t;
inline constexpr Symbol no_symbol = 0xFFFF;
using PurposeSet = base::IndexSet;
static_assert(PurposeSet::capacity == max_purposes);

/// The pack that lies in `bytes`, which must outlive it and are 8-byte aligned; null where they are no pack of this
/// format. They have passed verify.hpp's open() before, and are what its caller vouched for.
const Pack* read(std::span<const std::uint8_t> bytes);

/// Appends what a pack with a salt holds instead of a text that conditions compare with: "#" and 16 hex digits.
void append_hash(base::Text& out, std::uint64_t salt, std::string_view text);

/// The symbol of a text, or `no_symbol` where no condition compares with it. Binary search, for the text's hash where
/// the pack has a salt.
Symbol symbol_of(const Pack& pack, std::string_view text);

/// A FlatBuffers string as a view; empty where it is absent.
inline std::string_view view(const flatbuffers::String* text) {
  return text ? std::string_view(text->c_str(), text->size()) : std::string_view();
}

/// Elements of a FlatBuffers vector that may be absent.
template <class T>
std::size_t size(const flatbuffers::Vector<T>* vector) {
  return vector ? vector->size() : 0;
}

/// Element `index` of a vector of tables, of texts, of structs or of plain values; the caller has checked the index.
template <class T>
const T& at(const flatbuffers::Vector<flatbuffers::Offset<T>>* tables, std::size_t index) {
  return *tables->Get(static_cast<flatbuffers::uoffset_t>(index));
}
inline std::uint16_t at(const flatbuffers::Vector<std::uint16_t>* indexes, std::size_t index) {
  return indexes->Get(static_cast<flatbuffers::uoffset_t>(index));
}
inline double at(const flatbuffers::Vector<double>* numbers, std::size_t index) {
  return numbers->Get(static_cast<flatbuffers::uoffset_t>(index));
}
inline const pack::Node& at(const flatbuffers::Vector<const pack::Node*>* nodes, std::size_t index) {
  return *nodes->Get(static_cast<flatbuffers::uoffset_t>(index));
}

/// A text that lies in the pack.
using Name = flatbuffers::String;

/// The id of element `index`.
template <class T>
const Name* id_at(const flatbuffers::Vector<flatbuffers::Offset<T>>* tables, std::size_t index) {
  return at(tables, index).id();
}

/// The purposes of an attribute, a service or a destination.
template <class T>
PurposeSet purposes_of(const T& table) {
  return PurposeSet(table.purposes());
}

/// True where a text of the pack is `text`; an absent one is empty.
bool equals(const Name* name, std::string_view text);

/// Position of `id` in a vector of tables that have one; -1 where there is none.
template <class T>
int find(const flatbuffers::Vector<flatbuffers::Offset<T>>* tables, std::string_view id) {
  for (std::size_t index = 0; index < size(tables); ++index)
    if (equals(id_at(tables, index), id)) return static_cast<int>(index);
  return -1;
}

/// True where a vector of indexes has `index`.
bool has(const flatbuffers::Vector<std::uint16_t>* indexes, std::uint16_t index);

}  // namespace assent::policy
