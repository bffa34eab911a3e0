// Reads trees. Everything goes through ByteReader; what calls itself does so no deeper than is_tree() lets a record be.
#include "profile/tree.hpp"

#include <cmath>
#include <cstring>

#include "base/format.hpp"

namespace assent::profile {

namespace {

constexpr std::size_t max_index_digits = 9;  // of an index: no tree has that many items, and it fits 32 bits

bool holds_others(Tag tag) { return tag >= Tag::list; }

Tag json_tag(const Tree& tree) {
  return tree.tag() == Tag::number && !std::isfinite(tree.number()) ? Tag::null : tree.tag();
}

// The item that JavaScript finds under `index`: digits without a leading zero.
std::optional<Tree> item_at(const Tree& list, std::string_view index) {
  if (index.empty() || index.size() > max_index_digits || (index[0] == '0' && index.size() > 1)) return {};
  std::uint32_t before = 0;
  for (const char digit : index) {
    if (digit < '0' || digit > '9') return {};
    before = before * 10 + static_cast<std::uint32_t>(digit - '0');
  }
  Members items(list);
  std::optional<Tree> item = items.next();
  for (; item && before > 0; --before) item = items.next();
  return item;
}

bool is_sound(const Tree& tree, unsigned levels) {
  if (levels == 0 || !base::is_utf8(tree.text()) || !base::is_utf8(tree.folded())) return false;
  Members members(tree);
  while (const auto member = members.next())
    if (!base::is_utf8(members.key()) || !is_sound(*member, levels - 1)) return false;
  return members.done();
}

}  // namespace

Tree::Tree(base::ByteReader& in) {
  const auto tag = in.number<std::uint8_t>();
  if (tag > static_cast<std::uint8_t>(Tag::object)) in.fail();
  number_ = in.number<double>();
  text_ = in.block();
  folded_ = in.block();
  if (folded_.empty()) folded_ = text_;
  if (!in.ok()) return;
  tag_ = static_cast<Tag>(tag);
  if (!holds_others(tag_)) return;
  size_ = in.number<std::uint32_t>();
  inside_ = in.block();
}

// As the reader above reads it, without asking at each step whether the record goes on: it was verified.
Tree::Tree(std::span<const std::uint8_t> record) {
  constexpr std::size_t before_text = sizeof(Tag) + sizeof number_ + sizeof(std::uint32_t);
  const std::uint8_t* at = record.data();
  if (record.size() < before_text + sizeof(std::uint32_t)) return;
  const auto length_at = [&](const std::uint8_t* from) {
    std::uint32_t length = 0;
    std::memcpy(&length, from, sizeof length);
    return length;
  };
  tag_ = static_cast<Tag>(*at);
  std::memcpy(&number_, at + sizeof(Tag), sizeof number_);
  const std::uint32_t size = length_at(at + before_text - sizeof(std::uint32_t));
  text_ = {reinterpret_cast<const char*>(at + before_text), size};
  at += before_text + size;
  const std::uint32_t folded = length_at(at);
  folded_ = folded == 0 ? text_ : std::string_view(reinterpret_cast<const char*>(at + sizeof folded), folded);
  if (!holds_others(tag_)) return;
  at += sizeof folded + folded;
  size_ = length_at(at);
  inside_ = {reinterpret_cast<const char*>(at + 2 * sizeof size), length_at(at + sizeof size)};
}

bool Tree::is_truthy() const {
  if (tag_ == Tag::number) return number_ < 0 || number_ > 0;
  if (tag_ == Tag::text) return !text_.empty();
  return tag_ == Tag::yes || holds_others(tag_);
}

std::optional<Tree> Tree::property(std::string_view key) const {
  if (tag_ != Tag::object) return {};
  Members members(*this);
  std::optional<Tree> member = members.next();
  while (member && members.key() != key) member = members.next();
  return member;
}

std::optional<Tree> Tree::at_path(std::string_view dotted) const {
  std::optional<Tree> at = *this;
  for (bool is_last = false; at && !is_last;) {
    const std::size_t dot = dotted.find('.');
    const std::string_view step = dotted.substr(0, dot);
    is_last = dot == std::string_view::npos;
    if (!is_last) dotted.remove_prefix(dot + 1);
    at = at->tag() == Tag::list ? item_at(*at, step) : at->property(step);
  }
  return at;
}

Members::Members(const Tree& of)
    : rest_(base::as_bytes(of.inside_)), left_(of.size_), has_keys_(of.tag_ == Tag::object) {}

std::optional<Tree> Members::next() {
  if (left_ == 0) return {};
  --left_;
  if (has_keys_) key_ = rest_.block();
  const Tree member(rest_);
  return rest_.ok() ? std::optional(member) : std::nullopt;
}

bool same_json(const Tree& left, const Tree& right) {
  const Tag tag = json_tag(left);
  if (tag != json_tag(right) || left.size() != right.size()) return false;
  if (tag == Tag::number || tag == Tag::text) return left.text() == right.text();
  Members of_left(left), of_right(right);
  while (const auto member = of_left.next()) {
    const auto other = of_right.next();
    if (!other || of_left.key() != of_right.key() || !same_json(*member, *other)) return false;
  }
  return true;
}

bool strictly_equal(const Tree& left, const Tree& right) {
  if (left.tag() != right.tag() || holds_others(left.tag())) return false;
  if (left.tag() == Tag::number) return left.number() == right.number();
  return left.tag() != Tag::text || left.text() == right.text();
}

bool is_tree(std::span<const std::uint8_t> bytes) {
  if (bytes.size() > max_tree_bytes) return false;
  base::ByteReader in(bytes);
  const Tree tree(in);
  return in.done() && is_sound(tree, max_tree_depth);
}

}  // namespace assent::profile
