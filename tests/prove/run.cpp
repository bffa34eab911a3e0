// The runner: gives records in order and plays what surrounds the core.
#include "run.hpp"

#include "effects.hpp"
#include "preferences/view.hpp"

namespace assent::prove {

namespace {

using From = Given::From;

// As a trace has it.
std::string code_text(personalization::Code code) { return "\"code\":" + std::to_string(static_cast<int>(code)) + "}"; }

// What is told may change what is decided, and be told again; the core ends that after one round.
constexpr int most_rounds = 3;

class Runner {
 public:
  Runner(support::NativeEngine& engine, const Script& script, const std::vector<Insertion>& secret,
         Approvals* approvals)
      : engine_(engine), script_(script), secret_(secret), approvals_(approvals) {}

  Run play() {
    engine_.reset();
    auto next = secret_.begin();
    for (std::size_t at = 0; at < script_.happenings.size(); ++at) {
      run_.left.emplace_back();
      happen(script_.happenings[at], at);
      for (; next != secret_.end() && next->behind == at; ++next) insert(*next);
      run_.left.back().append(services_);
      run_.stored.push_back(stored_);
      const auto& decisions = engine_.state().load.decisions;
      run_.shown.emplace_back(decisions.begin(), decisions.end());
    }
    return std::move(run_);
  }

 private:
  void happen(const Happening& happening, std::size_t at) {
    const consent::PurposeSet before = engine_.state().load.permissions.permitted;
    const std::string record = happening.load ? support::start_record(happening.now_ms, happening.load->beginning,
                                                                      found(happening.load->found))
                                              : happening.record;
    const Seen seen = give({happening.words, record, at, false, From::script});
    watch(happening, before, seen);
    if (script_.tells_changes_only) retell(seen, at, happening.now_ms, most_rounds);
  }

  void insert(const Insertion& insertion) {
    const Seen seen = give({insertion.words, insertion.record, insertion.behind, false, From::secret});
    session::Event event;
    boundary::read_event(base::as_bytes(insertion.record), event);
    if (script_.tells_changes_only) retell(seen, insertion.behind, event.now_ms, most_rounds);
  }

  // What the page does upon an answer.
  struct Seen {
    bool told = false;     // decisions or consent have changed
    bool chosen = false;   // consent has
    bool expired = false;  // by time
  };

  Seen give(Given given) {
    run_.answers.push_back(engine_.step(given.record));
    if (approvals_) approvals_->add(engine_.state().load.permissions);
    Seen seen;
    const auto& cells = engine_.state().profile.cells;
    const std::size_t counts = engine_.pack().counts();
    run_.facts.counted = run_.facts.counted || (counts < cells.size() && cells[counts].present);
    if (run_.answers.back())
      for (const support::Element& element : support::elements(*run_.answers.back())) take(element, given, seen);
    run_.given.push_back(std::move(given));
    return seen;
  }

  // As web/src/storage.ts and the queue: a snapshot replaces the one before, erasing removes it.
  void take(const support::Element& element, Given& given, Seen& seen) {
    const std::string_view kind = element.kind;
    if (kind == "persist") stored_ = support::text_member(element.text, "snapshot");
    if (kind == "erase") stored_.clear();
    if (kind == "services") services_ = element.text;
    if (kind == "send" || kind == "consent" || kind == "erase") run_.left.back().append(element.text).append("\n");
    given.sends = given.sends || kind == "send";
    if (kind == "decided")
      run_.facts.passed_over = run_.facts.passed_over || element.text.find(capped_) != std::string::npos ||
                               element.text.find(cooling_down_) != std::string::npos;
    seen.chosen = seen.chosen || kind == "consent";
    seen.told = seen.told || kind == "consent" || kind == "decided";
    seen.expired = seen.expired || element.text.starts_with("{\"do\":\"consent\",\"act\":\"expiry\"");
  }

