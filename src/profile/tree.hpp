// A tree: any value of JSON together with what JavaScript makes of it, so that the core compares as JavaScript does
// and neither reads nor writes numbers nor knows letters of Unicode. A view: it owns nothing, keeps to its bytes and
// never changes them. web/src/tree.ts and authoring/js_value.hpp write what is read here, little endian:
//
//   every value  u8 tag; f64 Number(value); u32 length and String(value); u32 length and String(value).toLowerCase(),
//                or length 0 where that is the same text
//   a list       then u32 number of items; u32 bytes that follow; the items' records
//   an object    then u32 number of properties; u32 bytes that follow; of each property u32 length, key and record
//
// An object's properties are its own enumerable ones in JavaScript's order. Texts and keys are UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/bytes.hpp"

namespace assent::profile {

inline constexpr std::size_t max_tree_bytes = 65'536;
inline constexpr unsigned max_tree_depth = 32;  // levels; a value that holds no other is one

enum class Tag : std::uint8_t { null, no, yes, number, text, list, object };

/// A value.
class Tree {
 public:
  /// Of a record that is_tree() takes, and of no others: it looks no further whether lengths stay within. Fewer bytes
  /// than the shortest record has are null.
  explicit Tree(std::span<const std::uint8_t> record);
  /// A value that holds no others.
  Tree(Tag tag, double number, std::string_view text) : tag_(tag), number_(number), text_(text), folded_(text) {}
  /// Takes one record off the reader, whatever its bytes; it is not ok() afterwards where it was short or the tag
  /// unknown. Then this is null, or a value that holds less than it says.
  explicit Tree(base::ByteReader& in);

  Tag tag() const { return tag_; }
  /// Number(value); not a number where JavaScript has none.
  double number() const { return number_; }
  /// String(value).
  std::string_view text() const { return text_; }
  /// String(value).toLowerCase().
  std::string_view folded() const { return folded_; }
  /// Number of items or properties; 0 of any other value.
  std::uint32_t size() const { return size_; }
  bool is_truthy() const;

  /// The property of an object; nothing where it has none of this key and where this is no object.
  std::optional<Tree> property(std::string_view key) const;
  /// Follows `dotted` from property to property, and in lists by decimal index, as GrowthBook's getPath does over own
  /// properties ("a.b.0"; a key with a dot is never found). Nothing where a step leads nowhere.
  std::optional<Tree> at_path(std::string_view dotted) const;

 private:
  friend class Members;

  Tag tag_ = Tag::null;
  std::uint32_t size_ = 0;
  double number_ = 0;
  std::string_view text_, folded_;
  std::string_view inside_;  // what a list or an object holds
};

/// Takes what a list or an object holds one after another; of any other value there is nothing to take.
class Members {
 public:
  explicit Members(const Tree& of);
  /// The next value, or nothing after the last and where the bytes are cut short.
  std::optional<Tree> next();
  /// The key of the value that was last taken; empty in a list.
  std::string_view key() const { return key_; }
  /// True where every byte was taken and none was missing.
  bool done() const { return left_ == 0 && rest_.done(); }

 private:
  base::ByteReader rest_;
  std::uint32_t left_;
  bool has_keys_;
  std::string_view key_;
};

/// Whether JSON.stringify gives the same text of both; like there, a number that is not finite is null.
bool same_json(const Tree& left, const Tree& right);

/// JavaScript's ===, for which a list or an object equals nothing that is read from another record.
bool strictly_equal(const Tree& left, const Tree& right);

/// True where `bytes` are the record of one tree within the limits and nothing else. That numbers and texts belong
/// together is not looked at: whoever writes a record could as well write another value.
bool is_tree(std::span<const std::uint8_t> bytes);

}  // namespace assent::profile
