// A payload of GrowthBook's SDK → the files of a site's policy: features.json, and in attributes.json an attribute for
// each path that its rules ask.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "authoring/problem.hpp"
#include "authoring/strict_json.hpp"

namespace assent::authoring {

/// What the payload does not say.
struct ImportTerms {
  std::string purpose;    // that all of its features serve; declared in the policy
  std::string retention;  // of the attributes in the browser, an ISO 8601 duration
};

struct Imported {
  Json features;                   // the new features.json
  Json attributes;                 // the new attributes.json: what it had, and what was missing
  std::vector<std::string> added;  // ids of new attributes
};

/// What a policy has already.
struct Existing {
  Json attributes;  // its attributes.json
  Json features;    // its features.json, null where it has none: what is not the payload's there stays
};

/// Reads `payload` ({"features", "experiments", "savedGroups", "contextualBandits"}) against a policy. What cannot be
/// expressed is an error that names it; then the result is of no use.
Imported import_growthbook(const Json& payload, const std::string& payload_name, const Existing& existing,
                           const ImportTerms& terms, Problems& problems);

}  // namespace assent::authoring
