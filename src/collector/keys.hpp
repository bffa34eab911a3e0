// Keys: the sites' signing keys and the collector's secret, each in a file that only its owner may read. No private
// byte leaves this file's types but into that file.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace assent::collector {

/// True where `id` can name a site: 1 to 64 of a-z, 0-9 and "-", so that it is a file name too.
bool is_site_id(std::string_view id);

/// Makes the folder, and those above it that are missing, for the collector's user alone (mode 0700). A folder that
/// stands already keeps its mode.
const std::filesystem::path& private_folder(const std::filesystem::path& folder);

/// 32 secret bytes, erased from memory at the end.
class Secret {
 public:
  /// Reads the file, or makes it with mode 0600 and fresh random bytes. Throws std::runtime_error with a sentence
  /// where the file is damaged or others may read it.
  static Secret load_or_create(const std::filesystem::path& file);

  Secret(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  Secret& operator=(Secret&&) = delete;
  ~Secret();

  const std::array<unsigned char, 32>& bytes() const { return bytes_; }
  /// HMAC-SHA-256 of `message`, 32 bytes.
  std::string hmac(std::string_view message) const;

 private:
  Secret() = default;
  std::array<unsigned char, 32> bytes_{};
};

/// An Ed25519 key pair from a secret seed.
class SigningKey {
 public:
  explicit SigningKey(const Secret& seed);
  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;
  ~SigningKey();

  /// The public key in base64, as the embed names it.
  const std::string& public_base64() const { return public_base64_; }
  /// The signature of `message` in base64.
  std::string sign(std::string_view message) const;

 private:
  std::array<unsigned char, 64> private_key_{};
  std::string public_base64_;
};

/// The key of `site` in the data folder `data`: DIR/keys/<site>.ed25519, made where it is missing.
Secret site_seed(const std::filesystem::path& data, std::string_view site);

/// True where `signature` (64 bytes) is the Ed25519 signature of `message` by `public_key` (32 bytes), by the strict
/// rules of RFC 8032 and without keys of small order.
bool verify(std::string_view public_key, std::string_view message, std::string_view signature);

/// A subject's id: base64url of the SHA-256 of its public key.
std::string subject_id(std::string_view public_key);

/// SHA-256 of `bytes`, 32 bytes.
std::string sha256(std::string_view bytes);

}  // namespace assent::collector
