// Reads "share" of site.json, and knows the forms of its texts.
#include <algorithm>

#include "authoring/parts.hpp"
#include "authoring/units.hpp"

namespace assent::authoring {

namespace {

constexpr std::size_t max_domain_bytes = 253;
constexpr std::size_t max_label_bytes = 63;
constexpr std::size_t key_letters = 43;  // of base64, before the one "="

bool is_small(char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9'); }

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= max_label_bytes && is_small(label.front()) && is_small(label.back()) &&
         std::all_of(label.begin(), label.end(), [](char letter) { return is_small(letter) || letter == '-'; });
}

std::string_view last_label(std::string_view domain) { return domain.substr(domain.rfind('.') + 1); }

std::string read_subdomains(const std::optional<Element>& element) {
  if (!element) return {};
  const auto domain = element->text(max_domain_bytes);
  if (domain && is_cookie_domain(*domain)) return *domain;
  if (domain)
    element->error("this is no domain that a cookie can be for",
                   "write for example \"shop.example\", in small letters");
  return {};
}

std::vector<std::string> read_domains(const std::optional<Element>& element) {
  std::vector<std::string> domains;
  if (!element) return domains;
  for (const Element& item : element->items(max_share_domains)) {
    if (!item.json().is_string() || !is_origin(item.json().get_ref<const std::string&>())) {
      item.error("this is not an origin", "write \"https://\", host and perhaps port, in small letters");
      continue;
    }
    auto origin = item.json().get<std::string>();
    if (std::find(domains.begin(), domains.end(), origin) == domains.end())
      domains.push_back(std::move(origin));
    else
      item.error("this is listed twice", "keep one of them");
  }
  return domains;
}

std::string read_device_key(const std::optional<Element>& element) {
  if (!element) return {};
  const auto field = element->object(fields::share_devices).find("key");
  const auto key = field ? field->text(max_sentence_bytes) : std::nullopt;
  if (key && is_public_key(*key)) return *key;
  if (key)
    field->error("this is no Ed25519 public key",
                 "write the 32 raw bytes of the key in base64, 44 letters with its \"=\"");
  return {};
}

}  // namespace

bool is_cookie_domain(std::string_view text) {
  if (text.size() > max_domain_bytes || text.find('.') == text.npos) return false;
  // A last label without letters is that of an address.
  const std::string_view last = last_label(text);
  if (std::all_of(last.begin(), last.end(), [](char letter) { return letter >= '0' && letter <= '9'; })) return false;
  for (;;) {
    const std::size_t dot = std::min(text.find('.'), text.size());
    if (!is_label(text.substr(0, dot))) return false;
    if (dot == text.size()) return true;
    text.remove_prefix(dot + 1);
  }
}

bool looks_registry_like(std::string_view domain) {
  constexpr std::string_view second[] = {"ac",  "co",  "com", "edu", "gob", "gov",
                                         "ltd", "mil", "ne",  "net", "or",  "org"};
  const std::size_t dot = domain.find('.');
  if (dot == domain.npos) return true;
  return dot == domain.rfind('.') && last_label(domain).size() == 2 &&
         std::find(std::begin(second), std::end(second), domain.substr(0, dot)) != std::end(second);
}

bool is_below(std::string_view origin, std::string_view domain) {
  std::string_view host = origin.substr(origin.find("://") + 3);
  host = host.substr(0, host.find(':'));
  if (!host.ends_with(domain)) return false;
  return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

bool is_public_key(std::string_view text) {
  constexpr std::string_view last_letters = "AEIMQUYcgkosw048";  // those that leave no bit over
  const auto is_letter = [](char letter) {
    return is_small(letter) || (letter >= 'A' && letter <= 'Z') || letter == '+' || letter == '/';
  };
  return text.size() == key_letters + 1 && text.back() == '=' &&
         std::all_of(text.begin(), text.begin() + key_letters, is_letter) &&
         last_letters.find(text[key_letters - 1]) != last_letters.npos;
}

Share read_share(const Element& element) {
  const Object object = element.object(fields::share);
  Share share;
  share.place = element.place();
  share.subdomains = read_subdomains(object.find("subdomains"));
  share.domains = read_domains(object.find("domains"));
  share.device_key = read_device_key(object.find("devices"));
  return share;
}

}  // namespace assent::authoring
