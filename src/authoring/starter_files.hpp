// The files that `assent init` begins with, inside the binary: the presets ("regimes/…"), the schema ("schema/…") and
// the whole commented policy ("starter/…") from which a starter is cut. It never looks at a disk.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace assent::authoring {

struct StarterFile {
  std::string_view path, bytes;
};

/// All of them, sorted by path below each of the three folders. Made at build time by cmake/embed.cmake.
std::span<const StarterFile> starter_files();

/// The bytes of a file that the binary is known to hold.
std::string_view starter_file(std::string_view path);

/// Those whose path begins with `folder`, "starter/slots/".
std::vector<StarterFile> starter_files_in(std::string_view folder);

}  // namespace assent::authoring
