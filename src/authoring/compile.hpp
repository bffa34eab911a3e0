// A site's policy folder → packs, one per language, and what is wrong with it. It reads files, never the clock or the
// network, and the same folder gives the same bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "authoring/contact.hpp"
#include "authoring/outlets.hpp"
#include "authoring/problem.hpp"
#include "authoring/share.hpp"

namespace assent::authoring {

/// What a policy compiles to.
struct Compiled {
  std::string site, title;  // the title in the first language
  std::vector<std::string> origins, languages;
  Share share;
  std::vector<Contact> contacts;                     // of the purposes that say something of it
  std::vector<Outlet> outlets;                       // the collector's alone: no pack knows of them
  std::string head;                                  // configuration of the head stub, JSON
  std::map<std::string, std::string> packs;          // language → pack bytes
  std::map<std::string, std::string> contents;       // SHA-256 hex → content bytes
  std::map<std::string, std::string> content_paths;  // SHA-256 hex → path inside the folder
};

struct Outcome {
  std::optional<Compiled> compiled;  // absent where a problem is an error
  std::vector<Problem> problems;
  std::vector<Problem> unreviewed;  // facts and texts that nobody has confirmed yet; listed before a release
};

/// Reads, checks and compiles `site_folder`; its regimes are read from `site_folder`/../regimes. Never throws for what
/// a file holds. `today`, in days since 1970-01-01, is for warnings about what lies ahead; the packs do not depend on
/// it.
Outcome compile(const std::filesystem::path& site_folder, std::int32_t today);

}  // namespace assent::authoring
