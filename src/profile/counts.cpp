// Entries keep the order in which they came. A record that says more than the limits, or one name twice, is none.
#include "profile/counts.hpp"

#include <cmath>
#include <utility>

#include "base/bytes.hpp"
#include "base/format.hpp"

namespace assent::profile {

namespace {

constexpr double ms_per_minute = 60'000;
constexpr double latest_ms = 253'402'300'799'999;  // the end of the year 9999

bool is_time(double ms) { return ms >= 0 && ms <= latest_ms; }

bool is_sound(const Counts& counts, const Count& entry) {
  return !entry.name.empty() && entry.name.size() <= max_count_name_bytes && base::is_utf8(entry.name) &&
         entry.visit >= 1 && entry.visit <= counts.visit && entry.in_visit >= 1 && entry.in_day >= 1 &&
         entry.in_all >= entry.in_visit && entry.in_all >= entry.in_day && is_time(entry.day_began_ms) &&
         is_time(entry.last_ms);
}

Count read_entry(base::ByteReader& in) {
  Count entry;
  entry.name = in.text();
  const auto viewed = in.number<std::uint8_t>();
  if (viewed > 1) in.fail();
  entry.viewed = viewed == 1;
  entry.visit = in.number<std::uint32_t>();
  entry.in_visit = in.number<std::uint16_t>();
  entry.in_day = in.number<std::uint16_t>();
  entry.in_all = in.number<std::uint32_t>();
  entry.day_began_ms = in.number<double>();
  entry.last_ms = in.number<double>();
  return entry;
}

template <class Number>
void raise(Number& number, Number most) {
  if (number < most) ++number;
}

// The entries that `stays` says true of, in their order.
template <class Stays>
void keep(Counts& counts, Stays stays) {
  base::List<Count> kept;
  for (const Count& each : counts.entries)
    if (stays(each)) kept.add(each);
  counts.entries = std::move(kept);
}

void make_room(Counts& counts) {
  if (counts.entries.size() < max_counts) return;
  const Count* oldest = nullptr;
  for (const Count& each : counts.entries)
    if (!oldest || each.last_ms < oldest->last_ms) oldest = &each;
  keep(counts, [oldest](const Count& each) { return &each != oldest; });
}

}  // namespace

Count* Counts::find(std::string_view name) {
  for (Count& each : entries)
    if (each.name == name) return &each;
  return nullptr;
}

base::Text count_name(std::string_view slot, std::string_view experience) {
  base::Text name(slot);
  name.append('/');
  name.append(experience);
  return name;
}

bool read_counts(std::string_view record, Counts& counts) {
  base::ByteReader in(base::as_bytes(record));
  counts.visit = in.number<std::uint32_t>();
  counts.began_min = in.number<std::uint32_t>();
  if (!in.ok() || counts.visit == 0) return false;
  for (std::size_t left = max_counts; !in.done(); --left) {
    const Count entry = read_entry(in);
    if (left == 0 || !in.ok() || !is_sound(counts, entry) || counts.find(entry.name)) return false;
    counts.entries.add(entry);
  }
  return true;
}

bool find_count(std::string_view record, std::string_view name, std::uint32_t& visit, Count& entry) {
  base::ByteReader in(base::as_bytes(record));
  visit = in.number<std::uint32_t>();
  in.number<std::uint32_t>();
  while (in.ok() && !in.done()) {
    entry = read_entry(in);
    if (in.ok() && entry.name == name) return true;
  }
  return false;
}

base::Text write_counts(const Counts& counts) {
  base::Text record;
  base::ByteWriter out(record);
  out.number(counts.visit);
  out.number(counts.began_min);
  for (const Count& each : counts.entries) {
    out.text(each.name);
    out.number(static_cast<std::uint8_t>(each.viewed ? 1 : 0));
    out.number(each.visit);
    out.number(each.in_visit);
    out.number(each.in_day);
    out.number(each.in_all);
    out.number(each.day_began_ms);
    out.number(each.last_ms);
  }
  return record;
}

void turn_page(Counts& counts, double now_ms) {
  const auto now_min = static_cast<std::uint32_t>(now_ms / ms_per_minute);
  const double gap_ms = (static_cast<double>(now_min) - counts.began_min) * ms_per_minute;
  if (std::abs(gap_ms) > visit_gap_ms) raise(counts.visit, std::uint32_t{0xFFFFFFFF});
  counts.began_min = now_min;
  for (Count& each : counts.entries) each.viewed = false;
}

void resume_page(Counts& counts, double began_ms) {
  for (Count& each : counts.entries) each.viewed = each.last_ms >= began_ms;
}

void drop_older(Counts& counts, double oldest_ms) {
  keep(counts, [oldest_ms](const Count& each) { return each.last_ms >= oldest_ms; });
}

bool count(Counts& counts, std::string_view name, double now_ms) {
  if (const Count* known = counts.find(name); known && known->viewed) return false;
  Count* entry = counts.find(name);
  if (!entry) {
    make_room(counts);
    counts.entries.add();
    entry = &counts.entries.back();
    entry->name = name;
  }
  entry->in_visit = seen_in_visit(*entry, counts.visit);
  entry->in_day = seen_in_day(*entry, now_ms);
  if (entry->in_day == 0) entry->day_began_ms = now_ms;
  raise(entry->in_visit, most_in_a_day);
  raise(entry->in_day, most_in_a_day);
  raise(entry->in_all, std::uint32_t{0xFFFFFFFF});
  entry->visit = counts.visit;
  entry->viewed = true;
  entry->last_ms = now_ms;
  return true;
}

std::uint16_t seen_in_visit(const Count& entry, std::uint32_t visit) {
  return entry.visit == visit ? entry.in_visit : std::uint16_t{0};
}

std::uint16_t seen_in_day(const Count& entry, double now_ms) {
  return now_ms < entry.day_began_ms + day_ms ? entry.in_day : std::uint16_t{0};
}

void write_counts_json(base::JsonWriter& json, std::string_view record) {
  Counts counts;
  json.object();
  if (read_counts(record, counts))
    for (const Count& each : counts.entries) {
      base::Text last;
      base::append_time(last, each.last_ms);
      json.key(each.name.data(), each.name.size());
      json.object().number("seen", each.in_all).text("last", last.view()).end_object();
    }
  json.end_object();
}

}  // namespace assent::profile
