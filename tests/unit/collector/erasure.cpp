// After an erasure no file of the database holds what was erased: neither pages, nor the log, nor what SQLite moved
// about in between. Random subjects, sites, values and operations over real files, as the writer runs them.
#include <rapidcheck.h>

#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

#include "collector/contact_store.hpp"
#include "collector/correction_store.hpp"
#include "collector/limits.hpp"
#include "collector/retention.hpp"
#include "collector/shop.hpp"
#include "collector/store.hpp"
#include "collector/withdrawal_store.hpp"

using namespace assent::collector;
using assent::collector::test::noon_ms;

namespace {

constexpr std::size_t subjects = 6;
constexpr std::size_t sites = 3;
constexpr std::size_t names = 5;
constexpr const char* destinations[] = {"collector", "crm"};

// A store with what the test knows of it: per subject, the markers that were ever written and are to be gone.
class World {
 public:
  World() {
    store::prepare(database_);
    database_.execute("PRAGMA synchronous=OFF");  // the same bytes in the same files, without waiting for the disk
  }

  // One request: a transaction, then the log is emptied where something was erased.
  template <class Job>
  void commit(Job job) {
    database_.execute("BEGIN IMMEDIATE");
    job(database_);
    database_.execute("COMMIT");
    database_.forget_erased();
    now_ms_ += 1000;
  }

  static std::string subject(std::size_t who) { return "subject-" + std::to_string(who) + "-of-the-test-of-erasure"; }
  static std::string site(std::size_t where) { return "site-" + std::to_string(where); }
  static std::string attribute(std::size_t which) { return "attribute-" + std::to_string(which); }

  // A value that is nowhere else, of any length up to several pages of the file.
  std::string marker(std::size_t who, std::size_t bytes) {
    std::string text = "<marker " + std::to_string(++markers_) + " of " + std::to_string(who) + ">";
    written_[who].insert(text);
    std::string value = text;
    while (value.size() < bytes) value += text;
    return "\"" + value + "\"";
  }

  void event(std::size_t who, std::size_t where, std::size_t count, std::size_t bytes) {
    commit([&](Database& database) {
      const std::string id = std::to_string(++events_);
      const char* destination = destinations[events_ % 2];
      const store::Event row{"urn:assent:" + site(where),
                             id,
                             site(where),
                             subject(who),
                             destination,
                             "record",
                             "pack",
                             "digest",
                             now_ms_,
                             now_ms_};
      std::vector<store::Attribute> attributes;
      for (std::size_t at = 0; at < count; ++at)
        attributes.push_back({destination, attribute(at), marker(who, bytes), at % 2 ? "a b" : "a", now_ms_ + 1e9});
      store::insert(database, row);
      store::replace_attributes(database, row, attributes);
      store::insert_exposure(database, row, {destination, "hero", marker(who, bytes), "", "a", now_ms_ + 1e9});
    });
  }
  void consent(std::size_t who, std::size_t where, std::size_t bytes) {
    commit([&](Database& database) {
      const std::string id = std::to_string(++events_);
      store::Consent row{site(where), id,      subject(who), "key", "signature", marker(who, bytes),
                         now_ms_,     now_ms_, false,        false, "{}"};
      evidence_[who].insert(row.body.substr(1, row.body.find('>')));
      std::string receipt;
      store::insert(database, row, receipt);
      store::let_stand(database, row);
      store::keep_contact_token(database, "hash " + id, site(where), subject(who), now_ms_, now_ms_ + 1e9);
    });
  }
  void withdraw(std::size_t who, std::size_t where) {
    commit([&](Database& database) {
      store::insert(database, store::Withdrawal{site(where), std::to_string(++events_), subject(who), "key",
                                                "signature", "{}", "a", now_ms_, "{}"});
      const auto b_alone = [](const auto& row) { return std::string(row.purposes == "a b" ? "b" : ""); };
      store::keep_only(database, site(where), subject(who), b_alone, b_alone);
    });
  }
  void correct(std::size_t who, std::size_t where, std::size_t which, std::size_t bytes) {
    commit([&](Database& database) {
      for (const char* destination : destinations) {
        const std::string place = site(where), whose = subject(who), name = attribute(which);
        store::correct(database, {place, whose, destination, name}, marker(who, bytes), now_ms_);
      }
    });
  }
  void erase(std::size_t who, store::Erasure what) {
    commit([&](Database& database) { store::erase_subject(database, subject(who), now_ms_, what); });
    expect_gone(who, what);
  }

 private:
  static std::set<std::string> markers_in(std::string_view bytes) {
    std::set<std::string> found;
    for (auto at = bytes.find("<marker "); at != bytes.npos; at = bytes.find("<marker ", at + 1))
      found.emplace(bytes.substr(at, bytes.find('>', at) - at + 1));
    return found;
  }

  // The scan: the values, and with everything else the evidence and the subject's very id.
  void expect_gone(std::size_t who, store::Erasure what) {
    std::string bytes;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) bytes += test::read_all(entry.path());
    const std::set<std::string> present = markers_in(bytes);
    std::set<std::string>& written = written_[who];
    for (auto each = written.begin(); each != written.end();) {
      const bool is_evidence = evidence_[who].contains(*each);
      if (is_evidence && what == store::Erasure::attributes) {
        ++each;
        continue;
      }
      if (present.contains(*each)) RC_FAIL("still in the files: " + *each);
      each = written.erase(each);
    }
    if (what == store::Erasure::attributes) return;
    if (bytes.find(subject(who)) != std::string::npos) RC_FAIL("still in the files: " + subject(who));
  }

  test::Folder folder_;
  Database database_{folder_.path() / "a.sqlite3"};
  double now_ms_ = noon_ms;
  std::size_t markers_ = 0;
  std::size_t events_ = 0;
  std::map<std::size_t, std::set<std::string>> written_, evidence_;
};

// Mostly short, sometimes longer than a page.
std::size_t some_bytes() { return *rc::gen::weightedElement<std::size_t>({{6, 20}, {3, 400}, {2, 1500}, {1, 9000}}); }

void act(World& world) {
  const auto who = *rc::gen::inRange<std::size_t>(0, subjects);
  const auto where = *rc::gen::inRange<std::size_t>(0, sites);
  switch (*rc::gen::weightedElement<int>({{8, 0}, {3, 1}, {2, 2}, {3, 3}, {2, 4}})) {
    case 0:
      return world.event(who, where, *rc::gen::inRange<std::size_t>(0, names + 1), some_bytes());
    case 1:
      return world.consent(who, where, some_bytes());
    case 2:
      return world.withdraw(who, where);
    case 3:
      return world.correct(who, where, *rc::gen::inRange<std::size_t>(0, names), some_bytes());
    default:
      return world.erase(who,
                         *rc::gen::element(store::Erasure::attributes, store::Erasure::evidence, store::Erasure::all));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(erasure)

BOOST_AUTO_TEST_CASE(nothing_of_what_was_erased_is_in_any_file) {
  BOOST_TEST(rc::check("no file holds what was erased", [] {
    World world;
    const auto steps = *rc::gen::inRange(10, 60);
    for (int step = 0; step < steps; ++step) act(world);
    for (std::size_t who = 0; who < subjects; ++who) world.erase(who, store::Erasure::all);
  }));
}

BOOST_AUTO_TEST_SUITE_END()
