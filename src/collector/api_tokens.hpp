// API tokens, with which a site's own systems ask the collector: DIR/keys/api-tokens, a line each, of which only hashes
// are kept. Who may write that file decides who may ask.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace assent::collector {

/// Makes a token of 256 random bits for a site and adds its line, "name sha256hex site", to the file in the data folder
/// `data`. Gives the token, which is nowhere else. Throws std::runtime_error with a sentence where the name is taken or
/// no name, the file is full, others may read it, or it cannot be written.
std::string add_api_token(const std::filesystem::path& data, std::string_view site, std::string_view name);

class ApiTokens {
 public:
  explicit ApiTokens(const std::filesystem::path& data);

  /// The site that `token` is for; nothing where it is none of ours. The file is read each time, so that a line that is
  /// added or removed counts at once; it takes as long for a wrong token as for a right one.
  std::optional<std::string> site_of(std::string_view token) const;

 private:
  std::filesystem::path file_;
};

}  // namespace assent::collector
