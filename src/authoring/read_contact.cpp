// Reads "contact" of a purpose. A list that allows nothing is a mistake: whoever means nothing leaves "contact" out.
#include <algorithm>

#include "authoring/parts.hpp"

namespace assent::authoring {

namespace {

// Adds what is not there yet; what is there twice is reported.
void add(std::vector<std::string>& list, std::string value, const Element& item) {
  if (std::find(list.begin(), list.end(), value) == list.end())
    list.push_back(std::move(value));
  else
    item.error("this is listed twice", "keep one of them");
}

void refuse_empty(const Element& list) {
  if (list.json().is_array() && list.json().empty())
    list.error("an empty list permits nothing", "name at least one, or leave \"contact\" out");
}

std::vector<std::string> read_channels(const Element& list) {
  std::vector<std::string> channels;
  refuse_empty(list);
  for (const Element& item : list.items(std::size(contact_channels)))
    if (const auto word = item.word(contact_channels)) add(channels, std::string(contact_channels[*word]), item);
  return channels;
}

std::vector<std::string> read_topics(const Element& list) {
  std::vector<std::string> topics;
  refuse_empty(list);
  for (const Element& item : list.items(max_contact_topics))
    if (auto topic = item.id()) add(topics, std::move(*topic), item);
  return topics;
}

}  // namespace

Contact read_contact(const std::string& purpose, const Element& element) {
  const Object object = element.object(fields::contact);
  Contact contact{purpose, {}, {}};
  if (const auto channels = object.find("channels")) contact.channels = read_channels(*channels);
  if (const auto topics = object.find("topics")) contact.topics = read_topics(*topics);
  return contact;
}

}  // namespace assent::authoring
