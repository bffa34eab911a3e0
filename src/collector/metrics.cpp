// One registry, owned here; prometheus-cpp keeps it safe between threads.
#include "collector/metrics.hpp"

#include <prometheus/text_serializer.h>

namespace assent::collector {

namespace {

prometheus::Family<prometheus::Counter>& counters(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

}  // namespace

Metrics::Metrics()
    : answers_(counters(registry_, "assent_answers_total", "Answers by method, route and status")),
      refusals_(counters(registry_, "assent_refusals_total", "Refusals by the rule that was broken")),
      consents_(counters(registry_, "assent_consents_total", "Consent records by proof")),
      events_(counters(registry_, "assent_events_total", "Accepted events")),
      deletions_(counters(registry_, "assent_retention_deleted_total", "Rows deleted by retention, by purpose")),
      deliveries_(counters(registry_, "assent_deliveries_total", "Deliveries to webhooks by destination and outcome")),
      connections_(
          prometheus::BuildGauge().Name("assent_connections").Help("Open connections").Register(registry_).Add({})) {}

void Metrics::answered(std::string_view method, std::string_view route, unsigned status) {
  answers_.Add({{"method", std::string(method)}, {"route", std::string(route)}, {"status", std::to_string(status)}})
      .Increment();
}

void Metrics::refused(std::string_view rule) { refusals_.Add({{"rule", std::string(rule)}}).Increment(); }

void Metrics::consent(std::string_view kind) { consents_.Add({{"kind", std::string(kind)}}).Increment(); }

void Metrics::event(std::string_view kind) { events_.Add({{"kind", std::string(kind)}}).Increment(); }

void Metrics::deleted(std::string_view kind, std::string_view site, std::string_view id, std::string_view purpose,
                      std::int64_t rows) {
  deletions_
      .Add({{"kind", std::string(kind)},
            {"site", std::string(site)},
            {"id", std::string(id)},
            {"purpose", std::string(purpose)}})
      .Increment(static_cast<double>(rows));
}

void Metrics::delivery(std::string_view site, std::string_view destination, std::string_view outcome) {
  deliveries_
      .Add({{"site", std::string(site)}, {"destination", std::string(destination)}, {"outcome", std::string(outcome)}})
      .Increment();
}

std::string Metrics::text() const { return prometheus::TextSerializer().Serialize(registry_.Collect()); }

}  // namespace assent::collector
