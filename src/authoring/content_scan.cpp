// What a content file may hold. A request that a shown variant causes would tell its host what was decided, so a
// variant loads nothing; and code or style inside it would need a weaker content security policy.
#include "authoring/content_scan.hpp"

#include <algorithm>

#include "authoring/html_tags.hpp"
#include "authoring/problem.hpp"
#include "base/format.hpp"

namespace assent::authoring {

namespace {

constexpr std::string_view refused_elements[] = {"script", "style",     "iframe", "frame",    "object",  "embed",
                                                 "link",   "meta",      "base",   "noscript", "noembed", "noframes",
                                                 "xmp",    "plaintext", "portal", "applet",   "frameset"};
constexpr std::string_view loading_attributes[] = {"src",  "srcset",      "poster", "background",
                                                   "ping", "imagesrcset", "data"};

template <std::size_t count>
bool is_one_of(const std::string_view (&words)[count], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\n\f\r");
  return begin == std::string_view::npos ? "" : text.substr(begin);
}

bool stays_here(std::string_view value) {
  const std::string_view target = trimmed(value);
  return target.empty() || target.starts_with('#') || target.starts_with("data:");
}

bool has_outer_url(std::string_view value) {
  for (std::size_t at = value.find("url("); at != std::string_view::npos; at = value.find("url(", at + 1)) {
    std::string_view target = trimmed(value.substr(at + 4));
    if (target.starts_with('"') || target.starts_with('\'')) target.remove_prefix(1);
    if (!stays_here(target)) return true;
  }
  return false;
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
    if (depth_ == 0 && token.name != "template")
      fault(token.offset, "<" + token.name.substr(0, 20) + "> outside of a template is never shown",
            "move it into a template, or remove it");
    if (is_one_of(refused_elements, token.name))
      fault(token.offset, "<" + token.name + "> runs or loads something by itself", "remove it");
    for (const HtmlAttribute& attribute : token.attributes) check(token, attribute);
    if (token.name != "template") return;
    if (depth_++ == 0) add_template(token);
  }

  void close(const HtmlToken& token) {
    if (token.name != "template") return;
    if (depth_ == 0)
      fault(token.offset, "</template> closes nothing", "remove it");
    else
      --depth_;
  }

  void check(const HtmlToken& token, const HtmlAttribute& attribute) {
    const std::string& name = attribute.name;
    if (name.starts_with("on") || name == "style" || name == "srcdoc")
      return fault(token.offset, in_quotes(name) + " needs a weaker content security policy",
                   "use a class and the page's own files");
    if (name == "data-assent-observe")
      return fault(token.offset, in_quotes(name) + " would make what was decided a fact about the visitor",
                   "observe an element of the page that is in no slot");
    const bool is_link = token.name == "a" || token.name == "area";
    const bool loads = is_one_of(loading_attributes, name) || (!is_link && (name == "href" || name == "xlink:href"));
    if ((loads && !stays_here(attribute.value)) || has_outer_url(attribute.value))
      fault(token.offset,
            in_quotes(name) + " loads a file when this variant is shown, which tells its host what was decided",
            "draw it with the page's style sheet, inline SVG or a data: URL");
  }

  void add_template(const HtmlToken& token) {
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
  std::size_t line_ = 1;
  std::ptrdiff_t counted_ = 0;
};

}  // namespace

ContentScan scan_content(std::string_view html) { return Scanner(html).scan(); }

}  // namespace assent::authoring
