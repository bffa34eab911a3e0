// Reads an object of a request body member by member. Exactly the members that are asked for may be there, each of
// its type and within its limit; everything else makes the object wrong.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "authoring/strict_json.hpp"

namespace assent::collector {

class Members {
 public:
  explicit Members(const authoring::Json& value);

  /// The text of a member; empty, and the object wrong, where it is absent, no text or longer than `max_bytes`.
  std::string text(std::string_view name, std::size_t max_bytes);
  bool boolean(std::string_view name);
  double number(std::string_view name);
  /// A member of any type; null, and the object wrong, where it is absent.
  const authoring::Json& any(std::string_view name);
  /// A member that is an array of at most `max_items`; an empty one, and the object wrong, where it is not.
  const authoring::Json& array(std::string_view name, std::size_t max_items);

  /// Marks the object wrong for a reason that only the caller sees.
  void refuse() { sound_ = false; }
  /// True where nothing was wrong so far and no member was left unread.
  bool complete() const;

 private:
  const authoring::Json* find(std::string_view name);

  const authoring::Json& value_;
  std::size_t read_ = 0;
  bool sound_;
};

}  // namespace assent::collector
