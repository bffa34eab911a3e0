// Signs the canonical form, so that whoever re-serializes the receipt can still verify it.
#include "collector/receipt.hpp"

#include "authoring/canonical_json.hpp"
#include "authoring/digest.hpp"
#include "collector/clock.hpp"
#include "collector/encoding.hpp"

namespace assent::collector {

namespace {

using authoring::Json;

// The text of a member; empty where it is absent or no text.
std::string_view text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get_ref<const std::string&>() : std::string_view();
}

bool is_signed(const Json& receipt, std::string_view public_key) {
  const auto signature = from_base64(text_of(receipt, "signature"));
  Json said = receipt;
  said.erase("signature");
  return signature && verify(public_key, authoring::canonical_json(said), *signature);
}

}  // namespace

std::string make_receipt(const SigningKey& key, const Json& record, bool unproven, double now_ms) {
  Json receipt;
  receipt["schema_version"] = receipt_schema;
  receipt["receipt_id"] = random_id();
  receipt["record_id"] = record.at("record_id");
  receipt["site"] = record.at("site");
  receipt["time"] = format_time(now_ms);
  receipt["record_sha256"] = authoring::sha256_hex(authoring::canonical_json(record));
  receipt["unproven"] = unproven;
  receipt["key_id"] = key_id(*from_base64(key.public_base64()));
  receipt["ledger"] = nullptr;
  receipt["signature"] = key.sign(authoring::canonical_json(receipt));
  return receipt.dump();
}

std::string key_id(std::string_view public_key) { return base64url(sha256(public_key)); }

std::string_view receipt_fault(const Json& receipt, const Json& record, std::string_view public_key) {
  if (!receipt.is_object() || !record.is_object()) return "this is no record with its receipt";
  if (text_of(receipt, "schema_version") != receipt_schema)
    return "the receipt is of a version that this program does not know";
  if (text_of(receipt, "key_id") != key_id(public_key))
    return "the receipt names another key than the one given: it is of another site, or of an older key";
  if (!is_signed(receipt, public_key)) return "the signature is not the site's: the receipt was altered or made up";
  const std::string_view id = text_of(record, "record_id");
  if (id.empty() || text_of(receipt, "record_id") != id) return "the receipt is of another record";
  if (text_of(receipt, "site") != text_of(record, "site")) return "the receipt is of another site";
  if (text_of(receipt, "record_sha256") != authoring::sha256_hex(authoring::canonical_json(record)))
    return "the record is not the one that the collector took: it was altered";
  return {};
}

}  // namespace assent::collector
