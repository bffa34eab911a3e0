// A policy that the linter has passed → the second-layer document: what the page needs once the preference center opens
// or something was allowed, and not before. JSON in one language, loaded by its hash, which the pack's page names.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "authoring/lookup.hpp"
#include "authoring/order.hpp"

namespace assent::authoring {

/// The document (SecondLayer in web/src/effects.ts); lists are in the order of the pack's page. `contents`: SHA-256 of
/// the content files in this language, by slot id.
std::string write_layers(const Lookup& lookup, const Order& order, const std::string& language,
                         const std::map<std::string, std::string>& contents);

/// The pack's page, completed by its second-layer document: objects member by member, lists item by item. What the
/// layers say is in both; canonical JSON of it does not depend on which part has what. `page` and `layers` are what
/// write_page and write_layers gave.
std::string complete_page(std::string_view page, std::string_view layers);

/// The hash under which a pack's page names its second-layer document.
std::string layers_hash(std::string_view page);

}  // namespace assent::authoring
