// Signs, compresses, keeps for a minute.
#include "collector/boot.hpp"

#include <algorithm>

#include "authoring/strict_json.hpp"
#include "collector/brotli.hpp"
#include "collector/limits.hpp"

namespace assent::collector {

std::string boot_body(const Site& site, std::string_view language, std::string_view region, const Tokens& tokens,
                      double now_ms) {
  const OpenPack& pack = *site.current.find(language)->second;
  authoring::Json line;
  line["site"] = site.id;
  line["pack"] = pack.hash;
  line["language"] = language;
  line["region"] = region;
  line["token"] = tokens.notice(site.id, now_ms);
  const std::string signed_text = line.dump();
  std::string body = site.key->sign(signed_text) + "\n" + signed_text + "\n";
  body.append(pack.bytes.begin(), pack.bytes.end());
  return body;
}

namespace {

// The tag itself, else what stands before its first hyphen ("de" for "de-AT"), else the site's first language.
std::string_view spoken(const Site& site, std::string_view tag) {
  for (const std::string_view wanted : {tag, tag.substr(0, tag.find('-'))})
    if (const auto found = site.current.find(wanted); found != site.current.end()) return found->first;
  return site.languages.front();
}

}  // namespace

Answer Boot::answer(const Site& site, std::string_view language, std::string_view region, bool brotli, double now_ms) {
  language = spoken(site, language);
  const std::string name = std::string(site.id).append("\n").append(language).append("\n").append(region);
  Kept kept;
  {
    // Held while compressing, so that of many first visitors one does the work and the others take the result.
    const std::lock_guard lock(mutex_);
    if (kept_.size() >= max_boot_answers && !kept_.contains(name)) kept_.clear();
    Kept& stored = kept_[name];
    if (!stored.plain || now_ms - stored.made_ms > boot_refresh_ms || now_ms < stored.made_ms) {
      stored.plain = share(boot_body(site, language, region, tokens_, now_ms));
      stored.compressed = compress(*stored.plain);
      stored.made_ms = now_ms;
    }
    kept = stored;
  }
  const bool encode = brotli && kept.compressed;
  Answer answer{http::status::ok, "application/vnd.assent.boot", encode ? kept.compressed : kept.plain, {}, {}};
  answer.fields.emplace_back("cache-control", "no-store");
  answer.fields.emplace_back("access-control-allow-origin", "*");
  answer.fields.emplace_back("cross-origin-resource-policy", "cross-origin");
  answer.fields.emplace_back("vary", "accept-encoding");
  if (encode) answer.fields.emplace_back("content-encoding", "br");
  return answer;
}

bool is_region(std::string_view text) {
  constexpr std::size_t country_letters = 2;
  constexpr std::size_t longest = 6;
  const auto is_capital = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
  const auto is_part = [&](char letter) { return is_capital(letter) || (letter >= '0' && letter <= '9'); };
  if (text.size() < country_letters || text.size() > longest) return false;
  if (!std::all_of(text.begin(), text.begin() + country_letters, is_capital)) return false;
  if (text.size() == country_letters) return true;
  return text[country_letters] == '-' && text.size() > country_letters + 1 &&
         std::all_of(text.begin() + country_letters + 1, text.end(), is_part);
}

}  // namespace assent::collector
