// Actions become events. Flushes come on a schedule of their own, as on a page.
#include "script.hpp"

#include "values.hpp"

namespace assent::prove {

namespace {

using boundary::Kind;
using consent::Act;

constexpr double minute_ms = 60'000;
constexpr double hour_ms = 60 * minute_ms;
constexpr double day_ms = 24 * hour_ms;
constexpr double begins_ms = 1'767'603'600'000;  // 2026-01-05 09:00 UTC

double gap_of(int pick) {
  static constexpr double all[] = {1'000,     250,          5'000,        0,           20'000,
                                   minute_ms, 30'000,       2'000,        90'000,      5'000,
                                   hour_ms,   1'000,        2 * day_ms,   8 * day_ms,  1,
                                   5'000,     40 * day_ms,  3 * hour_ms,  minute_ms,   200 * day_ms,
                                   10'000,    -2 * hour_ms, 400 * day_ms, -10 * day_ms};
  return all[static_cast<std::size_t>(pick) % std::size(all)];
}

// A script under way.
class Writer {
 public:
  Writer(const ScriptDraw& draw, const pack::Pack& pack) : draw_(draw), pack_(pack) {}

  Script write() {
    script_.tells_changes_only = draw_.page == 1;
    load(draw_.region, {Found::Which::latest, 0});
    first_choice();
    int since_flush = 0;
    for (const ActionDraw& action : draw_.actions) {
      now_ms_ += gap_of(action.gap);
      if (now_ms_ < 0) now_ms_ = 0;
      act(action);
      if (since_flush++ < draw_.flush_every) continue;
      since_flush = 0;
      add("flush", support::bare_record(Kind::flush, now_ms_));
    }
    now_ms_ += minute_ms;
    for (int goal = 0; goal < goals(); ++goal) reach(goal);
    add("flush", support::bare_record(Kind::flush, now_ms_));
    return std::move(script_);
  }

 private:
  int purposes() const { return static_cast<int>(policy::size(pack_.purposes())); }
  int attributes() const { return static_cast<int>(policy::size(pack_.attributes())); }
  int slots() const { return static_cast<int>(policy::size(pack_.slots())); }

  int goals() const { return static_cast<int>(policy::size(pack_.goals())); }

  void add(std::string words, std::string record) {
    script_.happenings.push_back({now_ms_, std::move(words), std::move(record), {}});
  }

  // What the page does when somebody has acted.
  void acted() {
    if (script_.tells_changes_only) return;
    for (int slot = 0; slot < slots(); ++slot)
      add("expose slot" + std::to_string(slot), support::expose_record(now_ms_, slot));
  }

  std::vector<std::string> facts(int pick) const {
    std::vector<std::string> texts;
    for (std::size_t fact = 0; fact < policy::size(pack_.context()); ++fact)
      texts.push_back(pick % 3 == 2 ? std::string() : symbol_of(pick + static_cast<int>(fact)));
    return texts;
  }

  void load(int pick, Found found) {
    static constexpr const char* founds[] = {"the latest snapshot", "no snapshot", "an earlier snapshot",
                                             "a damaged snapshot"};
    const auto regimes = static_cast<int>(policy::size(pack_.regimes()));
    const std::string region = "R" + std::to_string(pick % (regimes + 1));  // the last is known to no regime
    // Global Privacy Control is a setting of the browser: on in one of four scripts, rarely changed.
    const bool gpc = (draw_.gpc == 0) != (pick % 32 == 31);
    ++loads_;
    const support::Beginning beginning{
        0x9e3779b97f4a7c15u * loads_, 77 + loads_, gpc, region, "hash", "token", facts(pick)};
    const std::string words = std::string("page load in ") + region + (gpc ? ", GPC on, " : ", ") +
                              founds[static_cast<std::size_t>(found.which)];
    script_.happenings.push_back({now_ms_, words, {}, Happening::Load{beginning, found}});
    add("decide", support::bare_record(Kind::decide, now_ms_));
    acted();
  }

  void choose(Act of, bool trusted) {
    static constexpr const char* names[] = {"none", "accept all", "reject all", "save", "opt out", "limit"};
    add(std::string(names[static_cast<std::size_t>(of)]) + (trusted ? "" : ", untrusted"),
        support::choose_record(now_ms_, of, trusted));
    acted();
    add("flush", support::bare_record(Kind::flush, now_ms_));
  }

  void toggle(int purpose, bool on) {
    add("switch purpose" + std::to_string(purpose) + (on ? " on" : " off"),
        support::toggle_record(now_ms_, purpose, on));
  }

  void select(int granted) {
    add("open preferences", support::open_preferences_record(now_ms_, true));
    for (int purpose = 0; purpose < purposes(); ++purpose) toggle(purpose, (granted >> purpose & 1) != 0);
    choose(Act::save, true);
  }

  void declare_age(int pick) {
    const bool of_age = pick % 4 != 0;
    add(of_age ? "of age" : "under age", support::declare_age_record(now_ms_, of_age, pick % 8 != 1));
  }

  void first_choice() {
    now_ms_ += 5'000;
    declare_age(draw_.granted);
    if (draw_.opening < 2) choose(Act::accept_all, true);
    if (draw_.opening >= 2 && draw_.opening < 6) select(draw_.granted | 1);
    if (draw_.opening == 6) choose(Act::reject_all, true);
  }

  void migrate(const ActionDraw& action) {
    const auto granted = static_cast<std::uint64_t>(action.a);
    add("migrate", support::migrate_record(now_ms_, "onetrust", now_ms_ - 1e9, granted, ~granted & 0xFF));
    acted();
  }

  void set(const ActionDraw& action) {
    const int attribute = action.a % attributes();
    const auto type = policy::at(pack_.attributes(), static_cast<std::size_t>(attribute)).type();
    const profile::Value value = value_of(type, action.value);
    add("set attribute" + std::to_string(attribute) + " to " + show(value),
        support::set_record(now_ms_, attribute, value));
    acted();
  }

  void observe(const ActionDraw& action) {
    static constexpr pack::ValueType types[] = {
        pack::ValueType::text,    pack::ValueType::number, pack::ValueType::text,     pack::ValueType::number,
        pack::ValueType::boolean, pack::ValueType::date,   pack::ValueType::text_list};
    const std::string signal = "signal" + std::to_string(action.a % 3);
    const profile::Value value = value_of(types[static_cast<std::size_t>(action.b) % std::size(types)], action.value);
    add("observe " + signal + " = " + show(value), support::observe_record(now_ms_, signal, value));
    acted();
  }

  void reach(int goal) { add("reach goal" + std::to_string(goal), support::goal_record(now_ms_, goal)); }

  // What a broken or hostile page would say.
  void misbehave(const ActionDraw& action) {
    switch (action.a % 8) {
      case 0:
        return add("no record", "");
      case 1:
        return add("an unknown kind", support::bare_record(static_cast<Kind>(200), now_ms_));
      case 2:
        return add("a short record", support::set_record(now_ms_, 0, {}).substr(0, 10));
      case 3:
        return add("a time that is no number", support::bare_record(Kind::decide, -1));
      case 4:
        return add("an unknown attribute", support::set_record(now_ms_, 4'000, {}));
      case 5:
        return add("an unknown slot", support::expose_record(now_ms_, 4'000));
      case 6:
        return add("an unknown purpose", support::answer_record(now_ms_, 4'000, false, false));
      default:
        return add("too many facts", support::navigate_record(now_ms_, {"a", "b", "c", "d"}));
    }
  }

  void act(const ActionDraw& action) {
    const int kind = action.kind % 32;
    const int attribute = action.a % attributes();
    if (kind < 9) return set(action);
    if (kind < 16) return observe(action);
    if (kind < 19) return select(action.a);
    switch (kind) {
      case 19:
      case 20:
        return choose(Act::accept_all, action.a % 4 != 0);
      case 21:
        if (action.b % 8 == 0) return declare_age(action.a);
        if (action.b % 4 == 1) return choose(action.b % 8 == 1 ? Act::opt_out : Act::limit, action.a % 2 != 0);
        return choose(Act::reject_all, action.a % 4 != 0);
      case 22:
        return choose(Act::save, action.a % 4 != 0);
      case 23:
        if (action.b % 4 == 0) return migrate(action);
        add((action.b % 4 == 1 ? "allow purpose" : "withdraw purpose") + std::to_string(action.a % purposes()),
            support::answer_record(now_ms_, action.a % purposes(), action.b % 4 == 1, true));
        return acted();
      case 24:
        add("forget attribute" + std::to_string(attribute), support::forget_record(now_ms_, attribute));
        return acted();
      case 25:
        if (action.b % 2 == 0) return toggle(action.a % purposes(), action.b % 4 == 0);
        add("forget everything", support::forget_record(now_ms_, session::every_attribute));
        return acted();
      case 26:
        if (goals() > 0) return reach(action.a % (goals() + (action.b % 8 == 0 ? 1 : 0)));
        [[fallthrough]];
      case 27:
        add("navigate", support::navigate_record(now_ms_, facts(action.a)));
        return acted();
      case 28:
      case 29:
      case 30: {
        static constexpr Found::Which which[] = {Found::Which::latest, Found::Which::latest,  Found::Which::latest,
                                                 Found::Which::latest, Found::Which::earlier, Found::Which::none,
                                                 Found::Which::damaged};
        const bool moved = action.value.pick % 4 == 0;
        return load(moved ? action.a : draw_.region, {which[static_cast<std::size_t>(action.b) % 7], action.a});
      }
      default:
        return misbehave(action);
    }
  }

  const ScriptDraw& draw_;
  const pack::Pack& pack_;
  Script script_;
  double now_ms_ = begins_ms;
  std::uint64_t loads_ = 0;
};

}  // namespace

Script make_script(const ScriptDraw& draw, const pack::Pack& pack) { return Writer(draw, pack).write(); }

double between(double from_ms, double to_ms, int moment) {
  constexpr double ahead_ms = 500 * day_ms;
  if (moment % 16 == 15) return from_ms + ahead_ms;
  return to_ms > from_ms ? from_ms + (to_ms - from_ms) * (moment % 15) / 15 : from_ms;
}

}  // namespace assent::prove
