// Joins reading, linting and building. A policy with an error compiles to nothing, and every pack is read back by the
// core's own reader before anybody gets it.
#include "authoring/compile.hpp"

#include <cstring>

#include "authoring/build_pack.hpp"
#include "authoring/digest.hpp"
#include "authoring/folder.hpp"
#include "authoring/lint.hpp"
#include "authoring/write_gates.hpp"
#include "authoring/write_head.hpp"
#include "authoring/write_layers.hpp"
#include "authoring/write_page.hpp"
#include "authoring/write_reasons.hpp"
#include "personalization/sound.hpp"
#include "policy/verify.hpp"

namespace assent::authoring {

namespace {

// FlatBuffers of doubles are read in place, so the bytes are looked at where their alignment is known.
bool opens(const std::string& bytes) {
  std::vector<std::uint64_t> aligned((bytes.size() + sizeof(std::uint64_t) - 1) / sizeof(std::uint64_t));
  std::memcpy(aligned.data(), bytes.data(), bytes.size());
  const auto pack = policy::open({reinterpret_cast<const std::uint8_t*>(aligned.data()), bytes.size()});
  return pack && personalization::features_are_sound(*pack.value);
}

void check_pack(const Policy& policy, const std::string& language, const std::string& bytes, Problems& problems) {
  const Place folder{policy.folder, ""};
  if (bytes.size() > policy::max_pack_bytes)
    problems.error(folder,
                   "the pack in " + in_quotes(language) + " is larger than " +
                       std::to_string(policy::max_pack_bytes >> 20) + " MiB",
                   "shorten maps, texts and conditions");
  else if (!opens(bytes))
    problems.error(folder, "the core does not take the pack in " + in_quotes(language),
                   "a compiler that writes what its core refuses has a fault: report it with this policy");
}

// Adds a file that pages load by its hash; returns the hash.
std::string add_file(Compiled& compiled, const std::string& path, std::string bytes) {
  std::string hash = sha256_hex(bytes);
  compiled.content_paths.emplace(hash, path);
  compiled.contents[hash] = std::move(bytes);
  return hash;
}

Compiled build(const Lookup& lookup, const Order& order, Problems& problems) {
  const Policy& policy = lookup.policy();
  Compiled compiled;
  compiled.site = policy.site.id;
  compiled.title = resolved(policy, policy.site.title, policy.site.languages.front());
  compiled.origins = policy.site.origins;
  compiled.languages = policy.site.languages;
  compiled.share = policy.site.share;
  for (const Purpose& purpose : policy.purposes)
    if (purpose.contact) compiled.contacts.push_back(*purpose.contact);
  compiled.outlets = policy.site.outlets;
  compiled.head = write_head(lookup);
  for (const std::string& language : policy.site.languages) {
    std::map<std::string, std::string> slots;
    if (const auto contents = policy.contents.find(language); contents != policy.contents.end())
      for (const auto& [slot, bytes] : contents->second)
        slots[slot] = add_file(compiled, "content/" + language + "/" + slot + ".html", bytes);
    const std::string layers = write_layers(lookup, order, language, slots);
    FileHashes hashes;
    hashes.layers = add_file(compiled, "layers/" + language + ".json", layers);
    if (has_gates(policy))
      hashes.gates = add_file(compiled, "gates/" + language + ".json", write_gates(policy, language));
    if (says_why(policy) && !policy.slots.empty())
      hashes.reasons = add_file(compiled, "reasons/" + language + ".json", write_reasons(lookup, order, language));
    compiled.packs[language] = build_pack(lookup, order, language, hashes, layers);
    check_pack(policy, language, compiled.packs[language], problems);
  }
  return compiled;
}

}  // namespace

Outcome compile(const std::filesystem::path& site_folder, std::int32_t today) {
  Problems problems;
  Outcome outcome;
  if (const auto policy = read_policy(site_folder, problems)) {
    const Lookup lookup(*policy);
    const auto order = lint_policy(lookup, today, problems);
    outcome.unreviewed = list_unreviewed(*policy);
    if (order && problems.errors() == 0) outcome.compiled = build(lookup, *order, problems);
    if (problems.errors() > 0) outcome.compiled.reset();
  }
  outcome.problems = problems.take();
  return outcome;
}

}  // namespace assent::authoring
