// A policy that the linter has passed → the bytes of its pack in one language. The same policy gives the same bytes.
#pragma once

#include <map>
#include <string>

#include "authoring/lookup.hpp"
#include "authoring/order.hpp"

namespace assent::authoring {

/// `content_hashes`: slot id → SHA-256 of its content file in this language.
std::string build_pack(const Lookup& lookup, const Order& order, const std::string& language,
                       const std::map<std::string, std::string>& content_hashes);

}  // namespace assent::authoring
