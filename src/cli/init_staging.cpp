// What was made is noted as it is made, so that a failure at any step is undone.
#include "cli/init_staging.hpp"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace assent::cli {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const fs::path& path, const std::string& what) {
  throw std::runtime_error(path.string() + ": " + what + " — choose another folder, or mend this one");
}

// A link that leads nowhere stands there too.
bool stands(const fs::path& path) { return fs::exists(fs::symlink_status(path)); }

void write_file(const fs::path& file, const std::string& bytes) {
  std::error_code code;
  fs::create_directories(file.parent_path(), code);
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) refuse(file, "cannot be written");
}

}  // namespace

Staging::Staging(fs::path policies) : policies_(std::move(policies)) {
  make_folder(policies_);
  std::string pattern = (policies_ / ".init-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) {
    const std::error_code code(errno, std::generic_category());
    undo();
    refuse(policies_, code.message());
  }
  folder_ = pattern;
}

Staging::~Staging() {
  std::error_code code;
  fs::remove_all(folder_, code);
  undo();
}

// Files and empty folders only: what somebody else put there meanwhile stays.
void Staging::undo() {
  std::error_code code;
  for (; !made_.empty(); made_.pop_back()) fs::remove(made_.back(), code);
}

void Staging::write(const authoring::StarterFiles& files) const {
  for (const auto& [path, bytes] : files) write_file(folder_ / path, bytes);
}

void Staging::publish(const std::string& site) {
  for (const char* shared : {"regimes", "schema"}) {
    make_folder(policies_ / shared);
    for (const auto& entry : fs::directory_iterator(folder_ / shared)) {
      const fs::path name = fs::path(shared) / entry.path().filename();
      if (!stands(policies_ / name)) move(name);
    }
  }
  if (stands(policies_ / site)) refuse(policies_ / site, "it stands already");
  move(site);
  made_.clear();
}

void Staging::make_folder(const fs::path& folder) {
  if (folder.empty() || fs::exists(folder)) return;
  make_folder(folder.parent_path());
  std::error_code code;
  if (!fs::create_directory(folder, code)) {
    undo();
    refuse(folder, code.message());
  }
  made_.push_back(folder);
}

void Staging::move(const fs::path& name) {
  std::error_code code;
  fs::rename(folder_ / name, policies_ / name, code);
  if (code) refuse(policies_ / name, code.message());
  made_.push_back(policies_ / name);
}

}  // namespace assent::cli
