// What several parts of a policy are made of: sentences, references, lists of them.
#include <set>

#include "authoring/parts.hpp"
#include "authoring/units.hpp"

namespace assent::authoring {

Sentence read_sentence(const std::optional<Element>& element) {
  if (!element) return {};
  Sentence sentence{element->text(max_sentence_bytes).value_or(""), element->place()};
  if (sentence.is_key() && !is_name(sentence.key()))
    element->error("the key of this text is malformed", "write \"@\" and letters, digits, \".\", \"_\" and \"-\"");
  return sentence;
}

Reference read_reference(const std::optional<Element>& element) {
  if (!element) return {};
  return {element->id().value_or(""), element->place()};
}

std::vector<Reference> read_references(const std::optional<Element>& element, std::size_t most, bool may_be_empty) {
  std::vector<Reference> references;
  if (!element) return references;
  const auto items = element->items(most);
  if (items.empty() && !may_be_empty && element->json().is_array())
    element->error("the list is empty", "name one at least");
  std::set<std::string> seen;
  for (const Element& item : items) {
    Reference reference = read_reference(item);
    if (reference.id.empty()) continue;
    if (seen.insert(reference.id).second)
      references.push_back(std::move(reference));
    else
      item.error(in_quotes(reference.id) + " is listed twice", "keep one of them");
  }
  return references;
}

bool check_id(const std::string& name, const Element& member) {
  if (is_id(name)) return true;
  member.error("the name " + in_quotes(name) + " is not an id",
               "use a-z, 0-9 and \"-\", " + std::to_string(max_id_bytes) + " letters at the most");
  return false;
}

}  // namespace assent::authoring
