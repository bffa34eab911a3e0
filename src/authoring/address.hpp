// Addresses as browsers take them apart (the URL standard), so that what is compared with a page's address when a page
// runs is written like it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace assent::authoring {

struct Address {
  std::string host;  // with a port that is not the scheme's own; empty: the address has none of its own
  std::string path;  // from its first "/" on, percent-coded, without dot segments
  std::string hash;  // with "#"; empty where nothing stands behind it
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in order
  bool has_letters_in_host = false;                        // beyond ASCII: a browser would write them in punycode
};

/// `text` is an address of http or https, or relative to one; nothing where it has a host that no address has.
std::optional<Address> take_apart(std::string text);

}  // namespace assent::authoring
