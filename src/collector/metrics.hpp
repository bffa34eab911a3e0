// Counters for Prometheus. Labels come from fixed lists: nothing that was sent ever becomes a label.
#pragma once

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>

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
  prometheus::Gauge& connections_;
};

}  // namespace assent::collector
