// What content may not hold, one element and one attribute at a time. The page refuses the same
// (web/src/slots/refused.ts, edits.ts); here its author hears why.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "authoring/html_tags.hpp"

namespace assent::authoring {

inline constexpr std::size_t max_edits = 50;  // in one template
inline constexpr std::string_view value_element = "assent-value";
inline constexpr std::string_view edit_element = "assent-edit";

struct ContentRule {
  std::string what, remedy;
};

/// Why a start tag may not stand in content, its attributes aside.
std::optional<ContentRule> refused_element(const HtmlToken& token);

/// Why an attribute may not stand in content.
std::optional<ContentRule> refused_attribute(const HtmlToken& token, const HtmlAttribute& attribute);

/// Why an edit (<assent-edit select="…" text|attribute|classes|order="…">) may not be made.
std::optional<ContentRule> refused_edit(const HtmlToken& token);

/// The value of an attribute; nothing where the tag has none.
std::optional<std::string_view> value_of(const HtmlToken& token, std::string_view name);

/// True where a link leads to a page, a mailbox or a telephone, and to no code.
bool is_harmless_link(std::string_view target);

}  // namespace assent::authoring
