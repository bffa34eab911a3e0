// Key files hold base64 text and a newline; they are made whole or not at all.
#include "collector/keys.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <stdexcept>

#include "collector/encoding.hpp"

namespace assent::collector {

namespace {

constexpr std::size_t max_site_id_bytes = 64;
constexpr mode_t others_may_read = S_IRWXG | S_IRWXO;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& sentence) {
  throw std::runtime_error(file.string() + ": " + sentence);
}

// Makes the file under a name of its own and links it into place, so that no reader ever sees half a key and of two
// makers one wins. False where the file stood already.
bool create(const std::filesystem::path& file, std::string_view content) {
  private_folder(file.parent_path());
  const std::string fresh = file.string() + "." + random_id();
  const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) refuse(file, "cannot be written; let the collector's user write to this folder");
  const bool written = ::write(descriptor, content.data(), content.size()) == static_cast<ssize_t>(content.size());
  const bool kept = written && ::fsync(descriptor) == 0;
  ::close(descriptor);
  const bool linked = kept && ::link(fresh.c_str(), file.c_str()) == 0;
  const bool stood_already = kept && !linked && errno == EEXIST;
  ::unlink(fresh.c_str());
  if (!linked && !stood_already) refuse(file, "cannot be written; is the disk full?");
  return linked;
}

std::string read(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) refuse(file, "cannot be read");
  if ((status.st_mode & others_may_read) != 0) refuse(file, "others may read this private key; set its mode to 0600");
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  return line;
}

}  // namespace

bool is_site_id(std::string_view id) {
  return !id.empty() && id.size() <= max_site_id_bytes && std::all_of(id.begin(), id.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
  });
}

const std::filesystem::path& private_folder(const std::filesystem::path& folder) {
  if (folder.empty() || std::filesystem::exists(folder)) return folder;
  private_folder(folder.parent_path());
  std::filesystem::create_directory(folder);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
  return folder;
}

Secret Secret::load_or_create(const std::filesystem::path& file) {
  Secret secret;
  if (!std::filesystem::exists(file)) {
    randombytes_buf(secret.bytes_.data(), secret.bytes_.size());
    const std::string_view bytes(reinterpret_cast<const char*>(secret.bytes_.data()), secret.bytes_.size());
    std::string content = base64(bytes) + "\n";
    const bool created = create(file, content);
    sodium_memzero(content.data(), content.size());
    if (created) return secret;
  }
  auto stored = from_base64(read(file));
  if (!stored || stored->size() != secret.bytes_.size())
    refuse(file, "this is not a key of 32 bytes in base64; restore it from a backup, or remove it to make a new one");
  std::copy(stored->begin(), stored->end(), secret.bytes_.begin());
  sodium_memzero(stored->data(), stored->size());
  return secret;
}

Secret::Secret(Secret&& other) noexcept : bytes_(other.bytes_) {
  sodium_memzero(other.bytes_.data(), other.bytes_.size());
}

Secret::~Secret() { sodium_memzero(bytes_.data(), bytes_.size()); }

std::string Secret::hmac(std::string_view message) const {
  std::string mac(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256(reinterpret_cast<unsigned char*>(mac.data()), bytes_of(message), message.size(),
                         bytes_.data());
  return mac;
}

SigningKey::SigningKey(const Secret& seed) {
  std::string public_key(crypto_sign_PUBLICKEYBYTES, '\0');
  crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(public_key.data()), private_key_.data(),
                           seed.bytes().data());
  public_base64_ = base64(public_key);
}

SigningKey::~SigningKey() { sodium_memzero(private_key_.data(), private_key_.size()); }

std::string SigningKey::sign(std::string_view message) const {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, bytes_of(message), message.size(),
                       private_key_.data());
  return base64(signature);
}

Secret site_seed(const std::filesystem::path& data, std::string_view site) {
  return Secret::load_or_create(data / "keys" / (std::string(site) + ".ed25519"));
}

bool verify(std::string_view public_key, std::string_view message, std::string_view signature) {
  return public_key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(bytes_of(signature), bytes_of(message), message.size(), bytes_of(public_key)) == 0;
}

std::string subject_id(std::string_view public_key) { return base64url(sha256(public_key)); }

std::string sha256(std::string_view bytes) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()), bytes_of(bytes), bytes.size());
  return hash;
}

}  // namespace assent::collector
