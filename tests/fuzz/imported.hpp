// Payloads of GrowthBook's taken into the example policy, as far as packs: what the targets of features share.
#pragma once

#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "authoring/build_pack.hpp"
#include "authoring/digest.hpp"
#include "authoring/files.hpp"
#include "authoring/folder.hpp"
#include "authoring/import_growthbook.hpp"
#include "authoring/lint.hpp"
#include "authoring/parts.hpp"
#include "authoring/read_features.hpp"
#include "authoring/write_layers.hpp"
#include "personalization/sound.hpp"
#include "policy/verify.hpp"

namespace assent::fuzz {

using authoring::Json;

inline constexpr std::string_view site = ASSENT_SOURCE_DIR "/policies/aurora-travel";
inline constexpr std::int32_t today = 20'635;  // 2026-07-01, in days since 1970-01-01

/// Bytes as malloc places them, where doubles may be read in place and a sanitizer sees what is read behind them.
class Bytes {
 public:
  explicit Bytes(std::string_view from)
      : bytes_(static_cast<std::uint8_t*>(std::malloc(from.size() + 1)), std::free), size_(from.size()) {
    std::memcpy(bytes_.get(), from.data(), size_);
  }
  std::span<std::uint8_t> span() { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<std::uint8_t[], void (*)(void*)> bytes_;
  std::size_t size_;
};

/// The pack that lies in `bytes`, where both checks take it.
inline const policy::Pack* opened(std::span<const std::uint8_t> bytes) {
  const auto pack = policy::open(bytes);
  return pack && personalization::features_are_sound(*pack.value) ? pack.value : nullptr;
}

/// The example's files, with an attribute that keeps variations and one that a feature may be told by.
inline const authoring::Existing& existing() {
  static const authoring::Existing files = [] {
    authoring::Problems problems;
    authoring::Existing made;
    made.attributes = authoring::read_json_file(std::string(site) + "/attributes.json", problems).value();
    for (const char* id : {"kept", "told"})
      made.attributes[id] = Json::parse(R"({"title": "Fuzz", "type": "any", "source": "declared", "retention": "P6M",
        "purposes": ["personalization"], "leaves": {"collector": {"as": "decision"}}})");
    made.features = Json::parse(R"({"keeps": "kept", "features": {"told": {"exposes": ["collector"]}}})");
    return made;
  }();
  return files;
}

/// The payload as files of the policy; nothing where it is refused, with a problem that can be printed.
inline std::optional<authoring::Imported> taken_in(const Json& payload, const authoring::Existing& into) {
  authoring::Problems problems;
  auto imported = authoring::import_growthbook(payload, "payload.json", into, {"personalization", "P6M"}, problems);
  for (const authoring::Problem& each : problems.all()) to_line(each);
  return problems.errors() > 0 ? std::nullopt : std::optional(std::move(imported));
}

/// The bytes of the example's pack with these files in it; nothing where the linter refuses them.
inline std::optional<std::string> compiled(const authoring::Imported& files) {
  static const authoring::Policy example = [] {
    authoring::Problems problems;
    return authoring::read_policy(site, problems).value();
  }();
  authoring::Problems problems;
  authoring::Policy policy = example;
  policy.attributes = authoring::read_attributes({files.attributes, {"attributes.json", ""}, problems});
  policy.features = authoring::read_features({files.features, {"features.json", ""}, problems});
  const authoring::Lookup lookup(policy);
  const auto order = authoring::lint_policy(lookup, today, problems);
  for (const authoring::Problem& each : problems.all()) to_line(each);
  if (problems.errors() > 0 || !order) return {};
  authoring::FileHashes hashes;
  hashes.gates = authoring::sha256_hex("");
  std::map<std::string, std::string> contents;
  for (const auto& [slot, content] : policy.contents.at("en")) contents[slot] = authoring::sha256_hex(content);
  const std::string layers = authoring::write_layers(lookup, *order, "en", contents);
  hashes.layers = authoring::sha256_hex(layers);
  return authoring::build_pack(lookup, *order, "en", hashes, layers);
}

}  // namespace assent::fuzz
