// Packs are content-addressed: a file whose bytes do not give its name is not served and not trusted.
#include "collector/catalog.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "authoring/digest.hpp"
#include "authoring/write_layers.hpp"
#include "collector/clock.hpp"
#include "collector/encoding.hpp"
#include "collector/limits.hpp"
#include "policy/verify.hpp"

namespace assent::collector {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view pack_ending = ".pack";
// What pages load by hash besides packs: contents of slots, second-layer and gates documents.
constexpr std::string_view file_endings[] = {".html", ".json"};

// Under a name of its own first, so that a crash never leaves half a file under a hash.
void keep(const fs::path& file, std::string_view bytes) {
  if (fs::exists(file)) return;
  const fs::path fresh = file.string() + "." + random_id();
  std::ofstream stream(fresh, std::ios::binary);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) throw std::runtime_error(file.string() + ": cannot be written; is the disk full?");
  fs::rename(fresh, file);
}

}  // namespace

Policies compile_policies(const fs::path& folder) {
  if (!fs::is_directory(folder)) throw std::runtime_error(folder.string() + ": is not a folder of policies");
  std::vector<fs::path> site_folders;
  for (const auto& entry : fs::directory_iterator(folder))
    if (fs::exists(entry.path() / "site.json")) site_folders.push_back(entry.path());
  if (site_folders.empty()) throw std::runtime_error(folder.string() + ": no subfolder has a site.json");
  std::sort(site_folders.begin(), site_folders.end());
  Policies policies;
  policies.sound = true;
  for (const fs::path& each : site_folders) {
    authoring::Outcome outcome = authoring::compile(each, system_today());
    policies.problems.insert(policies.problems.end(), outcome.problems.begin(), outcome.problems.end());
    if (outcome.compiled)
      policies.sites.push_back(std::move(*outcome.compiled));
    else
      policies.sound = false;
  }
  return policies;
}

Catalog::Catalog(const std::vector<authoring::Compiled>& sites, const fs::path& data) {
  const fs::path folder = data / "packs";
  fs::create_directories(folder);
  for (const authoring::Compiled& site : sites) {
    for (const auto& [language, bytes] : site.packs)
      keep(folder / (authoring::sha256_hex(bytes) + std::string(pack_ending)), bytes);
    for (const auto& [hash, bytes] : site.contents)
      keep(folder / (hash + fs::path(site.content_paths.at(hash)).extension().string()), bytes);
  }
  read_stored(folder);
  for (const authoring::Compiled& site : sites) add_site(site, data);
}

void Catalog::read_stored(const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const std::string ending = entry.path().extension().string();
    const std::string hash = entry.path().stem().string();
    const bool is_file = std::find(std::begin(file_endings), std::end(file_endings), ending) != std::end(file_endings);
    if (!is_hex(hash, 64) || (ending != pack_ending && !is_file)) continue;
    if (files_.size() >= max_stored_files)
      throw std::runtime_error(folder.string() + ": holds more files than the collector reads; remove old ones");
    std::string bytes = read_file(entry.path(), policy::max_pack_bytes);
    if (authoring::sha256_hex(bytes) != hash) {
      damaged_.push_back(name);
      continue;
    }
    if (ending == pack_ending) {
      OpenPack& open = packs_[hash];
      open.hash = hash;
      open.bytes.assign(bytes.begin(), bytes.end());
      const auto opened = policy::open(open.bytes);
      if (!opened) {
        // A pack of an earlier format: nothing can rest on it any more.
        packs_.erase(hash);
        damaged_.push_back(name);
        continue;
      }
      open.pack = opened.value;
    }
    files_.emplace(hash, make_file(name, std::move(bytes), true));
  }
}

void Catalog::add_site(const authoring::Compiled& compiled, const fs::path& data) {
  if (!is_site_id(compiled.site)) throw std::runtime_error(compiled.site + ": is not a site id of a-z, 0-9 and \"-\"");
  if (site(compiled.site)) throw std::runtime_error(compiled.site + ": two folders give this site id");
  Site site{compiled.site,  compiled.origins,  compiled.languages, {}, nullptr, compiled.share,
            compiled.title, compiled.contacts, compiled.outlets};
  for (const auto& [language, bytes] : compiled.packs) {
    const OpenPack* open = pack(authoring::sha256_hex(bytes));
    if (!open) throw std::runtime_error(compiled.site + ": its compiled pack cannot be opened");
    if (const std::string layers = authoring::layers_hash(policy::view(open->pack->page())); !file(layers))
      throw std::runtime_error(compiled.site + ": its second-layer document is damaged: remove packs/" + layers +
                               ".json from the data folder");
    site.current.emplace(language, open);
  }
  if (site.languages.empty() || !site.current.contains(site.languages.front()))
    throw std::runtime_error(compiled.site + ": has no pack for its first language");
  site.key = std::make_unique<SigningKey>(site_seed(data, site.id));
  origins_.insert(origins_.end(), site.origins.begin(), site.origins.end());
  sites_.push_back(std::move(site));
}

const policy::Pack& pack_of(const Site& site) { return *site.current.find(site.languages.front())->second->pack; }

const Site* Catalog::site(std::string_view id) const {
  const auto found = std::find_if(sites_.begin(), sites_.end(), [&](const Site& each) { return each.id == id; });
  return found == sites_.end() ? nullptr : &*found;
}

const OpenPack* Catalog::pack(std::string_view hash) const {
  const auto found = packs_.find(hash);
  return found == packs_.end() ? nullptr : &found->second;
}

const File* Catalog::file(std::string_view hash) const {
  const auto found = files_.find(hash);
  return found == files_.end() ? nullptr : &found->second;
}

}  // namespace assent::collector
