// The collector's signed answer to a consent record.
#pragma once

#include <string>

#include "authoring/strict_json.hpp"
#include "collector/keys.hpp"

namespace assent::collector {

/// A receipt as JSON text: receipt_id, record_id, site, time, record_sha256 (over the record's RFC 8785 form),
/// unproven, and the signature over the RFC 8785 form of all that.
std::string make_receipt(const SigningKey& key, const authoring::Json& record, bool unproven, double now_ms);

}  // namespace assent::collector
