// Lines are appended whole; a line that is not of the form is nobody's token.
#include "collector/api_tokens.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "authoring/digest.hpp"
#include "collector/encoding.hpp"
#include "collector/keys.hpp"
#include "collector/limits.hpp"

namespace assent::collector {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t token_bytes = 32;
constexpr std::size_t hash_digits = 64;
constexpr mode_t others_may_read = S_IRWXG | S_IRWXO;

struct Line {
  std::string name, hash, site;
};

fs::path file_in(const fs::path& data) { return data / "keys" / "api-tokens"; }

[[noreturn]] void refuse(const fs::path& file, const std::string& sentence) {
  throw std::runtime_error(file.string() + ": " + sentence);
}

// No file: no tokens.
std::vector<Line> read(const fs::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return {};
  if ((status.st_mode & others_may_read) != 0) refuse(file, "others may read this file; set its mode to 0600");
  std::ifstream stream(file);
  std::vector<Line> lines;
  std::string text;
  while (lines.size() < max_api_tokens && std::getline(stream, text)) {
    std::istringstream words(text);
    Line line;
    std::string more;
    if (words >> line.name >> line.hash >> line.site && !(words >> more) && is_hex(line.hash, hash_digits))
      lines.push_back(std::move(line));
  }
  return lines;
}

void append(const fs::path& file, const std::string& line) {
  private_folder(file.parent_path());
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) refuse(file, "cannot be written; let the collector's user write to this folder");
  const bool written = ::write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  const bool kept = written && ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!kept) refuse(file, "cannot be written; is the disk full?");
}

}  // namespace

std::string add_api_token(const fs::path& data, std::string_view site, std::string_view name) {
  const fs::path file = file_in(data);
  if (!is_site_id(site)) refuse(file, "a site is 1 to 64 of a-z, 0-9 and \"-\"");
  if (!is_site_id(name)) refuse(file, "a name is 1 to 64 of a-z, 0-9 and \"-\"");
  const std::vector<Line> lines = read(file);
  if (lines.size() >= max_api_tokens) refuse(file, "holds as many tokens as the collector reads; remove old lines");
  if (std::any_of(lines.begin(), lines.end(), [&](const Line& each) { return each.name == name; }))
    refuse(file, "has a token of this name; remove its line first, or take another name");
  std::string bytes(token_bytes, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  std::string token = base64url(bytes);
  append(file, std::string(name) + " " + authoring::sha256_hex(token) + " " + std::string(site) + "\n");
  return token;
}

ApiTokens::ApiTokens(const fs::path& data) : file_(file_in(data)) {}

std::optional<std::string> ApiTokens::site_of(std::string_view token) const {
  const std::string hash = authoring::sha256_hex(token);
  std::optional<std::string> site;
  for (const Line& each : read(file_))
    if (sodium_memcmp(each.hash.data(), hash.data(), hash_digits) == 0) site = each.site;
  return token.empty() ? std::nullopt : site;
}

}  // namespace assent::collector
