// Splits HTML into tags, comments and text as a browser's tokenizer does, in one pass. It keeps no tree and decodes no
// entities.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace assent::authoring {

struct HtmlAttribute {
  std::string name;  // in small letters
  std::string_view value;
};

struct HtmlToken {
  enum class Kind { end, text, comment, start_tag, end_tag, broken };
  Kind kind = Kind::end;
  std::size_t offset = 0;
  std::string name;  // of a tag, in small letters
  std::vector<HtmlAttribute> attributes;
  std::string_view text;
};

class HtmlTokens {
 public:
  explicit HtmlTokens(std::string_view html) : html_(html) {}

  /// The next token; `end` at the end, `broken` for what is not closed or not of a page's body, and then `end`.
  HtmlToken next();

 private:
  HtmlToken comment();
  HtmlToken tag(bool closes);
  HtmlToken broken();
  bool read_attribute(HtmlToken& token);
  void skip_space();
  std::string take_name(std::string_view stops);

  std::string_view html_;
  std::size_t at_ = 0;
};

}  // namespace assent::authoring
