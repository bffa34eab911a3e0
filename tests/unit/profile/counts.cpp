// Counts of what was seen: visits, days, what makes room, and records that are none.
#include "profile/counts.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "profile/opaque.hpp"

using namespace assent;
using namespace assent::profile;

namespace {

constexpr double noon_ms = 1'795'435'200'000;  // 2026-11-23T12:00:00Z
constexpr double minute_ms = 60'000;

// Counts one experience on a page of its own each time.
struct Seen {
  Counts counts;

  void on_page(std::string_view name, double at_ms, double oldest_ms = 0) {
    turn_page(counts, at_ms);
    drop_older(counts, oldest_ms);
    count(counts, name, at_ms);
  }
  const Count& entry(std::string_view name) {
    const Count* found = counts.find(name);
    BOOST_TEST_REQUIRE(found);
    return *found;
  }
};

bool is_record(std::string_view record) {
  Counts counts;
  return read_counts(record, counts);
}

std::string record_of(const Counts& counts) { return std::string(write_counts(counts).view()); }

}  // namespace

BOOST_AUTO_TEST_SUITE(counts)

BOOST_AUTO_TEST_CASE(a_record_reads_as_what_was_written) {
  Seen seen;
  seen.on_page("hero/alps", noon_ms);
  seen.on_page("hero/coast", noon_ms + minute_ms);
  const std::string record = record_of(seen.counts);
  Counts again;
  BOOST_TEST_REQUIRE(read_counts(record, again));
  BOOST_TEST(record_of(again) == record);
  std::uint32_t visit = 0;
  Count entry;
  BOOST_TEST_REQUIRE(find_count(record, "hero/coast", visit, entry));
  BOOST_TEST(entry.viewed);
  BOOST_TEST(entry.in_all == 1u);
  BOOST_TEST(!find_count(record, "hero/desert", visit, entry));
}

BOOST_AUTO_TEST_CASE(one_page_view_counts_once) {
  Seen seen;
  turn_page(seen.counts, noon_ms);
  BOOST_TEST(count(seen.counts, "hero/alps", noon_ms));
  BOOST_TEST(!count(seen.counts, "hero/alps", noon_ms + 1));
  BOOST_TEST(seen.entry("hero/alps").in_all == 1u);
  turn_page(seen.counts, noon_ms + 2);
  BOOST_TEST(count(seen.counts, "hero/alps", noon_ms + 2));
  BOOST_TEST(seen.entry("hero/alps").in_all == 2u);
}

BOOST_AUTO_TEST_CASE(a_visit_ends_where_the_page_view_before_is_longer_ago_than_the_gap) {
  Seen seen;
  seen.on_page("hero/alps", noon_ms);
  turn_page(seen.counts, noon_ms + visit_gap_ms);
  BOOST_TEST(seen_in_visit(seen.entry("hero/alps"), seen.counts.visit) == 1);
  turn_page(seen.counts, noon_ms + 2 * visit_gap_ms + minute_ms);
  BOOST_TEST(seen_in_visit(seen.entry("hero/alps"), seen.counts.visit) == 0);
  BOOST_TEST(seen.entry("hero/alps").in_all == 1u);
}

BOOST_AUTO_TEST_CASE(a_day_runs_from_the_first_time_that_counts) {
  Seen seen;
  seen.on_page("hero/alps", noon_ms);
  seen.on_page("hero/alps", noon_ms + day_ms - 1);
  BOOST_TEST(seen_in_day(seen.entry("hero/alps"), noon_ms + day_ms - 1) == 2);
  BOOST_TEST(seen_in_day(seen.entry("hero/alps"), noon_ms + day_ms) == 0);
  seen.on_page("hero/alps", noon_ms + day_ms);
  BOOST_TEST(seen_in_day(seen.entry("hero/alps"), noon_ms + day_ms) == 1);
  BOOST_TEST(seen.entry("hero/alps").in_all == 3u);
}

