// Ed25519 signatures, valid and not, against the verifier that the collector trusts.
#include <optional>

#include "cli/conformance.hpp"
#include "collector/keys.hpp"

namespace assent::cli {

namespace {

using authoring::Json;

int digit_of(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

std::optional<std::string> from_hex(const std::string& text) {
  if (text.size() % 2 != 0) return {};
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); at += 2) {
    const int high = digit_of(text[at]);
    const int low = digit_of(text[at + 1]);
    if (high < 0 || low < 0) return {};
    bytes.push_back(static_cast<char>(high * 16 + low));
  }
  return bytes;
}

void run_case(const Json& test, const std::string& public_key, Tally& tally) {
  const std::string name = "tcId " + test.at("tcId").dump() + " (" + test.value("comment", "") + ")";
  const auto expected = test.at("result").get<std::string>();
  const auto message = from_hex(test.at("msg").get<std::string>());
  const auto signature = from_hex(test.at("sig").get<std::string>());
  if (!message || !signature) return tally.count(false, name, "the case itself is malformed");
  const bool verified = collector::verify(public_key, *message, *signature);
  tally.count(expected == "acceptable" || verified == (expected == "valid"), name, verified ? "verified" : "refused");
}

}  // namespace

Tally run_ed25519(const Json& file) {
  Tally tally;
  for (const Json& group : file.at("testGroups")) {
    const auto public_key = from_hex(group.at("publicKey").at("pk").get<std::string>());
    for (const Json& test : group.at("tests")) run_case(test, public_key.value_or(""), tally);
  }
  return tally;
}

}  // namespace assent::cli
