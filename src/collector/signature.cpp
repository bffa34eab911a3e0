// Verifies before anything of the body is read.
#include "collector/signature.hpp"

#include <boost/beast/core/string.hpp>

#include "collector/encoding.hpp"
#include "collector/keys.hpp"

namespace assent::collector {

namespace {

bool equal_ignoring_case(std::string_view one, std::string_view other) {
  return boost::beast::iequals({one.data(), one.size()}, {other.data(), other.size()});
}

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

}  // namespace

const Problem wrong_signature{http::status::forbidden, "signature",
                              "Assent-Signature must be the Ed25519 signature of these very bytes by Assent-Key."};

std::variant<std::optional<Signer>, Problem> signer_of(const Request& request, std::string_view message) {
  const std::string_view key = field(request, "assent-key");
  const std::string_view signature = field(request, "assent-signature");
  if (request.count("assent-key") == 0 && request.count("assent-signature") == 0) return std::optional<Signer>();
  if (request.count("assent-key") != 1 || request.count("assent-signature") != 1) return wrong_signature;
  const auto key_bytes = from_base64(key);
  const auto signature_bytes = from_base64(signature);
  if (!key_bytes || !signature_bytes || !verify(*key_bytes, message, *signature_bytes)) return wrong_signature;
  return Signer{subject_id(*key_bytes), std::string(key), std::string(signature)};
}

bool has_media_type(const Request& request, std::string_view media_type) {
  const std::string_view value = field(request, "content-type");
  const std::size_t semicolon = value.find(';');
  if (!equal_ignoring_case(trim(value.substr(0, semicolon)), media_type)) return false;
  return semicolon == std::string_view::npos || equal_ignoring_case(trim(value.substr(semicolon + 1)), "charset=utf-8");
}

bool says_gpc(const Request& request) { return field(request, "sec-gpc") == "1"; }

}  // namespace assent::collector
