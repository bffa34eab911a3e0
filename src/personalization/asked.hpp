// What a feature's questions are asked of: a value as JavaScript has it. Where it comes from is under the visitor's
// consent: an attribute that may not be read for the feature's purpose is asked as if it were not there.
#pragma once

#include <optional>

#include "personalization/condition.hpp"
#include "profile/tree.hpp"

namespace assent::personalization {

using profile::Tag;
using profile::Tree;

inline constexpr AttributeId no_attribute = 0xFFFF;

/// A value, and what JavaScript makes of it as a number, as a text and as a text in small letters.
struct Asked {
  Tag tag = Tag::null;
  double number = 0;
  std::string_view text = "null";
  std::string_view folded = "null";
  std::optional<policy::Symbol> symbol;  // of the text, where it has been looked up
  std::optional<Tree> tree;              // of everything but what is made here

  bool is_list() const { return tag == Tag::list; }
  bool is_text_like() const { return tag >= Tag::text; }
  bool is_truthy() const;
};

/// A value of a tree.
Asked asked(const Tree& tree);

/// A fact about the page that questions are asked of, one per entry of Pack.context.
using Facts = base::Array<base::Text>;

/// Everything that an answer may depend on.
struct Questions {
  const Inputs& inputs;
  const Facts& facts;
  std::string_view page_view;  // a random text of this page view, kept nowhere
};

/// An attribute's value for the purpose of the questions, with why there is none. Its texts belong to the profile, the
/// pack or `made`.
struct Answerable {
  Asked value;
  Code code = Code::absent;
  base::Text made;
};
Answerable read_asked(const Questions& questions, AttributeId attribute);

/// True where the program of questions in `range` holds; an empty one does. The attributes that were asked are appended
/// to `trace` where it is given, under `rule`.
bool answers(const Questions& questions, const pack::Range* range, Trace* trace, std::uint16_t rule = 0);

/// The same, all of it asked of one value.
bool answers(const Questions& questions, const pack::Range* range, const Asked& value);

}  // namespace assent::personalization
