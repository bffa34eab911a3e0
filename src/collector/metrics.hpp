// Counters for Prometheus. Labels come from fixed lists: nothing that was sent ever becomes a label.
#pragma once

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace assent::collector {

class Metrics {
 public:
  Metrics();

  /// An answer was given on a route ("/v1/events").
  void answered(std::string_view method, std::string_view route, unsigned status);
  /// Something was refused by a rule or problem name.
  void refused(std::string_view rule);
  /// A consent record came: "proven", "unproven" or "repeated".
  void consent(std::string_view kind);
  /// An event was accepted: "stored" or "repeated".
  void event(std::string_view kind);
  /// Rows were deleted because their time had come. `kind`: "attribute", "exposure", "consent"…; the ids are the
  /// policy's, empty where there are none.
  void deleted(std::string_view kind, std::string_view site, std::string_view id, std::string_view purpose,
               std::int64_t rows);
  /// A delivery to a webhook: "delivered", "failed" (it is tried again), "dead" or "withheld" (nothing of it stands).
  /// Site and destination are ids of a policy.
  void delivery(std::string_view site, std::string_view destination, std::string_view outcome);
  /// A connection opened (+1) or closed (-1).
  void connection(double change) { connections_.Increment(change); }

  /// All of it in the text format 0.0.4.
  std::string text() const;

 private:
  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& answers_;
  prometheus::Family<prometheus::Counter>& refusals_;
  prometheus::Family<prometheus::Counter>& consents_;
  prometheus::Family<prometheus::Counter>& events_;
  prometheus::Family<prometheus::Counter>& deletions_;
  prometheus::Family<prometheus::Counter>& deliveries_;
  prometheus::Gauge& connections_;
};

}  // namespace assent::collector
