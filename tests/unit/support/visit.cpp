// Turns what a test says into events.
#include "support/visit.hpp"

#include "session/snapshot.hpp"
#include "support/values.hpp"

namespace assent::test {

session::Effects Visit::start(const Landing& landing) {
  const std::string facts = items(landing.facts);
  session::Start start;
  start.seed_a = landing.seed_a;
  start.seed_b = landing.seed_b;
  start.gpc = landing.gpc;
  start.region = landing.region;
  start.pack_hash = pack_hash;
  start.token = "notice-token";
  start.facts = facts;
  start.snapshot = base::as_bytes(landing.snapshot);
  return does(start);
}

session::Effects Visit::navigates(const std::vector<std::string>& facts) {
  const std::string all = items(facts);
  return does(session::Navigate{all});
}

std::string Visit::snapshot() const { return std::string(session::write_snapshot(pack, state).view()); }

std::string member(std::string_view json, std::string_view name) {
  const std::string start = "\"" + std::string(name) + "\":\"";
  const std::size_t begin = json.find(start);
  if (begin == std::string_view::npos) return {};
  const std::string_view rest = json.substr(begin + start.size());
  return std::string(rest.substr(0, rest.find('"')));
}

std::vector<std::string> bodies(const session::Effects& effects, session::Send::Route route) {
  std::vector<std::string> found;
  for (const session::Send& send : effects.sends)
    if (send.route() == route) found.emplace_back(send.body().view());
  return found;
}

}  // namespace assent::test
