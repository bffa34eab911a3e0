// Reads "webhook" and "export" of a destination, and knows the form of an address.
#include <algorithm>

#include "authoring/parts.hpp"
#include "authoring/units.hpp"

namespace assent::authoring {

namespace {

constexpr std::string_view secure_scheme = "https://";

bool is_visible(char letter) { return letter > ' ' && letter < 0x7f; }

std::string_view authority_of(std::string_view text) {
  const std::size_t scheme = text.find("://");
  if (scheme == text.npos) return {};
  text.remove_prefix(scheme + 3);
  return text.substr(0, std::min(text.find_first_of("/?#"), text.size()));
}

std::string read_webhook(const Element& element) {
  const auto field = element.object(fields::webhook).find("url");
  const auto url = field ? field->text(max_webhook_bytes) : std::nullopt;
  if (!url) return {};
  if (parse_web_address(*url)) return *url;
  if (authority_of(*url).find('@') != std::string_view::npos)
    field->error("credentials stand in the address",
                 "remove what stands before the \"@\"; every delivery is signed, and the receiver checks that");
  else
    field->error(
        "this is no address that a webhook may have",
        "write \"https://\", host in small letters, perhaps port and path; http is for 127.0.0.1 and localhost");
  return {};
}

void read_column(const std::string& name, const Element& member, std::vector<ExportColumn>& columns) {
  if (name.empty() || name.size() > max_column_bytes ||
      std::any_of(name.begin(), name.end(), [](char letter) { return static_cast<unsigned char>(letter) < ' '; })) {
    member.error("a column's name is empty, longer than " + std::to_string(max_column_bytes) +
                     " bytes or holds a control character",
                 "change it");
    return;
  }
  if (const auto holds = member.text(max_id_bytes)) columns.push_back({name, *holds, member.place()});
}

std::vector<ExportColumn> read_columns(const Element& element) {
  std::vector<ExportColumn> columns;
  const auto field = element.object(fields::export_columns).find("columns");
  if (!field) return columns;
  for (const auto& [name, member] : field->members(max_export_columns)) read_column(name, member, columns);
  if (columns.empty() && field->json().is_object() && field->json().empty())
    field->error("there is no column", "name one attribute at least, or remove \"export\"");
  return columns;
}

}  // namespace

bool is_column_word(std::string_view holds) {
  return std::find(std::begin(column_words), std::end(column_words), holds) != std::end(column_words);
}

std::optional<WebAddress> parse_web_address(std::string_view text) {
  if (text.size() > max_webhook_bytes || !std::all_of(text.begin(), text.end(), is_visible)) return {};
  if (text.find('#') != text.npos) return {};
  const std::string_view authority = authority_of(text);
  if (authority.empty()) return {};
  const std::string_view origin = text.substr(0, text.find("://") + 3 + authority.size());
  if (!is_origin(origin)) return {};
  WebAddress address;
  address.secure = text.starts_with(secure_scheme);
  const std::size_t colon = std::min(authority.find(':'), authority.size());
  address.host = authority.substr(0, colon);
  address.port = colon < authority.size() ? authority.substr(colon + 1) : address.secure ? "443" : "80";
  address.target = text.substr(origin.size());
  if (!address.target.starts_with('/')) address.target.insert(0, "/");
  return address;
}

std::optional<Outlet> read_outlet(const std::string& destination, const Object& object) {
  const auto webhook = object.find("webhook");
  const auto columns = object.find("export");
  if (!webhook && !columns) return {};
  Outlet outlet{destination, {}, {}, object.place()};
  if (webhook) outlet.webhook = read_webhook(*webhook);
  if (columns) outlet.columns = read_columns(*columns);
  return outlet;
}

}  // namespace assent::authoring
