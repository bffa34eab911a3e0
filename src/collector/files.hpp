// Files served from memory: read and compressed once at the start. What is not in the map does not exist, so no
// path of a request ever reaches the file system.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "collector/http.hpp"

namespace assent::collector {

struct File {
  std::string_view content_type;
  Bytes plain;
  Bytes compressed;        // brotli; null where it would not be smaller
  std::string etag;        // without quotes
  bool immutable = false;  // the name changes with the bytes
};

/// A file from its bytes. `name` tells the content type.
File make_file(std::string_view name, std::string bytes, bool immutable);

/// The answer to a GET of `file`: brotli where it is taken, 304 where the browser has it already.
Answer serve(const File& file, const Request& request);

/// The regular files of one folder and its subfolders, by path ("/assent.js"), without dotfiles and links.
/// An index.html stands for its folder too ("/").
class Folder {
 public:
  Folder() = default;
  /// Reads the folder. Throws std::runtime_error with a sentence where it cannot, or where it is past a limit.
  explicit Folder(const std::filesystem::path& folder);

  /// The file at `path`, or null.
  const File* find(std::string_view path) const;
  bool empty() const { return files_.empty(); }

 private:
  std::map<std::string, File, std::less<>> files_;
};

/// True where a part of the file name, between dots and dashes, is a hash: 8 or more hexadecimal digits, or 8 of the
/// capitals and digits that esbuild writes.
bool has_hash(std::string_view name);

/// The bytes of a file of at most `limit` bytes. Throws std::runtime_error with a sentence.
std::string read_file(const std::filesystem::path& file, std::uintmax_t limit);

}  // namespace assent::collector
