// A policy that the linter has passed → the bytes of its pack in one language. The same policy gives the same bytes.
#pragma once

#include <string>

#include "authoring/write_page.hpp"

namespace assent::authoring {

std::string build_pack(const Lookup& lookup, const Order& order, const std::string& language, const FileHashes& hashes,
                       const std::string& layers);

}  // namespace assent::authoring
