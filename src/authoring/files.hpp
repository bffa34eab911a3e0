// Reads a policy's files from disk, each within its limit. It never reads more than the limit of a file, and nothing
// that is not a regular file.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "authoring/problem.hpp"
#include "authoring/strict_json.hpp"

namespace assent::authoring {

inline constexpr std::size_t max_content_bytes = 1u << 20;
inline constexpr std::size_t max_folder_entries = 4096;

/// The bytes of `file`, or nothing and a problem.
std::optional<std::string> read_file(const std::filesystem::path& file, std::size_t max_bytes, Problems& problems);

/// The JSON value in `file`, or nothing and at least one problem.
std::optional<Json> read_json_file(const std::filesystem::path& file, Problems& problems);

/// The files directly in `folder` whose name ends with `extension` (".json"), sorted by name; none where the folder is
/// missing.
std::vector<std::filesystem::path> list_files(const std::filesystem::path& folder, std::string_view extension,
                                              Problems& problems);

}  // namespace assent::authoring
