// One row a customer and site, as hex: the database's texts end at a zero byte.
#include "collector/device_store.hpp"

#include "collector/choices.hpp"

namespace assent::collector::store {

const char* const device_schema = R"(
CREATE TABLE device_choices (
  site TEXT NOT NULL, customer TEXT NOT NULL, choices TEXT NOT NULL, expires_ms INTEGER NOT NULL,
  PRIMARY KEY (site, customer)) STRICT;
CREATE INDEX device_choices_expiry ON device_choices (expires_ms);
)";

std::string device_choices(Database& database, std::string_view site, std::string_view customer) {
  Query query = database.query("SELECT choices FROM device_choices WHERE site = ? AND customer = ?");
  query.bind(site).bind(customer);
  return query.step() ? choices_from_hex(query.text(0)).value_or("") : std::string();
}

void keep_device_choices(Database& database, std::string_view site, std::string_view customer, std::string_view choices,
                         double expires_ms) {
  database
      .query(
          "INSERT INTO device_choices (site, customer, choices, expires_ms) VALUES (?, ?, ?, ?) ON CONFLICT (site, "
          "customer) DO UPDATE SET choices = excluded.choices, expires_ms = excluded.expires_ms")
      .bind(site)
      .bind(customer)
      .bind(hex(choices))
      .bind(static_cast<std::int64_t>(expires_ms))
      .run();
}

std::int64_t erase_device_choices(Database& database, std::string_view site, std::string_view customer) {
  database.query("DELETE FROM device_choices WHERE site = ? AND customer = ?").bind(site).bind(customer).run();
  const std::int64_t erased = database.changes();
  if (erased > 0) database.mark_erased();
  return erased;
}

}  // namespace assent::collector::store
