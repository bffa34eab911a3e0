// Files, with the size asked before the content. A file that grows meanwhile is caught by reading one byte past.
#include "authoring/files.hpp"

#include <algorithm>
#include <fstream>
#include <system_error>

namespace assent::authoring {

namespace fs = std::filesystem;

namespace {

std::string mebibytes(std::size_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

}  // namespace

std::optional<std::string> read_file(const fs::path& file, std::size_t max_bytes, Problems& problems) {
  const Place place{file.generic_string(), ""};
  std::error_code code;
  const fs::file_status status = fs::status(file, code);
  if (!fs::exists(status)) {
    problems.error(place, "the file is missing", "write it, or correct the name that leads here");
    return {};
  }
  if (!fs::is_regular_file(status)) {
    problems.error(place, "not a regular file", "put a plain file here");
    return {};
  }
  const std::uintmax_t size = fs::file_size(file, code);
  std::string bytes;
  std::ifstream stream;
  const bool fits = !code && size <= max_bytes;
  if (fits) {
    stream.open(file, std::ios::binary);
    bytes.resize(static_cast<std::size_t>(size) + 1);
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
  }
  if (!code && (size > max_bytes || bytes.size() > size)) {
    problems.error(place, "larger than " + mebibytes(max_bytes), "split it, or remove what does not belong here");
    return {};
  }
  if (code || stream.bad() || bytes.size() < size || !stream.is_open()) {
    problems.error(place, "cannot be read", "make it readable for the one who runs this command");
    return {};
  }
  return bytes;
}

std::optional<Json> read_json_file(const fs::path& file, Problems& problems) {
  const auto text = read_file(file, max_json_bytes, problems);
  if (!text) return {};
  std::vector<JsonFault> faults;
  auto json = read_json(*text, JsonRules{}, faults);
  for (JsonFault& fault : faults)
    problems.error({file.generic_string(), fault.pointer}, std::move(fault.what), std::move(fault.remedy));
  return json;
}

std::vector<fs::path> list_files(const fs::path& folder, std::string_view extension, Problems& problems) {
  std::vector<fs::path> files;
  std::error_code code;
  fs::directory_iterator entries(folder, code);
  std::size_t seen = 0;
  for (; !code && entries != fs::directory_iterator(); entries.increment(code)) {
    if (++seen > max_folder_entries) {
      problems.error({folder.generic_string(), ""}, "more than " + std::to_string(max_folder_entries) + " entries",
                     "remove what does not belong here");
      break;
    }
    if (entries->path().extension() == extension) files.push_back(entries->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace assent::authoring
