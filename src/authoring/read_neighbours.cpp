// What site.json says about the tags and consent managers that share the page: what tags are told ("consent-mode"),
// and whose earlier choices count ("migrate").
#include "authoring/parts.hpp"
#include "authoring/units.hpp"

namespace assent::authoring {

namespace {

constexpr double ms_of_day = 1000.0 * seconds_of_day;

bool is_on(const Object& object, std::string_view name) {
  const auto field = object.find(name);
  return field && field->boolean().value_or(false);
}

Migration read_migration(std::string_view source, const Element& element) {
  const Object object = element.object(fields::migration);
  Migration migration;
  migration.source = source;
  migration.place = element.place();
  if (const auto given = object.find("given")) migration.given_ms = given->date().value_or(0) * ms_of_day;
  if (const auto purposes = object.find("purposes"))
    for (const auto& [category, member] : purposes->members(max_categories)) {
      if (category.empty() || category.size() > max_name_bytes)
        member.error("a category is empty or too long", "write it as the other consent manager does");
      migration.purposes[category] = read_references(member, policy::max_purposes, false);
    }
  return migration;
}

}  // namespace

ConsentMode read_consent_mode(const Element& element) {
  const Object object = element.object(fields::consent_mode);
  ConsentMode mode;
  mode.place = element.place();
  mode.google = is_on(object, "google");
  mode.uet = is_on(object, "uet");
  mode.clarity = is_on(object, "clarity");
  mode.redacts_ads = is_on(object, "ads-data-redaction");
  mode.passes_url = is_on(object, "url-passthrough");
  if (const auto wait = object.find("wait-ms")) mode.wait_ms = wait->whole(0, max_wait_ms).value_or(0);
  return mode;
}

std::vector<Migration> read_migrations(const Element& element) {
  const Object object = element.object(fields::migrate);
  std::vector<Migration> migrations;
  for (const std::string_view source : fields::migrate_optional)
    if (const auto field = object.find(source)) migrations.push_back(read_migration(source, *field));
  return migrations;
}

}  // namespace assent::authoring
