// Lookups among the embedded files. A path that is not there is a fault of this program, never of its user.
#include "authoring/starter_files.hpp"

#include <stdexcept>
#include <string>

namespace assent::authoring {

std::string_view starter_file(std::string_view path) {
  for (const StarterFile& file : starter_files())
    if (file.path == path) return file.bytes;
  throw std::logic_error("the binary holds no file " + std::string(path));
}

std::vector<StarterFile> starter_files_in(std::string_view folder) {
  std::vector<StarterFile> found;
  for (const StarterFile& file : starter_files())
    if (file.path.starts_with(folder)) found.push_back(file);
  return found;
}

}  // namespace assent::authoring
