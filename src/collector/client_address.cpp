// Reads addresses from the end of X-Forwarded-For, and no more of them than there could be proxies in a row.
#include "collector/client_address.hpp"

#include <algorithm>
#include <string>

#include "collector/limits.hpp"

namespace assent::collector {

namespace {

constexpr std::string_view forwarded_for = "x-forwarded-for";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Some proxies add the port: 192.0.2.1:4711, [2001:db8::1]:4711, [2001:db8::1].
std::string_view without_port(std::string_view text) {
  if (text.starts_with('[')) return text.substr(1, text.find(']') == std::string_view::npos ? 0 : text.find(']') - 1);
  return std::count(text.begin(), text.end(), ':') == 1 ? text.substr(0, text.find(':')) : text;
}

std::optional<Address> address_of(std::string_view text) {
  boost::system::error_code error;
  const Address address = boost::asio::ip::make_address(std::string(without_port(trimmed(text))), error);
  return error ? std::nullopt : std::optional(plain(address));
}

// All fields of the name as one list, as RFC 9110 joins them.
std::string list_of(const Request& request) {
  std::string list;
  const auto [begin, end] = request.equal_range({forwarded_for.data(), forwarded_for.size()});
  for (auto each = begin; each != end; ++each) {
    if (!list.empty()) list += ',';
    list.append(each->value().data(), each->value().size());
  }
  return list;
}

}  // namespace

Address plain(const Address& address) {
  if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
  return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6());
}

bool lists(const std::vector<Address>& addresses, const Address& address) {
  return std::find(addresses.begin(), addresses.end(), address) != addresses.end();
}

std::optional<Address> client_of(const Address& peer, const Request& request, const std::vector<Address>& proxies) {
  if (!lists(proxies, peer)) return peer;
  const std::string list = list_of(request);
  std::string_view rest = list;
  for (std::size_t hop = 0; hop < max_forwarded_hops && !rest.empty(); ++hop) {
    const std::size_t comma = rest.rfind(',');
    const auto address = address_of(comma == std::string_view::npos ? rest : rest.substr(comma + 1));
    if (!address) return {};
    if (!lists(proxies, *address)) return address;
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(0, comma);
  }
  return {};
}

}  // namespace assent::collector
