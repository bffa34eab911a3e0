// The site is a guess from where the request came; where it could be wrong there is none.
#include "collector/refusal.hpp"

#include <algorithm>
#include <functional>

#include "collector/dead_letters.hpp"

namespace assent::collector {

namespace {

// The one site whose page or server can have sent the request; empty where that is not certain.
std::string site_of(const Catalog& catalog, const Request& request) {
  if (catalog.sites().size() == 1) return catalog.sites().front().id;
  const std::string_view origin = field(request, "origin");
  const auto names = [&](const Site& site) {
    return std::find(site.origins.begin(), site.origins.end(), origin) != site.origins.end();
  };
  const auto& sites = catalog.sites();
  const auto first = std::find_if(sites.begin(), sites.end(), names);
  if (first == sites.end() || std::any_of(first + 1, sites.end(), names)) return {};
  return first->id;
}

}  // namespace

Answering refuse(const Services& services, const Exchange& exchange, Problem problem, std::string_view type) {
  const std::string site = site_of(services.catalog, exchange.request);
  if (!site.empty()) {
    const std::function<bool(Database&)> job = [&, now_ms = services.clock()](Database& database) {
      store::add_dead_letter(database, site, type, problem.name, now_ms);
      return true;
    };
    try {
      co_await services.writer.write<bool>(job);
    } catch (const WriterBusy&) {
      // Too much waits to be written: the letter is lost, the counter and the answer are not.
    }
  }
  co_return answer(problem);
}

}  // namespace assent::collector
