// Reads the record anew each time: what stands may have changed with the write before.
#include "collector/standing.hpp"

#include <algorithm>

#include "collector/body.hpp"
#include "collector/store.hpp"
#include "collector/withdrawal_store.hpp"

namespace assent::collector {

void narrow(ConsentRecord& record, const std::vector<std::string>& withdrawn) {
  for (const std::string& id : withdrawn) {
    auto found = std::find_if(record.purposes.begin(), record.purposes.end(),
                              [&](const AnsweredPurpose& each) { return each.purpose == id; });
    // The pack may have got the purpose after the record was made.
    if (found == record.purposes.end())
      found = record.purposes.insert(found, {id, {}, 0, consent::Answer::none, false});
    found->answer = consent::Answer::withdrawn;
    found->separate = false;
  }
}

std::optional<Stands> standing_of(Database& database, std::string_view site, std::string_view subject) {
  const auto stored = store::standing(database, site, subject);
  const auto body = stored ? read_body(stored->body) : std::nullopt;
  auto record = body ? read_record(*body) : std::nullopt;
  if (!record) return {};
  narrow(*record, store::withdrawn_since(database, site, subject));
  return Stands{std::move(*record), stored->gpc, stored->unproven};
}

std::optional<consent::State> state_of(const std::optional<Stands>& stands, const policy::Pack& pack, bool gpc,
                                       bool unproven_grants_stand) {
  if (!stands) return {};
  auto state = state_under(stands->record, pack, stands->gpc || gpc);
  if (state && stands->unproven && !unproven_grants_stand) state = without_grants(std::move(*state));
  return state;
}

consent::Permissions permissions_of(const std::optional<consent::State>& state, const policy::Pack& pack,
                                    double now_ms) {
  return state ? consent::permissions(pack, *state, now_ms) : consent::Permissions{};
}

}  // namespace assent::collector
