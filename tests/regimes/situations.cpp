// Every regime in every situation: what the table says is what the engine does. The table is situations.csv, for people
// who know the law and no code; docs/regimes.md shows it.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "session/snapshot.hpp"
#include "session/step.hpp"
#include "sites.hpp"

namespace assent::regimes {

namespace {

using consent::Act;
using session::Effects;
using session::Occurrence;

constexpr double noon_ms = 1'795'435'200'000;  // 2026-11-23 12:00 UTC
constexpr double day_ms = 86'400'000;

struct Row {
  std::string regime, situation, state, reason, offered, permitted;
  bool operator==(const Row&) const = default;
  friend std::ostream& operator<<(std::ostream& out, const Row& row) {
    return out << row.regime << ", " << row.situation << ": " << row.state << ", " << row.reason << ", " << row.offered
               << ", " << row.permitted;
  }
};

std::vector<Row> read_table() {
  std::ifstream file(std::string(ASSENT_SOURCE_DIR) + "/tests/regimes/situations.csv");
  std::vector<Row> rows;
  std::string line;
  std::getline(file, line);
  BOOST_TEST_REQUIRE(line == "regime,situation,state,asked because,offered,permitted");
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    Row row;
    for (std::string* cell : {&row.regime, &row.situation, &row.state, &row.reason, &row.offered, &row.permitted})
      std::getline(cells, *cell, ',');
    rows.push_back(row);
  }
  return rows;
}

// One visitor under one regime.
class Visitor {
 public:
  Visitor(const policy::Pack& pack, std::string_view regime) : pack_(&pack), state_(pack) {
    const int found = policy::find(pack.regimes(), regime);
    BOOST_TEST_REQUIRE(found >= 0);
    regime_ = static_cast<std::size_t>(found);
    arrive(false, {});
  }

  const pack::Regime& regime() const { return policy::at(pack_->regimes(), regime_); }
  policy::PurposeId purpose(std::string_view id) const {
    return static_cast<policy::PurposeId>(policy::find(pack_->purposes(), id));
  }

  void does(const Occurrence& what) {
    const Effects effects = session::step(*pack_, state_, {now_ms_, what});
    BOOST_TEST((effects.refused == base::Fault::none));
  }
  void chooses(Act act) { does(session::Choose{act, true}); }
  void switches(std::string_view id, bool on) {
    does(session::OpenPreferences{true});
    does(session::Toggle{purpose(id), on});
    chooses(Act::save);
  }

  /// Comes back after a while, perhaps to another revision of the site.
  void returns(double after_ms, bool gpc, const policy::Pack& pack) {
    const base::Text kept = session::write_snapshot(*pack_, state_);
    now_ms_ += after_ms;
    pack_ = &pack;
    std::destroy_at(&state_);
    std::construct_at(&state_, pack);
    arrive(gpc, std::string(kept.view()));
  }
  void returns(double after_ms, bool gpc = false) { returns(after_ms, gpc, *pack_); }

  Row stands(const std::string& situation) const {
    const auto& consent = state_.consent;
    const double now_ms = consent.clock_ms;
    const auto banner = preferences::banner(*pack_, consent, state_.load.draft, now_ms);
    return {regime().id()->str(),
            situation,
            spaced(consent::standing_name(consent::standing(*pack_, consent, now_ms))),
            spaced(consent::reason_name(consent::why_ask(*pack_, consent, now_ms))),
            offered(preferences::controls(*pack_, consent, banner)),
            permitted()};
  }

 private:
  void arrive(bool gpc, const std::string& snapshot) {
    session::Start start;
    const std::string region = policy::at(regime().regions(), 0).str();
    start.seed_a = 1;
    start.gpc = gpc;
    start.region = region;
    start.pack_hash = "hash";
    start.snapshot = base::as_bytes(snapshot);
    does(start);
    BOOST_TEST(state_.consent.regime == regime_);
  }

  static std::string spaced(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
  }
  static void add(std::string& list, const std::string& item) { list += (list.empty() ? "" : "; ") + item; }

  static std::string offered(preferences::Controls controls) {
    constexpr const char* names[] = {"accept", "reject", "opt out",   "limit", "choose",
                                     "close",  "of age", "under age", "reopen"};
    std::string list;
    for (std::size_t at = 0; at < std::size(names); ++at)
      if (controls[at]) add(list, names[at]);
    return list;
  }

  std::string permitted() const {
    std::string list;
    for (std::size_t at = 0; at < policy::size(pack_->purposes()); ++at)
      if (state_.load.permissions.permitted[at]) add(list, policy::id_at(pack_->purposes(), at)->str());
    return list;
  }

