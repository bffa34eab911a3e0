// Withdrawals that a subject has declared at the collector itself, beside the consent records of its pages: each counts
// until a newer record stands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "collector/database.hpp"

namespace assent::collector::store {

extern const char* const withdrawal_schema;

/// A withdrawal as evidence: what was declared, by whom, and the collector's receipt.
struct Withdrawal {
  std::string site;
  std::string id;
  std::string subject;
  std::string key;        // base64
  std::string signature;  // base64, over the signed text of the request that `body` names
  std::string body;       // JSON
  std::string purposes;   // ids with spaces between
  double time_ms = 0;
  std::string receipt;
};
void insert(Database& database, const Withdrawal& withdrawal);

/// The withdrawals of a subject that count: none older than the consent that stands. Of the same millisecond, the
/// withdrawal counts.
std::vector<Withdrawal> counting_withdrawals(Database& database, std::string_view site, std::string_view subject);

/// The ids, with spaces between, of the purposes that were withdrawn here since one of the subject's records.
std::string withdrawn_after(Database& database, std::string_view site, std::string_view subject,
                            std::string_view record_id);

/// The ids of the purposes that they take back.
std::vector<std::string> withdrawn_since(Database& database, std::string_view site, std::string_view subject);

}  // namespace assent::collector::store
