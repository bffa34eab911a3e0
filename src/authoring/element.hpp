// One value of a policy file together with its place, read as what it has to be. Whatever it is not is reported, and
// reading goes on, so that one run names every problem.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "authoring/fields.hpp"
#include "authoring/problem.hpp"
#include "authoring/strict_json.hpp"

namespace assent::authoring {

inline constexpr std::size_t max_sentence_bytes = 4096;
inline constexpr std::size_t max_comment_bytes = 1024;

class Object;

/// Borrows the JSON value and the problems; neither may go before it.
class Element {
 public:
  Element(const Json& json, Place place, Problems& problems)
      : json_(&json), place_(std::move(place)), problems_(&problems) {}

  const Json& json() const { return *json_; }
  const Place& place() const { return place_; }
  Problems& problems() const { return *problems_; }
  void error(std::string what, std::string remedy) const;
  void warning(std::string what, std::string remedy) const;

  /// UTF-8 text of 1 to `max_bytes` bytes without control characters other than a line break.
  std::optional<std::string> text(std::size_t max_bytes) const;
  std::optional<std::string> id() const;
  std::optional<bool> boolean() const;
  /// A number between -1e9 and 1e9 with six decimals at the most: what a profile can hold.
  std::optional<double> number() const;
  std::optional<std::uint32_t> whole(std::uint32_t least, std::uint32_t most) const;
  /// Seconds of an ISO 8601 duration.
  std::optional<std::uint32_t> duration() const;
  /// Days since 1970-01-01 of a date.
  std::optional<double> date() const;
  /// The position of the text in `words`.
  std::optional<std::size_t> word(std::span<const std::string_view> words) const;

  /// The items of an array of at most `most`.
  std::vector<Element> items(std::size_t most) const;
  /// The members of an object whose names are the policy's own, at most `most`; a file's "$schema" and every "$comment"
  /// are left out.
  std::vector<std::pair<std::string, Element>> members(std::size_t most) const;
  /// The members of an object whose names are known; unknown and missing ones are reported. A "$comment" is left out.
  Object object(const Fields& fields) const;

 private:
  friend class Object;
  using Members = std::vector<std::pair<std::string_view, Element>>;
  Members without_comment() const;

  const Json* json_;
  Place place_;
  Problems* problems_;
};

/// An object with known fields.
class Object {
 public:
  /// The field, or nothing where it is absent (which is reported already, if it is required).
  std::optional<Element> find(std::string_view name) const;
  /// How many known fields there are.
  std::size_t size() const { return found_.size(); }
  const Place& place() const { return place_; }

 private:
  friend class Element;
  Object(Place place) : place_(std::move(place)) {}

  Place place_;
  std::vector<std::pair<std::string_view, Element>> found_;
};

/// `a, b, c` for use in a sentence.
std::string listed(std::span<const std::string_view> words);

}  // namespace assent::authoring