  const policy::Pack* pack_;
  std::size_t regime_ = 0;
  session::State state_;
  double now_ms_ = noon_ms;
};

double of_seconds(std::uint32_t seconds) { return seconds * 1000.0; }

// What happened before the visitor stands there. One for each situation that the table knows.
using Story = Visitor (*)(const Sites&, std::string_view regime);

Visitor after_accepting(const Sites& sites, std::string_view regime) {
  Visitor visitor(sites.plain.pack(), regime);
  visitor.chooses(Act::accept_all);
  return visitor;
}

const std::map<std::string, Story> stories = {
    {"first visit", [](const Sites& sites, std::string_view regime) { return Visitor(sites.plain.pack(), regime); }},
    {"first visit with GPC",
     [](const Sites& sites, std::string_view regime) {
       Visitor visitor(sites.plain.pack(), regime);
       visitor.returns(0, true);
       return visitor;
     }},
    {"returning after accepting everything",
     [](const Sites& sites, std::string_view regime) {
       Visitor visitor = after_accepting(sites, regime);
       visitor.returns(day_ms);
       return visitor;
     }},
    {"returning after accepting everything and now with GPC",
     [](const Sites& sites, std::string_view regime) {
       Visitor visitor = after_accepting(sites, regime);
       visitor.returns(day_ms, true);
       return visitor;
     }},
    {"accepted everything and said yes to sensitive data on its own",
     [](const Sites& sites, std::string_view regime) {
       Visitor visitor = after_accepting(sites, regime);
       visitor.switches("sensitive", true);
       return visitor;
     }},
    {"accepted everything and the choice has expired",
     [](const Sites& sites, std::string_view regime) {
       Visitor visitor = after_accepting(sites, regime);
       visitor.returns(of_seconds(visitor.regime().terms()->validity_s()) + day_ms);
       return visitor;
     }},
    {"accepted everything and marketing has changed since",
     [](const Sites& sites, std::string_view regime) {
       Visitor visitor = after_accepting(sites, regime);
       visitor.returns(day_ms, false, sites.changed.pack());
       return visitor;
     }},
    {"accepted everything then withdrew everything",
     [](const Sites& sites, std::string_view regime) {
       Visitor visitor = after_accepting(sites, regime);
       visitor.chooses(Act::reject_all);
       visitor.returns(day_ms);
       return visitor;
     }},
    {"accepted everything then objected to marketing",
     [](const Sites& sites, std::string_view regime) {
       Visitor visitor = after_accepting(sites, regime);
       visitor.switches("marketing", false);
       visitor.returns(day_ms);
       return visitor;
     }},
    {"refused everything and the interval has passed",
     [](const Sites& sites, std::string_view regime) {
       Visitor visitor(sites.plain.pack(), regime);
       visitor.chooses(Act::reject_all);
       visitor.returns(of_seconds(visitor.regime().terms()->refused_s()) + day_ms);
       return visitor;
     }},
    {"first visit where the age is asked",
     [](const Sites& sites, std::string_view regime) { return Visitor(sites.asking.pack(), regime); }},
    {"said to be under age",
     [](const Sites& sites, std::string_view regime) {
       Visitor visitor(sites.asking.pack(), regime);
       visitor.does(session::DeclareAge{false, true});
       visitor.returns(day_ms);
       return visitor;
     }},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(regimes)

BOOST_AUTO_TEST_CASE(every_regime_does_in_every_situation_what_the_table_says) {
  const Sites sites;
  for (const Row& row : read_table()) {
    const auto story = stories.find(row.situation);
    BOOST_TEST_REQUIRE((story != stories.end()), row.situation);
    BOOST_TEST(story->second(sites, row.regime).stands(row.situation) == row);
  }
}

BOOST_AUTO_TEST_CASE(table_has_every_regime_in_every_situation_that_it_can_be_in) {
  std::map<std::string, std::set<std::string>> seen;
  for (const Row& row : read_table()) BOOST_TEST(seen[row.regime].insert(row.situation).second, row);
  const auto presets = read_presets();
  BOOST_TEST(seen.size() == presets.size());
  for (const auto& [id, preset] : presets) {
    const bool knows_age = preset["age"].is_object();
    for (const auto& [situation, story] : stories) {
      const bool is_about_age = situation.find("age") != std::string::npos;
      BOOST_TEST(seen[id].contains(situation) == (knows_age || !is_about_age), id + ": " + situation);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::regimes
