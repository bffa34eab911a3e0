// Signs the canonical form, so that whoever re-serializes the receipt can still verify it.
#include "collector/receipt.hpp"

#include "authoring/canonical_json.hpp"
#include "authoring/compile.hpp"
#include "authoring/digest.hpp"
#include "collector/clock.hpp"
#include "collector/encoding.hpp"

namespace assent::collector {

std::string make_receipt(const SigningKey& key, const authoring::Json& record, bool unproven, double now_ms) {
  authoring::Json receipt;
  receipt["receipt_id"] = random_id();
  receipt["record_id"] = record.at("record_id");
  receipt["site"] = record.at("site");
  receipt["time"] = format_time(now_ms);
  receipt["record_sha256"] = authoring::sha256_hex(authoring::canonical_json(record));
  receipt["unproven"] = unproven;
  receipt["signature"] = key.sign(authoring::canonical_json(receipt));
  return receipt.dump();
}

}  // namespace assent::collector
