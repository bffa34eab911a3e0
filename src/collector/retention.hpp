// What leaves the store by age, and the report of it. Times are those of today's policies: a shorter retention counts
// for what is stored already.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "collector/catalog.hpp"
#include "collector/database.hpp"
#include "collector/metrics.hpp"

namespace assent::collector {

/// How long a site keeps what rests on a purpose, counted from the event.
struct Term {
  std::string site;
  std::string purpose;
  double kept_ms = 0;
};
std::vector<Term> terms_of(const Catalog& catalog);

/// Rows of one kind that a sweep has deleted. Site, id (of an attribute or slot) and purpose are the policy's words; a
/// row that was kept for two purposes is counted under each.
struct Deletion {
  std::string_view kind;  // a literal
  std::string site;
  std::string id;
  std::string purpose;
  std::int64_t rows = 0;
};
using Swept = std::vector<Deletion>;

/// The report as one line of JSON: [{"kind","site","id","purpose","rows"}], without what is empty.
std::string to_json(const Swept& swept);
/// Adds it to the counters.
void count(Metrics& metrics, const Swept& swept);

namespace store {

extern const char* const retention_schema;

/// Deletes what is past its retention: a purpose from the rows that are kept for others too, rows that no purpose keeps
/// any longer, evidence of consent `evidence_kept_ms` after it stopped standing, and the traces of events and nonces
/// that would be refused as late anyway.
Swept sweep(Database& database, double now_ms, const std::vector<Term>& terms = {});

}  // namespace store

}  // namespace assent::collector
