// The collector's signed answer to a consent record, and what it proves. Verifying needs the site's public key and
// nothing else, so that whoever has record and receipt can do it without a collector.
#pragma once

#include <string>
#include <string_view>

#include "authoring/strict_json.hpp"
#include "collector/keys.hpp"

namespace assent::collector {

inline constexpr std::string_view receipt_schema = "assent-receipt-1";

/// A receipt as JSON text: schema_version, receipt_id, record_id, site, time, record_sha256 (over the record's RFC 8785
/// form), unproven, key_id, ledger (null: there is none yet), and the signature over the RFC 8785 form of all that.
std::string make_receipt(const SigningKey& key, const authoring::Json& record, bool unproven, double now_ms);

/// What names a site's key in a receipt: the SHA-256 of the public key (32 bytes), base64url.
std::string key_id(std::string_view public_key);

/// Why `receipt` does not prove that the holder of `public_key` (32 bytes) took `record`, as a sentence; empty where it
/// does. Unknown members are covered by the signature and ignored.
std::string_view receipt_fault(const authoring::Json& receipt, const authoring::Json& record,
                               std::string_view public_key);

}  // namespace assent::collector
