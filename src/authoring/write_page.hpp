// A policy that the linter has passed → what the page itself reads of a pack: names, and the sentences of the first
// layer in one language, as JSON (Symbols in web/src/effects.ts). Every visitor loads it, so what can come later is in
// write_layers.hpp. The core hands it over and never reads it.
#pragma once

#include <string>
#include <vector>

#include "authoring/lookup.hpp"
#include "authoring/order.hpp"

namespace assent::authoring {

/// SHA-256 of the files that the page loads by their hash, in one language.
struct FileHashes {
  std::string layers;
  std::string gates;    // empty: the site has none
  std::string reasons;  // empty: the site says none
};

/// `context`: the facts that conditions read, in the pack's order. Purposes, attributes and slots stand in the pack's
/// order too.
std::string write_page(const Lookup& lookup, const Order& order, const std::string& language, const FileHashes& hashes,
                       const std::vector<std::string>& context);

/// A sentence in a language: its text where it is a key.
std::string resolved(const Policy& policy, const Sentence& sentence, const std::string& language);

}  // namespace assent::authoring
