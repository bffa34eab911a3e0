// A small shop for the collector's tests: its policy, its visitors and what they send. Nothing here checks anything.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "authoring/compile.hpp"
#include "authoring/strict_json.hpp"
#include "policy/pack.hpp"

namespace assent::collector::test {

using authoring::Json;

/// A folder that goes with the test.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

void write_file(const std::filesystem::path& file, std::string_view bytes);
std::string read_all(const std::filesystem::path& file);

/// Writes the shop's policy into DIR/corner-books and the regimes beside it.
void write_policies(const std::filesystem::path& folder);

/// The shop's policy, compiled once.
const authoring::Compiled& shop();
/// Its English pack, and that pack's hash.
const policy::Pack& shop_pack();
std::string pack_hash();

inline constexpr double noon_ms = 1'795'435'200'000;  // 2026-11-23T12:00:00Z

/// A visitor's key pair, as a browser makes one.
class Visitor {
 public:
  Visitor();
  std::string key() const;  // base64
  std::string subject() const;
  std::string sign(std::string_view message) const;  // base64

 private:
  std::string public_key_;
  std::string private_key_;
};

/// The key pair of the shop's own server, which the policy names for "devices".
const Visitor& shop_server();

/// A token for a signed-in customer, as the shop's server signs it; or of any other content.
std::string device_token(std::string_view customer, double issued_ms);
std::string device_token(const Json& payload, const Json& header, const Visitor& server);

/// What a page of the shop shares after its visitor has granted these purposes and denied the others: bytes.
/// `regime` 0: eu-gdpr, 1: us-ca.
std::string choices(const std::vector<std::string>& granted, double time_ms, std::uint16_t regime = 0);
/// Ids of the purposes that choices grant under a regime, with spaces between; "nothing", or "no choices" at all.
std::string granted_in(std::string_view choices, std::uint16_t regime = 0);

/// A consent record at `time_ms` that grants the named purposes and denies the others. With `separate` each is
/// granted by a switch of its own.
Json record(const std::vector<std::string>& granted, double time_ms, std::string_view token, bool separate = false);

/// An event with attributes, or with an exposure of the hero slot, that rests on a record.
Json attributes_event(std::string_view destination, Json attributes, const Json& record, double time_ms,
                      const std::vector<std::string>& purposes);
Json exposure_event(std::string_view destination, std::string_view experience, std::string_view variant,
                    const Json& record, double time_ms, const std::vector<std::string>& purposes);
/// The event of a goal after the variant "blue" of everyone's experience.
Json goal_event(std::string_view destination, std::string_view goal, const Json& record, double time_ms);

}  // namespace assent::collector::test
