// A policy as its people wrote it, typed, with the place of everything that a problem may be about. Names are still
// names: nothing here has been looked up.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "authoring/contact.hpp"
#include "authoring/features.hpp"
#include "authoring/outlets.hpp"
#include "authoring/pacing.hpp"
#include "authoring/problem.hpp"
#include "authoring/reference.hpp"
#include "authoring/share.hpp"
#include "policy/pack.hpp"

namespace assent::authoring {

inline constexpr std::size_t max_languages = 64;
inline constexpr std::size_t max_regimes = 64;
inline constexpr std::uint32_t max_age = 120;
inline constexpr std::uint32_t max_revision = 1'000'000;
inline constexpr std::size_t max_regions = 512;
inline constexpr std::size_t max_origins = 64;
inline constexpr std::size_t max_destinations = 64;
inline constexpr std::size_t max_maps = 64;
inline constexpr std::size_t max_map_entries = 65'536;
inline constexpr std::size_t max_map_levels = 8;
inline constexpr std::size_t max_choices = 256;
inline constexpr std::size_t max_bounds = 64;
inline constexpr std::size_t max_prefix = 64;
inline constexpr std::size_t max_inferences = 64;
inline constexpr std::size_t max_score_signals = 64;
inline constexpr double default_score_weight = 0.2;
inline constexpr double min_score_weight = 0.001;
inline constexpr std::size_t max_experiences = 256;
inline constexpr std::size_t max_variants = 64;
inline constexpr std::uint32_t max_weight = 10'000;
inline constexpr std::size_t max_operands = 1024;
inline constexpr std::size_t max_condition_nodes = 4096;
inline constexpr std::size_t max_context_facts = 64;
inline constexpr std::size_t max_texts = 8192;
inline constexpr std::size_t max_actions = 8;
inline constexpr std::size_t max_service_origins = 64;
inline constexpr std::size_t max_kept_names = 128;
inline constexpr std::size_t max_categories = 256;
inline constexpr std::uint32_t max_wait_ms = 10'000;

/// A sentence for the visitor: the key of a text ("@why.city"), or the text itself where it needs no translation.
struct Sentence {
  std::string text;
  Place place;
  bool is_key() const { return text.starts_with('@'); }
  std::string key() const { return text.substr(1); }
};

struct Destination {
  std::string id;
  Sentence title;
  std::vector<Reference> purposes;
  bool page = false;  // the page itself: its scripts hear, and the collector does not
  Place place;
};

/// Who answers for the processing.
struct Controller {
  Sentence name;
  std::string contact, privacy_notice, address;
};

/// Whose tags on the page are told what stands: Google Consent Mode, Microsoft's UET and Clarity.
struct ConsentMode {
  bool google = false, uet = false, clarity = false;
  bool redacts_ads = false, passes_url = false;  // Google's own switches
  std::uint32_t wait_ms = 0;                     // for which Google's tags wait for word of a choice
  Place place;
};

/// Where choices may have been made before: another consent manager's cookie, and what its categories are here.
struct Migration {
  std::string source;
  double given_ms = 0;  // when choices that bear no time were given; 0: then nothing is granted by them
  std::map<std::string, std::vector<Reference>> purposes;  // by category
  Place place;
};

struct Site {
  std::string id;
  Sentence title;
  Controller controller;
  std::vector<std::string> languages;
  std::vector<Reference> regimes;  // each once, the strictest first
  std::vector<std::string> origins;
  std::vector<Destination> destinations;
  std::vector<Outlet> outlets;  // of destinations that have one
  Share share;
  std::string bundle_key;  // Ed25519 public key of the site's server, base64, that signs bundles; empty: there are none
  std::optional<ConsentMode> consent_mode;
  std::vector<Migration> migrations;
  double noise_budget = 0;  // the sum of epsilon that one visitor may spend; 0: the site states none
  Place place;
};

/// What a regime asks for before data of a special category may be used, the strictest first.
enum class Sensitive : std::uint8_t { explicit_consent, consent, limit, notice };

/// What a regime demands that the visitor is offered.
enum class Required : std::uint8_t { accept, reject, choose, reopen, do_not_sell, limit_sensitive };

/// The facts of a jurisdiction: a preset of policies/regimes, or what a site made of one.
struct Regime {
  std::string id;
  pack::Model model = pack::Model::opt_in;
  bool honors_gpc = false;
  Sensitive sensitive = Sensitive::explicit_consent;
  std::uint8_t age_from = 0;  // below it a visitor's own answer does not count; 0: no rule
  bool asks_age = false;
  std::uint32_t validity_s = 0, accepted_s = 0, partly_s = 0, refused_s = 0;
  std::set<Required> controls;
  std::set<std::string> exemptions;  // those that are switched on
  std::vector<std::string> regions;
  std::map<std::string, Place> unreviewed;  // facts that no source stands behind
  Place place;
};

struct Purpose {
  std::string id;
  Sentence title, explain;
  std::array<std::optional<pack::Basis>, 3> bases;  // by pack::Model
  std::map<std::string, pack::Basis> regime_bases;  // by the id of a regime that is not like others of its model
  std::vector<Reference> regimes;                   // of regime_bases
  std::string exemption;                            // what it is exempt as, where a regime knows that exemption
  std::uint32_t revision = 0;                       // counts what its authors changed so that it matters
  bool covered_by_gpc = false;
  std::vector<std::string> signals;  // consent types of Google Consent Mode
  std::uint32_t retention_s = 0;
  std::optional<Contact> contact;
  Place place, basis_place;
};

/// What a condition compares with: dates are still texts, their type is that of the attribute.
struct Operand {
  std::variant<bool, double, std::string> value;
  Place place;
};

/// A condition, or a part of one. `all`, `any` and `none` have children; every other operator compares a subject,
/// "party" or "page.query.campaign", with operands. Of "drawn-to.alps" the subject is "drawn-to", of which the score of
/// the choice "alps" is compared.
struct Condition {
  pack::Op op = pack::Op::all;
  std::string subject;
  std::string choice;  // of scores; empty: the attribute itself is asked
  std::vector<Operand> operands;
  std::vector<Condition> children;
  bool hashed = false;  // asks for hashes in the pack instead of the operands
  Place place;
};

struct Leave {
  Reference destination;
  bool decision = false;
  pack::Minimizer minimizer = pack::Minimizer::drop;
  std::vector<double> bounds;  // of a rounded number: the step
  std::uint8_t length = 0;
  Reference map;       // "postcode", or of a map with levels "postcode/region"
  double epsilon = 0;  // of the noise; 0: none
  pack::DateUnit unit = pack::DateUnit::day;
  Place place;
  bool carries_value() const { return !decision && minimizer != pack::Minimizer::drop; }
  bool leaves() const { return decision || minimizer != pack::Minimizer::drop; }
};

struct Inference {
  std::optional<Condition> when;
  Operand value;
  Place place;
};

/// What raises a score: a signal whose value is a choice, by how much of what is missing to 1.
struct ScoreSignal {
  std::string signal;
  double weight = default_score_weight;
};

struct Attribute {
  std::string id;
  Sentence title;
  pack::ValueType type = pack::ValueType::boolean;
  pack::Source source = pack::Source::declared;
  std::vector<Reference> purposes;
  bool special = false;
  std::string proxy;  // what it stands for; empty: for nothing but itself
  std::uint32_t retention_s = 0;
  std::uint32_t fresh_s = 0;  // an older value is stale; no more than retention_s
  std::optional<std::array<double, 2>> range;
  std::vector<std::string> choices;
  std::string path;  // any: where it stands in what the page tells of its visitor; empty: under the id
  std::string signal;
  bool of_bundle = false;  // the site's server signs it
  pack::Update update = pack::Update::set;
  std::vector<ScoreSignal> raised_by;  // scores
  std::uint32_t half_life_s = 0;       // scores
  std::vector<Inference> inferences;
  std::vector<Leave> leaves;
  Place place;
};

/// What a service keeps in the browser: a cookie, or a key of its storage. In a pattern "*" is any run of characters.
struct KeptName {
  std::string pattern;
  Sentence explain;
  std::uint32_t lasts_s = 0;  // a cookie: 0 as long as the browser runs
  std::string domain, path;   // a cookie: where they are not the site's own; empty: they are
  bool http_only = false;     // a cookie that no script can clear
};

struct Service {
  std::string id;
  Sentence title;
  std::vector<Reference> purposes;
  std::vector<std::string> origins;  // what it reaches: "https://video.example", "https://*.video.example"
  std::vector<KeptName> cookies, storage;
  bool guarded = false;  // the head stub holds back calls to its origins and writes of its cookies
};

struct Map {
  std::map<std::string, std::string> entries;  // sorted by bytes
  std::string other;
};

struct Variant {
  std::string id;
  std::uint32_t weight = 0;
};

struct Experience {
  std::string id;
  Sentence because;
  std::optional<Condition> when;
  std::string experiment;
  std::vector<Variant> variants;
  ExperiencePace pace;
  Place place;
};

/// True where an attribute decides only where a slot or feature says so.
inline bool is_guarded(const Attribute& attribute) { return attribute.special || !attribute.proxy.empty(); }

/// What a slot does where the decision comes after its default content was seen.
enum class Late : std::uint8_t { keep_default, fade_in };

struct Slot {
  std::string id;
  Reference place_name;  // value of data-assent-slot
  Reference purpose;
  Late late = Late::keep_default;
  std::vector<Reference> exposes;
  std::vector<MayDecide> may_decide;  // attributes of special categories and proxies that it may ask
  std::vector<Experience> experiences;
  std::vector<Reference> shows;  // attributes whose values its content shows, in any language
  Place place;
};

/// What a visitor may do after a slot was seen.
struct Goal {
  std::string id;
  Reference after;  // a slot, by its id or its place
  std::vector<Reference> exposes;
  Place place;
};

/// What a layer of the notice offers.
struct Action {
  std::string name;
  bool is_link = false;  // a link instead of a button
  Place place;
};

struct Layer {
  std::vector<Action> actions;
  bool is_whole = true;  // false where an action could not be read, which is reported
  Place place;           // of the list
};

/// What a policy says about banner and preference center. What it may not say is representable, so that the linter can
/// name it.
struct Notice {
  std::optional<Layer> banner, preferences;
  std::vector<Reference> preselected;
  bool reopens = true;   // a control on every page opens the preference center again
  bool is_wall = false;  // the page is kept from who has not accepted
  Place place;
};

/// The texts of one language.
struct Texts {
  std::map<std::string, std::string> by_key;
  std::vector<Place> unreviewed;
  std::string file;
};

struct Policy {
  Site site;
  std::vector<Regime> regimes;
  std::vector<Purpose> purposes;
  std::vector<Attribute> attributes;
  std::vector<Service> services;
  std::map<std::string, Map> maps;
  std::vector<Slot> slots;
  std::vector<Goal> goals;
  Features features;
  Pacing pacing;
  std::optional<Notice> notice;
  std::map<std::string, Texts> texts;                                  // by language
  std::map<std::string, std::map<std::string, std::string>> contents;  // language → slot id → bytes
  std::string folder;
};

}  // namespace assent::authoring
