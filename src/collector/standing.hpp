// What of a subject stands at a site: the consent record that stands, less what was withdrawn at the collector since.
// Everything that asks for stored consent asks here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collector/consent_record.hpp"
#include "collector/database.hpp"

namespace assent::collector {

/// Takes back the answers for the purposes with these ids, whatever they were.
void narrow(ConsentRecord& record, const std::vector<std::string>& withdrawn);

struct Stands {
  ConsentRecord record;  // narrowed
  bool gpc = false;
  bool unproven = false;
};
std::optional<Stands> standing_of(Database& database, std::string_view site, std::string_view subject);

/// The consent state under `pack`; nothing where nothing stands there. A grant that is not proven is none, unless
/// `unproven_grants_stand`. `gpc`: Global Privacy Control as the request says it.
std::optional<consent::State> state_of(const std::optional<Stands>& stands, const policy::Pack& pack, bool gpc,
                                       bool unproven_grants_stand);

/// What that state permits at `now_ms`; nothing at all where there is none.
consent::Permissions permissions_of(const std::optional<consent::State>& state, const policy::Pack& pack,
                                    double now_ms);

}  // namespace assent::collector
