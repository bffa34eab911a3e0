// A site's new folder, made whole beside its place and then moved there. It never writes over what stands already, and
// without publish() nothing of it stays.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "authoring/starter.hpp"

namespace assent::cli {

class Staging {
 public:
  /// A temporary folder in `policies`, which is made where it is missing. Throws a sentence, as the others do.
  explicit Staging(std::filesystem::path policies);
  ~Staging();
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;

  /// Stands for `policies` until the files are published.
  const std::filesystem::path& folder() const { return folder_; }
  void write(const authoring::StarterFiles& files) const;
  /// Moves the shared files that `policies` has not got, and last of all the site's folder.
  void publish(const std::string& site);

 private:
  void make_folder(const std::filesystem::path& folder);
  void move(const std::filesystem::path& name);
  void undo();

  std::filesystem::path policies_, folder_;
  std::vector<std::filesystem::path> made_;  // to be removed again, the last one first
};

}  // namespace assent::cli
