// What a feature's questions are asked of: a value as JavaScript has it. Where it comes from is under the visitor's
// consent: an attribute that may not be read for the feature's purpose is asked as if it were not there.
#pragma once

#include "personalization/kept.hpp"
#include "profile/tree.hpp"

namespace assent::personalization {

using profile::Tag;
using profile::Tree;

/// A value, with the symbol of its text where that has been looked up.
struct Asked {
  Tree value{Tag::null, 0, "null"};
  policy::Symbol symbol = policy::no_symbol;
  bool has_symbol = false;
};

/// What an attribute is asked as, for one purpose, and why.
struct Column {
  std::uint32_t round = 0;  // in which it was read; 0: never
  PurposeId purpose = 0;
  Code code = Code::absent;
  Asked asked;  // its texts belong to the profile, the pack or `made`
  base::Text made;
};

/// The attributes of one visitor as questions read them: each once, until the visitor changes. An attribute that may
/// not be read for a purpose reads as null.
class Columns {
 public:
  Columns() = default;
  explicit Columns(const Pack& pack) : columns_(policy::size(pack.attributes())) {}

  /// Forgets what was read in another round than `round`, which is above 0: whatever may change an answer begins one.
  void begin(std::uint32_t round) { round_ = round; }
  const Column& read(const Inputs& inputs, AttributeId attribute) {
    Column& column = columns_[attribute];
    if (column.round != round_ || column.purpose != inputs.purpose) fill(column, inputs, attribute);
    return column;
  }

 private:
  void fill(Column& column, const Inputs& inputs, AttributeId attribute) const;

  base::Array<Column> columns_;
  std::uint32_t round_ = 0;
};

/// A fact about the page that questions are asked of, one per entry of Pack.context.
using Facts = base::Array<base::Text>;

/// Everything that an answer may depend on.
struct Questions {
  const Inputs& inputs;
  const Facts& facts;
  std::string_view page_view;  // a random text of this page view, kept nowhere
  Columns& columns;
};

/// Asks programs of questions.
class Interview {
 public:
  /// Both must outlive it. The attributes that are asked are appended to `trace` where it is given.
  Interview(const Questions& questions, Trace* trace);

  const Questions& questions() const { return questions_; }
  Trace* trace() const { return trace_; }

  /// True where the program in `range` holds; an empty one does. In the trace it is of `rule`.
  bool answers(const pack::Range* range, std::uint16_t rule = 0) const;
  /// The same, all of it asked of one value.
  bool answers_of(const Tree& value, const pack::Range* range) const;

 private:
  class Program;

  const Questions& questions_;
  const flatbuffers::Vector<const pack::Node*>* nodes_;  // found once
  const flatbuffers::Vector<std::uint16_t>* operands_;
  const flatbuffers::Vector<double>* numbers_;
  Trace* trace_;
};

}  // namespace assent::personalization
