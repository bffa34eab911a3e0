// What the collector serves and checks against: the sites, their current packs and keys, and every earlier pack and
// content file that is still in the data folder. Made once at the start, never changed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "authoring/compile.hpp"
#include "collector/files.hpp"
#include "collector/keys.hpp"
#include "policy/pack.hpp"

namespace assent::collector {

/// The policies of a folder, compiled: each subfolder with a site.json is a site. `sound` is false where a site has
/// errors, or where there is no site.
struct Policies {
  std::vector<authoring::Compiled> sites;
  std::vector<authoring::Problem> problems;
  bool sound = false;
};
Policies compile_policies(const std::filesystem::path& folder);

/// A verified pack and the bytes it lies in.
struct OpenPack {
  std::string hash;
  std::vector<std::uint8_t> bytes;
  const policy::Pack* pack = nullptr;
};

struct Site {
  std::string id;
  std::vector<std::string> origins;
  std::vector<std::string> languages;                           // the first is the default
  std::map<std::string, const OpenPack*, std::less<>> current;  // language → pack
  std::unique_ptr<SigningKey> key;
  authoring::Share share;
  std::string title;  // in the first language
  std::vector<authoring::Contact> contacts;
  std::vector<authoring::Outlet> outlets;  // where destinations are told and exported to
};

/// The site's pack in its first language; purposes are the same in each.
const policy::Pack& pack_of(const Site& site);

class Catalog {
 public:
  /// Writes the packs and contents into DIR/packs, then opens everything that lies there. Throws std::runtime_error
  /// with a sentence where it cannot.
  Catalog(const std::vector<authoring::Compiled>& sites, const std::filesystem::path& data);
  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;

  const std::vector<Site>& sites() const { return sites_; }
  /// The site, or null.
  const Site* site(std::string_view id) const;
  /// The pack with this hash, current or earlier, or null.
  const OpenPack* pack(std::string_view hash) const;
  /// The bytes of the pack or content file with this hash, or null.
  const File* file(std::string_view hash) const;
  /// The origins of all sites.
  const std::vector<std::string>& origins() const { return origins_; }
  /// Names of files in DIR/packs that are not what their names say; they are left alone and not served.
  const std::vector<std::string>& damaged() const { return damaged_; }

 private:
  void read_stored(const std::filesystem::path& folder);
  void add_site(const authoring::Compiled& compiled, const std::filesystem::path& data);

  std::vector<Site> sites_;
  std::map<std::string, OpenPack, std::less<>> packs_;
  std::map<std::string, File, std::less<>> files_;
  std::vector<std::string> origins_;
  std::vector<std::string> damaged_;
};

}  // namespace assent::collector
