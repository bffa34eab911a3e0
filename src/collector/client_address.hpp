// Who asks, as far as an address tells: the other end of the connection, or whom a listed proxy names. Addresses stay
// in memory: nothing here writes one anywhere.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "collector/http.hpp"

namespace assent::collector {

using Address = boost::asio::ip::address;

/// The address itself; an IPv4 address where it only comes in an IPv6 coat, as on a socket for both.
Address plain(const Address& address);

bool lists(const std::vector<Address>& addresses, const Address& address);

/// The client of a request that came from `peer`. X-Forwarded-For counts where `peer` is listed, and is read from its
/// end: whatever stands left of the first address that is no proxy of ours, the client may have written itself. Nothing
/// where a listed proxy names nobody: then the request is its own, and its clients are its to limit.
std::optional<Address> client_of(const Address& peer, const Request& request, const std::vector<Address>& proxies);

}  // namespace assent::collector