BOOST_AUTO_TEST_CASE(at_the_limit_all_stay_and_one_past_it_what_was_seen_longest_ago_makes_room) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at <= max_counts; ++at) names.push_back("hero/e" + std::to_string(at));
  Seen seen;
  for (std::size_t at = 0; at < max_counts; ++at) seen.on_page(names[at], noon_ms + static_cast<double>(at));
  BOOST_TEST(seen.counts.entries.size() == max_counts);
  BOOST_TEST(is_record(record_of(seen.counts)));
  seen.on_page(names[0], noon_ms + 1000);
  seen.on_page(names[max_counts], noon_ms + 2000);
  BOOST_TEST(seen.counts.entries.size() == max_counts);
  BOOST_TEST(!seen.counts.find(names[1]));
  BOOST_TEST(seen.counts.find(names[0]));
  const std::string full = record_of(seen.counts);
  BOOST_TEST(full.size() <= max_opaque_bytes);
  Counts one;
  turn_page(one, noon_ms);
  count(one, "hero/more", noon_ms);
  const std::string more = record_of(one).substr(8);
  BOOST_TEST(!is_record(full + more));
}

BOOST_AUTO_TEST_CASE(what_is_older_than_it_may_be_kept_goes_with_the_next) {
  Seen seen;
  seen.on_page("hero/alps", noon_ms);
  seen.on_page("hero/coast", noon_ms + 10, noon_ms + 1);
  BOOST_TEST(!seen.counts.find("hero/alps"));
  BOOST_TEST(seen.counts.find("hero/coast"));
}

BOOST_AUTO_TEST_CASE(counting_ends_at_the_highest_number) {
  Seen seen;
  seen.on_page("hero/alps", noon_ms);
  Count* entry = seen.counts.find("hero/alps");
  entry->in_visit = entry->in_day = most_in_a_day;
  entry->in_all = 0xFFFFFFFF;
  seen.on_page("hero/alps", noon_ms + 1);
  BOOST_TEST(entry->in_visit == most_in_a_day);
  BOOST_TEST(seen.entry("hero/alps").in_all == 0xFFFFFFFF);
}

BOOST_AUTO_TEST_CASE(what_is_cut_short_or_says_what_cannot_be_is_no_record) {
  Seen seen;
  seen.on_page("hero/alps", noon_ms);
  const std::string record = record_of(seen.counts);
  for (std::size_t size = 0; size < record.size(); ++size)
    BOOST_TEST(is_record(record.substr(0, size)) == (size == 8));  // a head without entries is whole
  BOOST_TEST(!is_record(record + record.substr(8)));               // the same name twice
  const auto with = [&](auto change) {
    Counts counts;
    BOOST_TEST_REQUIRE(read_counts(record, counts));
    change(counts);
    return record_of(counts);
  };
  BOOST_TEST(!is_record(with([](Counts& counts) { counts.visit = 0; })));
  BOOST_TEST(!is_record(with([](Counts& counts) { counts.entries[0].visit = counts.visit + 1; })));
  BOOST_TEST(!is_record(with([](Counts& counts) { counts.entries[0].in_visit = 2; })));
  BOOST_TEST(!is_record(with([](Counts& counts) { counts.entries[0].in_day = 0; })));
  BOOST_TEST(!is_record(with([](Counts& counts) { counts.entries[0].last_ms = -1; })));
  BOOST_TEST(!is_record(with([](Counts& counts) { counts.entries[0].last_ms = 0.0 / 0.0; })));
  BOOST_TEST(!is_record(with([](Counts& counts) { counts.entries[0].name = ""; })));
  BOOST_TEST(!is_record(with([](Counts& counts) { counts.entries[0].name = "\xFF"; })));
  const std::string longest(max_count_name_bytes, 'n'), too_long(max_count_name_bytes + 1, 'n');
  BOOST_TEST(is_record(with([&](Counts& counts) { counts.entries[0].name = longest; })));
  BOOST_TEST(!is_record(with([&](Counts& counts) { counts.entries[0].name = too_long; })));
}

BOOST_AUTO_TEST_CASE(a_visitor_reads_how_often_and_when) {
  Seen seen;
  seen.on_page("hero/alps", noon_ms);
  seen.on_page("hero/alps", noon_ms + minute_ms);
  const std::string record = record_of(seen.counts);
  base::Text text;
  base::JsonWriter json(text);
  write_opaque(json, {pack::ValueType::counts, 0, record});
  BOOST_TEST(text.view() == R"({"hero/alps":{"seen":2,"last":"2026-11-23T12:01:00.000Z"}})");
}

BOOST_AUTO_TEST_SUITE_END()
