// What a feature's questions are asked of: a value as JavaScript has it. Where it comes from is under the visitor's
// consent: an attribute that may not be read for the feature's purpose is asked as if it were not there.
#pragma once

#include "personalization/condition.hpp"
#include "profile/tree.hpp"

namespace assent::personalization {

using profile::Tag;
using profile::Tree;

inline constexpr AttributeId no_attribute = 0xFFFF;

/// A value, with the symbol of its text where that has been looked up.
struct Asked {
  Tree value{Tag::null, 0, "null"};
  policy::Symbol symbol = policy::no_symbol;
  bool has_symbol = false;
};

/// A fact about the page that questions are asked of, one per entry of Pack.context.
using Facts = base::Array<base::Text>;

/// Everything that an answer may depend on.
struct Questions {
  const Inputs& inputs;
  const Facts& facts;
  std::string_view page_view;  // a random text of this page view, kept nowhere
};

/// An attribute's value for the purpose of the questions, into `asked`, which stays null where there is none; and why.
/// Its texts belong to the profile, the pack or `made`.
Code read_asked(const Questions& questions, AttributeId attribute, Asked& asked, base::Text& made);

/// True where the program of questions in `range` holds; an empty one does. The attributes that were asked are appended
/// to `trace` where it is given, under `rule`.
bool answers(const Questions& questions, const pack::Range* range, Trace* trace, std::uint16_t rule = 0);

/// The same, all of it asked of one value.
bool answers(const Questions& questions, const pack::Range* range, const Tree& value);

}  // namespace assent::personalization
