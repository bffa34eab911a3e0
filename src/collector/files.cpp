// Loads folders and answers conditional requests.
#include "collector/files.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "authoring/compile.hpp"
#include "authoring/digest.hpp"
#include "collector/brotli.hpp"
#include "collector/limits.hpp"

namespace assent::collector {

namespace {

struct ContentType {
  std::string_view ending;
  std::string_view type;
  bool compressible;
};

constexpr ContentType content_types[] = {
    {".html", "text/html; charset=utf-8", true},
    {".js", "text/javascript; charset=utf-8", true},
    {".mjs", "text/javascript; charset=utf-8", true},
    {".css", "text/css; charset=utf-8", true},
    {".json", "application/json", true},
    {".map", "application/json", true},
    {".txt", "text/plain; charset=utf-8", true},
    {".svg", "image/svg+xml", true},
    {".wasm", "application/wasm", true},
    {".pack", "application/vnd.assent.pack", true},
    {".xml", "application/xml", true},
    {".webmanifest", "application/manifest+json", true},
    {".png", "image/png", false},
    {".jpg", "image/jpeg", false},
    {".jpeg", "image/jpeg", false},
    {".webp", "image/webp", false},
    {".avif", "image/avif", false},
    {".gif", "image/gif", false},
    {".ico", "image/x-icon", false},
    {".woff2", "font/woff2", false},
    {".mp4", "video/mp4", false},
};
constexpr ContentType any_bytes{"", "application/octet-stream", false};
constexpr std::size_t etag_digits = 32;

const ContentType& content_type_of(std::string_view name) {
  for (const ContentType& each : content_types)
    if (name.ends_with(each.ending)) return each;
  return any_bytes;
}

// True where If-None-Match lists `etag` (weak comparison, RFC 9110, section 13.1.2).
bool lists(std::string_view if_none_match, const std::string& etag) {
  return if_none_match == "*" || if_none_match.find("\"" + etag + "\"") != std::string_view::npos;
}

bool is_hash(std::string_view part) {
  constexpr std::size_t shortest = 8;
  if (part.size() < shortest) return false;
  const auto only = [&](std::string_view letters) { return part.find_first_not_of(letters) == std::string_view::npos; };
  return only("0123456789abcdef") || (part.size() == shortest && only("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"));
}

}  // namespace

bool has_hash(std::string_view name) {
  while (!name.empty()) {
    const std::string_view part = name.substr(0, name.find_first_of(".-"));
    if (is_hash(part)) return true;
    name.remove_prefix(std::min(name.size(), part.size() + 1));
  }
  return false;
}

std::string read_file(const std::filesystem::path& file, std::uintmax_t limit) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (error) throw std::runtime_error(file.string() + ": cannot be read");
  if (size > limit) throw std::runtime_error(file.string() + ": is larger than the collector reads");
  std::string bytes(size, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (stream.gcount() != static_cast<std::streamsize>(bytes.size()))
    throw std::runtime_error(file.string() + ": cannot be read");
  return bytes;
}

File make_file(std::string_view name, std::string bytes, bool immutable) {
  const ContentType& type = content_type_of(name);
  File file{type.type, share(std::move(bytes)), nullptr, {}, immutable};
  file.etag = authoring::sha256_hex(*file.plain).substr(0, etag_digits);
  if (type.compressible) file.compressed = compress(*file.plain);
  return file;
}

Answer serve(const File& file, const Request& request) {
  const bool brotli = file.compressed && accepts_brotli(field(request, "accept-encoding"));
  // The compressed form is another representation, and a strong tag names exactly one.
  const std::string etag = brotli ? file.etag + "-br" : file.etag;
  Answer answer;
  answer.fields.emplace_back("cache-control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  answer.fields.emplace_back("etag", "\"" + etag + "\"");
  answer.fields.emplace_back("access-control-allow-origin", "*");
  answer.fields.emplace_back("cross-origin-resource-policy", "cross-origin");
  if (file.compressed) answer.fields.emplace_back("vary", "accept-encoding");
  if (lists(field(request, "if-none-match"), etag)) {
    answer.status = http::status::not_modified;
    return answer;
  }
  answer.content_type = file.content_type;
  answer.body = brotli ? file.compressed : file.plain;
  if (brotli) answer.fields.emplace_back("content-encoding", "br");
  return answer;
}

Folder::Folder(const std::filesystem::path& folder) {
  if (!std::filesystem::is_directory(folder)) throw std::runtime_error(folder.string() + ": is not a folder");
  std::uintmax_t total = 0;
  const std::filesystem::recursive_directory_iterator end;
  for (std::filesystem::recursive_directory_iterator entry(folder); entry != end; ++entry) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with('.') || entry->is_symlink()) {
      entry.disable_recursion_pending();
      continue;
    }
    if (!entry->is_regular_file()) continue;
    std::string bytes = read_file(entry->path(), max_file_bytes);
    total += bytes.size();
    if (total > max_folder_bytes || files_.size() >= max_served_files)
      throw std::runtime_error(folder.string() + ": holds more than the collector serves from memory");
    std::string path = "/" + entry->path().lexically_relative(folder).generic_string();
    File file = make_file(name, std::move(bytes), has_hash(name));
    if (name == "index.html") files_.emplace(path.substr(0, path.size() - name.size()), file);
    files_.emplace(std::move(path), std::move(file));
  }
}

const File* Folder::find(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

}  // namespace assent::collector
