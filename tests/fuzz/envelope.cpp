// Any bytes as the body of a batch of CloudEvents, on the collector's way: read, prepared, judged by the gate against a
// stored consent, stored. Nothing that is refused leaves a row, and nothing is stored that the policy or the visitor
// keeps back. `$pack` and `$record` in the bytes stand for the pack's hash and the record's id, which no fuzzer
// guesses.
#include <cstdlib>
#include <string>
#include <string_view>

#include "collector/body.hpp"
#include "collector/in_process.hpp"
#include "collector/intake.hpp"
#include "collector/store.hpp"

using namespace assent::collector;

namespace {

const Sender sender{"subject", {}, false, test::noon_ms};

/// A collector whose visitor has granted three of four purposes, with its database in a folder that goes with it.
class Collector {
 public:
  Collector()
      : database_(folder_.path() / "fuzz.sqlite"),
        record_(test::record({"personalization", "measurement", "marketing"}, test::noon_ms - minute_ms, "")) {
    store::prepare(database_);
    store::Consent consent;
    consent.site = record_["site"];
    consent.record_id = record_["record_id"];
    consent.subject = sender.subject;
    consent.body = record_.dump();
    consent.time_ms = consent.received_ms = test::noon_ms - minute_ms;
    std::string receipt;
    store::insert(database_, consent, receipt);
    store::let_stand(database_, consent);
  }

  std::string filled_in(std::string text) const {
    replace(text, "$pack", test::pack_hash());
    replace(text, "$record", record_["record_id"]);
    return text;
  }

  void take(const test::Json& batch) {
    database_.execute("BEGIN");
    Judge judge(database_, sender, false);
    std::int64_t stored = 0;
    for (const test::Json& each : batch) {
      const auto prepared = prepare(parts_.services(), each, sender);
      if (!std::holds_alternative<Prepared>(prepared)) continue;
      const Verdict verdict = judge.judge(std::get<Prepared>(prepared));
      if (verdict.rule.empty() && !verdict.repeated) ++stored;
    }
    if (count("SELECT count(*) FROM events") != stored) std::abort();
    if (count("SELECT count(*) FROM attributes WHERE attribute IN ('secret', 'eyesight')") != 0) std::abort();
    if (count("SELECT count(*) FROM attributes WHERE purposes = '' OR purposes LIKE '%large-print%'") != 0)
      std::abort();
    // The town leaves for the collector as its first letter, and age as a decision only.
    if (count("SELECT count(*) FROM attributes WHERE destination = 'collector' AND "
              "(attribute <> 'town' OR length(json_extract(value, '$')) > 1)") != 0)
      std::abort();
    database_.execute("ROLLBACK");
  }

 private:
  static void replace(std::string& text, std::string_view mark, const std::string& value) {
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += value.size())
      text.replace(at, mark.size(), value);
  }

  std::int64_t count(const char* sql) {
    Query query = database_.query(sql);
    return query.step() ? query.number(0) : -1;
  }

  test::InProcess parts_;
  test::Folder folder_;
  Database database_;
  test::Json record_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Collector collector;
  const auto batch = read_body(collector.filled_in({reinterpret_cast<const char*>(data), size}));
  if (batch && batch->is_array() && batch->size() <= max_batch_events) collector.take(*batch);
  return 0;
}
