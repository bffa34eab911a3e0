// Takes the text of effects apart without reading it: which elements it has, and what each one does.
#pragma once

#include <string_view>
#include <vector>

namespace assent::support {

/// One element of an effects text.
struct Element {
  std::string_view kind;  // its "do"
  std::string_view text;  // all of it
};

/// The elements of an effects text, in order. Throws std::runtime_error where it is no array of objects with "do"
/// first.
std::vector<Element> elements(std::string_view effects);

/// The text of member `name` of an element as it is written, for texts without escapes; empty where there is none.
std::string_view text_member(std::string_view element, std::string_view name);

}  // namespace assent::support