  // As web/src/slots.ts: what is on the screen is told when decisions or consent have changed, and a choice is followed
  // by a flush.
  void retell(const Seen& seen, std::size_t behind, double now_ms, int rounds) {
    if (seen.told) expose_all(behind, now_ms, rounds);
    if (seen.chosen) give({"flush", support::bare_record(boundary::Kind::flush, now_ms), behind, false, From::page});
  }

  void expose_all(std::size_t behind, double now_ms, int rounds) {
    for (std::size_t slot = 0; slot < policy::size(engine_.pack().slots()); ++slot) {
      const std::string words = "expose slot" + std::to_string(slot);
      const Seen seen =
          give({words, support::expose_record(now_ms, static_cast<int>(slot)), behind, false, From::page});
      if (rounds > 1) retell(seen, behind, now_ms, rounds - 1);
    }
  }

  std::string found(const Found& found) const {
    switch (found.which) {
      case Found::Which::none:
        return {};
      case Found::Which::earlier:
        return run_.stored.empty()
                   ? std::string()
                   : support::from_hex(run_.stored[static_cast<std::size_t>(found.position) % run_.stored.size()]);
      case Found::Which::damaged:
        return damaged(found.position);
      case Found::Which::latest:
        break;
    }
    return support::from_hex(stored_);
  }

  std::string damaged(int position) const {
    std::string bytes = support::from_hex(stored_);
    if (bytes.empty()) return bytes;
    const std::size_t at = static_cast<std::size_t>(position) % bytes.size();
    if (position % 2 == 0) return bytes.substr(0, at);
    bytes[at] = static_cast<char>(bytes[at] ^ 0x20);
    return bytes;
  }

  void watch(const Happening& happening, consent::PurposeSet before, const Seen& seen) {
    const session::State& state = engine_.state();
    const auto& stands = state.load.permissions;
    Facts& facts = run_.facts;
    if (run_.given.size() == 1) facts.model = policy::at(engine_.pack().regimes(), state.consent.regime).model();
    facts.gpc = facts.gpc || consent::denied_by_gpc(engine_.pack(), state.consent).any();
    facts.explicitly = facts.explicitly || stands.explicitly.any();
    if (happening.load) {
      facts.restored =
          facts.restored || (!found(happening.load->found).empty() && state.consent.act != consent::Act::none);
      return;
    }
    const bool lost = (before - stands.permitted).any();
    facts.withdrawn = facts.withdrawn || (lost && !seen.expired);
    facts.expired = facts.expired || (lost && seen.expired);
  }

  support::NativeEngine& engine_;
  const Script& script_;
  const std::vector<Insertion>& secret_;
  Approvals* approvals_;
  Run run_;
  const std::string capped_ = code_text(personalization::Code::capped);
  const std::string cooling_down_ = code_text(personalization::Code::cooling_down);
  std::string stored_;    // hex, as it lies in storage
  std::string services_;  // the effect that named them last
};

// From a member of a body to the end; a body is JSON inside JSON, so its quotes are escaped.
std::string_view from_member(std::string_view element, std::string_view name) {
  const std::size_t at = element.find("\\\"" + std::string(name) + "\\\":");
  return at == std::string_view::npos ? std::string_view() : element.substr(at);
}

}  // namespace

std::vector<std::string> Run::records() const {
  std::vector<std::string> all;
  for (const Given& each : given) all.push_back(each.record);
  return all;
}

Run run(support::NativeEngine& engine, const Script& script, const std::vector<Insertion>& secret,
        Approvals* approvals) {
  return Runner(engine, script, secret, approvals).play();
}

std::vector<std::string> attributes_left(const Run& run) {
  std::vector<std::string> left(run.left.size());
  for (std::size_t at = 0; at < run.answers.size(); ++at) {
    if (!run.given[at].sends) continue;
    for (const support::Element& element : support::elements(*run.answers[at]))
      if (element.kind == "send" && element.text.find("org.assent.attributes.v1") != std::string_view::npos)
        left[run.given[at].behind].append(from_member(element.text, "assentdestination")).append("\n");
  }
  return left;
}

}  // namespace assent::prove
