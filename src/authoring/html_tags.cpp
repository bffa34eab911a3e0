// The tokenizer, after the states of the HTML standard that a body without raw text needs.
#include "authoring/html_tags.hpp"

#include <algorithm>

namespace assent::authoring {

namespace {

constexpr std::string_view space = " \t\n\f\r";

bool is_letter(char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'); }

char lowered(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; }

}  // namespace

HtmlToken HtmlTokens::next() {
  HtmlToken token;
  token.offset = at_;
  if (at_ == html_.size()) return token;
  const std::string_view rest = html_.substr(at_);
  if (rest.starts_with("<!--")) return comment();
  if (rest.starts_with("<!") || rest.starts_with("<?")) return broken();
  if (rest.size() > 1 && rest[0] == '<' && is_letter(rest[1])) return tag(false);
  if (rest.size() > 2 && rest.starts_with("</") && is_letter(rest[2])) return tag(true);
  const std::size_t end = std::min(html_.find('<', at_ + 1), html_.size());
  token.kind = HtmlToken::Kind::text;
  token.text = html_.substr(at_, end - at_);
  at_ = end;
  return token;
}

HtmlToken HtmlTokens::broken() {
  HtmlToken token;
  token.kind = HtmlToken::Kind::broken;
  token.offset = at_;
  at_ = html_.size();
  return token;
}

// "<!-->" and "--!>" end a comment in a browser too; neither is taken here, so that nobody reads them otherwise.
HtmlToken HtmlTokens::comment() {
  const std::string_view rest = html_.substr(at_ + 4);
  const std::size_t end = rest.find("-->");
  if (end == std::string_view::npos || rest.starts_with('>') || rest.starts_with("->")) return broken();
  if (rest.substr(0, end).find("--!>") != std::string_view::npos) return broken();
  HtmlToken token;
  token.kind = HtmlToken::Kind::comment;
  token.offset = at_;
  at_ += 4 + end + 3;
  return token;
}

void HtmlTokens::skip_space() { at_ = std::min(html_.find_first_not_of(space, at_), html_.size()); }

std::string HtmlTokens::take_name(std::string_view stops) {
  const std::size_t end = std::min(html_.find_first_of(stops, at_), html_.size());
  std::string name(html_.substr(at_, end - at_));
  std::transform(name.begin(), name.end(), name.begin(), lowered);
  at_ = end;
  return name;
}

HtmlToken HtmlTokens::tag(bool closes) {
  HtmlToken token;
  token.kind = closes ? HtmlToken::Kind::end_tag : HtmlToken::Kind::start_tag;
  token.offset = at_;
  at_ += closes ? 2 : 1;
  token.name = take_name(" \t\n\f\r/>");
  for (;;) {
    at_ = std::min(html_.find_first_not_of(" \t\n\f\r/", at_), html_.size());
    if (at_ == html_.size() || (html_[at_] != '>' && !read_attribute(token))) {
      at_ = token.offset;
      return broken();
    }
    if (html_[at_] == '>') break;
  }
  ++at_;
  return token;
}

// False where the file ends inside the attribute.
bool HtmlTokens::read_attribute(HtmlToken& token) {
  HtmlAttribute attribute;
  const bool begins_with_equals = html_[at_] == '=';
  if (begins_with_equals) ++at_;
  attribute.name = (begins_with_equals ? "=" : "") + take_name(" \t\n\f\r/>=");
  skip_space();
  if (at_ < html_.size() && html_[at_] == '=') {
    ++at_;
    skip_space();
    if (at_ == html_.size()) return false;
    const char quote = html_[at_];
    const bool is_quoted = quote == '"' || quote == '\'';
    if (is_quoted) ++at_;
    const std::size_t end = is_quoted ? html_.find(quote, at_) : html_.find_first_of(" \t\n\f\r>", at_);
    if (end == std::string_view::npos) return false;
    attribute.value = html_.substr(at_, end - at_);
    at_ = is_quoted ? end + 1 : end;
  }
  token.attributes.push_back(std::move(attribute));
  return at_ < html_.size();
}

}  // namespace assent::authoring
