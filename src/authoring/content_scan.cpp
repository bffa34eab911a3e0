// What a content file may hold. A request that a shown variant causes would tell its host what was decided, so a
// variant loads nothing; and code or style inside it would need a weaker content security policy.
#include "authoring/content_scan.hpp"

#include <algorithm>

#include "authoring/content_rules.hpp"
#include "authoring/html_tags.hpp"
#include "authoring/problem.hpp"
#include "base/format.hpp"

namespace assent::authoring {

namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\n\f\r");
  return begin == std::string_view::npos ? "" : text.substr(begin);
}

class Scanner {
 public:
  explicit Scanner(std::string_view html) : html_(html) {}

  ContentScan scan() {
    if (!base::is_utf8(html_)) {
      fault(0, "the file is not UTF-8", "save it as UTF-8");
      return std::move(scan_);
    }
    HtmlTokens tokens(html_);
    for (HtmlToken token = tokens.next(); token.kind != HtmlToken::Kind::end && !full(); token = tokens.next())
      take(token);
    if (depth_ > 0) fault(html_.size(), "a template is not closed", "add </template>");
    return std::move(scan_);
  }

 private:
  bool full() const { return scan_.faults.size() >= max_content_faults; }

  // Lines are counted on from the last place asked for: tokens come in order.
  std::size_t line_of(std::size_t offset) {
    line_ += static_cast<std::size_t>(std::count(html_.begin() + counted_, html_.begin() + offset, '\n'));
    counted_ = static_cast<std::ptrdiff_t>(offset);
    return line_;
  }

  void fault(std::size_t offset, std::string what, std::string remedy) {
    if (!full()) scan_.faults.push_back({line_of(offset), std::move(what), std::move(remedy)});
  }

  void take(const HtmlToken& token) {
    switch (token.kind) {
      case HtmlToken::Kind::text:
        if (depth_ == 0 && !trimmed(token.text).empty())
          fault(token.offset, "text outside of a template is never shown", "move it into a template, or remove it");
        else if (has_edits_ && !trimmed(token.text).empty())
          fault(token.offset, "text between edits is never shown", "write text=\"…\" in an <assent-edit>");
        break;
      case HtmlToken::Kind::broken:
        fault(token.offset, "a tag, comment or declaration that is not closed or does not belong here",
              "mend or remove it");
        depth_ = 0;
        break;
      case HtmlToken::Kind::start_tag:
        open(token);
        break;
      case HtmlToken::Kind::end_tag:
        close(token);
        break;
      default:
        break;
    }
  }

  void open(const HtmlToken& token) {
    if (depth_ == 0 && token.name == "template") {
      ++depth_;
      return add_template(token);
    }
    if (depth_ == 0)
      fault(token.offset, "<" + token.name.substr(0, 20) + "> outside of a template is never shown",
            "move it into a template, or remove it");
    if (has_edits_) return take_edit(token);
    report(token, refused_element(token));
    for (const HtmlAttribute& attribute : token.attributes) report(token, refused_attribute(token, attribute));
    if (token.name == "template") ++depth_;
    if (token.name == value_element)
      scan_.values.push_back({std::string(value_of(token, "attribute").value_or("")), line_of(token.offset)});
    if (const auto goal = value_of(token, "data-assent-goal"))
      scan_.goals.push_back({std::string(*goal), line_of(token.offset)});
  }

  void take_edit(const HtmlToken& token) {
    if (++edits_ == max_edits + 1)
      fault(token.offset, "more than " + std::to_string(max_edits) + " edits", "show a whole template instead");
    report(token, refused_edit(token));
    if (token.name == "template") ++depth_;
  }

  void report(const HtmlToken& token, std::optional<ContentRule> rule) {
    if (rule) fault(token.offset, std::move(rule->what), std::move(rule->remedy));
  }

  void close(const HtmlToken& token) {
    if (token.name != "template") return;
    if (depth_ == 0)
      fault(token.offset, "</template> closes nothing", "remove it");
    else if (--depth_ == 0)
      has_edits_ = false;
  }

  void add_template(const HtmlToken& token) {
    has_edits_ = value_of(token, "data-edits").has_value();
    edits_ = 0;
    Template found;
    found.line = line_of(token.offset);
    for (const HtmlAttribute& attribute : token.attributes) {
      if (attribute.name == "data-experience") found.experience = attribute.value;
      if (attribute.name == "data-variant") found.variant = attribute.value;
    }
    if (found.experience.empty())
      return fault(token.offset, "a template without data-experience is never shown", "name its experience");
    scan_.templates.push_back(std::move(found));
  }

  std::string_view html_;
  ContentScan scan_;
  std::size_t depth_ = 0;
  bool has_edits_ = false;  // the open template edits default content
  std::size_t edits_ = 0;
  std::size_t line_ = 1;
  std::ptrdiff_t counted_ = 0;
};

}  // namespace

ContentScan scan_content(std::string_view html) { return Scanner(html).scan(); }

}  // namespace assent::authoring
