// The runner: gives records in order and plays what surrounds the core.
#include "run.hpp"

#include "effects.hpp"
#include "preferences/view.hpp"

namespace assent::prove {

namespace {

using From = Given::From;

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
      happen(script_.happenings[at], at);
      for (; next != secret_.end() && next->behind == at; ++next) insert(*next);
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
    const support::Answer answer = give({happening.words, record, at, From::script});
    watch(happening, before, answer.value_or(""));
    if (answer && script_.tells_changes_only) retell(*answer, at, happening.now_ms, most_rounds);
  }

  void insert(const Insertion& insertion) {
    const support::Answer answer = give({insertion.words, insertion.record, insertion.behind, From::secret});
    session::Event event;
    boundary::read_event(base::as_bytes(insertion.record), event);
    if (script_.tells_changes_only) retell(*answer, insertion.behind, event.now_ms, most_rounds);
  }

  support::Answer give(Given given) {
    support::Answer answer = engine_.step(given.record);
    if (approvals_) approvals_->add(engine_.state().load.permissions);
    if (answer) store(*answer);
    run_.given.push_back(std::move(given));
    run_.answers.push_back(answer);
    return answer;
  }

  // As web/src/storage.ts and the queue: a snapshot replaces the one before, erasing removes it.
  void store(const std::string& text) {
    for (const support::Element& element : support::elements(text)) {
      if (element.kind == "erase") stored_.clear();
      if (element.kind == "persist") stored_ = support::text_member(element.text, "snapshot");
    }
  }

  // As web/src/slots.ts: what is on the screen is told when decisions or consent have changed, and a choice is followed
  // by a flush.
  void retell(const std::string& text, std::size_t behind, double now_ms, int rounds) {
    bool tells = false;
    bool flushes = false;
    for (const support::Element& element : support::elements(text)) {
      tells = tells || element.kind == "decided" || element.kind == "consent";
      flushes = flushes || element.kind == "consent";
    }
    if (tells) expose_all(behind, now_ms, rounds);
    if (flushes) give({"flush", support::bare_record(boundary::Kind::flush, now_ms), behind, From::page});
  }

  void expose_all(std::size_t behind, double now_ms, int rounds) {
    for (std::size_t slot = 0; slot < policy::size(engine_.pack().slots()); ++slot) {
      const std::string words = "expose slot" + std::to_string(slot);
      const support::Answer answer =
          give({words, support::expose_record(now_ms, static_cast<int>(slot)), behind, From::page});
      if (answer && rounds > 1) retell(*answer, behind, now_ms, rounds - 1);
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

  void watch(const Happening& happening, consent::PurposeSet before, const std::string& text) {
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
    const bool by_time = text.find("{\"do\":\"consent\",\"act\":\"expiry\"") != std::string::npos;
    facts.withdrawn = facts.withdrawn || (lost && !by_time);
    facts.expired = facts.expired || (lost && by_time);
  }

  support::NativeEngine& engine_;
  const Script& script_;
  const std::vector<Insertion>& secret_;
  Approvals* approvals_;
  Run run_;
  std::string stored_;  // hex, as it lies in storage
};

// From a member of a body to the end; a body is JSON inside JSON, so its quotes are escaped.
std::string_view from_member(std::string_view element, std::string_view name) {
  const std::size_t at = element.find("\\\"" + std::string(name) + "\\\":");
  return at == std::string_view::npos ? std::string_view() : element.substr(at);
}

bool leaves(std::string_view kind) { return kind == "send" || kind == "consent" || kind == "erase"; }

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

std::vector<std::string> what_left(const Run& run, const std::vector<support::Answer>& answers) {
  std::vector<std::string> left(run.stored.size());
  std::string services;
  for (std::size_t at = 0; at < answers.size(); ++at) {
    const bool is_last = at + 1 == answers.size() || run.given[at + 1].behind != run.given[at].behind;
    std::string& out = left[run.given[at].behind];
    const std::string text = answers[at].value_or("[]");
    for (const support::Element& element : support::elements(text)) {
      if (leaves(element.kind)) out.append(element.text).append("\n");
      if (element.kind == "services") services = element.text;
    }
    if (is_last) out.append(services);
  }
  return left;
}

std::vector<std::string> attributes_left(const Run& run, const std::vector<support::Answer>& answers) {
  std::vector<std::string> left(run.stored.size());
  for (std::size_t at = 0; at < answers.size(); ++at) {
    const std::string text = answers[at].value_or("[]");
    for (const support::Element& element : support::elements(text))
      if (element.kind == "send" && element.text.find("org.assent.attributes.v1") != std::string_view::npos)
        left[run.given[at].behind].append(from_member(element.text, "assentdestination")).append("\n");
  }
  return left;
}

}  // namespace assent::prove
