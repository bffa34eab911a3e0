// The shop: five purposes, seven attributes, one slot, two destinations.
#include "collector/shop.hpp"

#include <sodium.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "authoring/digest.hpp"
#include "authoring/ui_texts.hpp"
#include "base/bytes.hpp"
#include "collector/clock.hpp"
#include "collector/encoding.hpp"
#include "collector/keys.hpp"
#include "consent/state.hpp"
#include "policy/verify.hpp"
#include "session/snapshot.hpp"
#include "session/state.hpp"

namespace assent::collector::test {

namespace fs = std::filesystem;

namespace {

[[maybe_unused]] const bool crypto_is_ready = sodium_init() >= 0;

constexpr std::string_view site = R"({
  "id": "corner-books", "title": "Corner Books",
  "controller": { "name": "Corner Books", "contact": "a@books.example", "privacy-notice": "https://books.example/p" },
  "languages": ["en"], "regimes": ["eu-gdpr", "us-ca"],
  "origins": ["https://books.example", "https://poems.example"],
  "destinations": {
    "collector": { "title": "Collector", "purposes": ["personalization", "measurement"] },
    "crm": { "title": "CRM", "purposes": ["personalization", "marketing"] },
    "page": { "title": "Tags on our pages", "purposes": ["personalization"], "page": true } } })";

constexpr std::string_view purposes = R"({
  "necessary": { "title": "Necessary", "explain": "Runs the shop.", "basis": "strictly-necessary",
    "owner": "shop", "why": "Runs the shop", "retention": "P12M" },
  "personalization": { "title": "Personalization", "explain": "Books that fit.",
    "basis": { "opt-in": "consent", "opt-out": "legitimate-interest", "notice": "legitimate-interest" },
    "contact": { "channels": ["push"], "topics": ["new-books"] },
    "owner": "crm", "why": "Books that fit", "retention": "P30D" },
  "measurement": { "title": "Measurement", "explain": "What helps.",
    "basis": { "opt-in": "consent", "opt-out": "legitimate-interest", "notice": "legitimate-interest" },
    "owner": "web", "why": "What helps", "retention": "P60D" },
  "marketing": { "title": "Marketing", "explain": "Letters.",
    "basis": { "opt-in": "consent", "opt-out": "legitimate-interest", "notice": "legitimate-interest" }, "gpc": true,
    "contact": { "channels": ["email", "post"], "topics": ["new-books", "readings"] },
    "owner": "crm", "why": "Letters", "retention": "P30D" },
  "large-print": { "title": "Large print", "explain": "Books that are easy to read.", "basis": "explicit-consent",
    "owner": "crm", "why": "Easy to read", "retention": "P30D" } })";

constexpr std::string_view attributes = R"({
  "age": { "title": "Age", "type": "number", "source": "declared", "purposes": ["personalization"], "range": [10, 120],
    "retention": "P6M",
    "leaves": { "collector": { "as": "decision" }, "crm": { "minimize": { "bucket": [18, 35, 65] } },
      "page": { "as": "decision" } } },
  "town": { "title": "Town", "type": "text", "source": "declared", "purposes": ["personalization", "measurement"],
    "retention": "P6M", "leaves": { "collector": { "minimize": { "prefix": 1 } } } },
  "topic": { "title": "Topic", "type": "text", "source": "declared", "purposes": ["marketing"],
    "choices": ["crime", "poetry"], "retention": "P6M", "leaves": { "crm": { "minimize": "keep" } } },
  "birthday": { "title": "Birthday", "type": "date", "source": "declared", "purposes": ["marketing"],
    "retention": "P6M", "leaves": { "crm": { "minimize": "keep" } } },
  "genres": { "title": "Genres", "type": "text-list", "source": "declared", "purposes": ["personalization"],
    "choices": ["crime", "poetry", "travel"], "retention": "P6M", "leaves": { "crm": { "minimize": "keep" } } },
  "secret": { "title": "Secret", "type": "text", "source": "declared", "purposes": ["personalization"],
    "retention": "P6M", "leaves": {} },
  "eyesight": { "title": "Eyesight", "type": "boolean", "source": "declared", "special": "health",
    "purposes": ["large-print"], "retention": "P6M", "leaves": {} } })";

constexpr std::string_view slot = R"({
  "place": "home.hero", "purpose": "personalization", "late": "keep-default", "exposes": ["collector", "page"],
  "experiences": [
    { "id": "grown-ups", "because": "You are of age.", "when": { "age": { "gte": 18 } } },
    { "id": "everyone", "because": "For everyone.",
      "experiment": { "id": "split", "variants": [ { "id": "red", "weight": 50 }, { "id": "blue", "weight": 50 } ] } } ] })";

constexpr std::string_view goals =
    R"({ "order": { "title": "A book was ordered", "after": "home.hero", "exposes": ["collector", "page"] } })";

constexpr std::string_view content = R"(<template data-experience="grown-ups"><p>Crime</p></template>
<template data-experience="everyone" data-variant="red"><p>Red</p></template>
<template data-experience="everyone" data-variant="blue"><p>Blue</p></template>
)";

std::string texts() {
  Json texts = Json::object();
  for (const std::string_view key : authoring::ui_texts)
    texts[std::string(authoring::ui_prefix).append(key)] = std::string("Text of ").append(key);
  return texts.dump();
}

std::string basis_of(std::string_view purpose) {
  if (purpose == "necessary") return "strictly_necessary";
  return purpose == "large-print" ? "explicit_consent" : "consent";
}

std::uint32_t revision_of(std::string_view purpose) {
  const auto at = static_cast<std::size_t>(policy::find(shop_pack().purposes(), purpose));
  return policy::at(shop_pack().purposes(), at).revision();
}

Json event(std::string_view type, std::string_view destination, const Json& record, double time_ms, Json data) {
  return {{"specversion", "1.0"},
          {"id", random_id()},
          {"source", "urn:assent:corner-books"},
          {"type", type},
          {"time", format_time(time_ms)},
          {"datacontenttype", "application/json"},
          {"assentpack", pack_hash()},
          {"assentrecord", record["record_id"]},
          {"assentdestination", destination},
          {"data", std::move(data)}};
}

Json name_or_null(std::string_view name) { return name.empty() ? Json() : Json(name); }

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

Folder::Folder() : path_(fs::temp_directory_path() / ("assent-test-" + random_id())) { fs::create_directories(path_); }

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void write_file(const fs::path& file, std::string_view bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string read_all(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write_policies(const fs::path& folder) {
  const fs::path shop = folder / "corner-books";
  Json with_key = Json::parse(site);
  with_key["share"] = {{"domains", with_key["origins"]}, {"devices", {{"key", shop_server().key()}}}};
  write_file(shop / "site.json", with_key.dump());
  write_file(shop / "purposes.json", purposes);
  write_file(shop / "attributes.json", attributes);
  write_file(shop / "services.json", "{}");
  write_file(
      shop / "notice.json",
      R"({"banner":{"actions":["accept","reject","choose"]},"preferences":{"actions":["save","accept","reject"]}})");
  write_file(shop / "slots" / "hero.json", slot);
  write_file(shop / "goals.json", goals);
  write_file(shop / "content" / "en" / "hero.html", content);
  write_file(shop / "texts" / "en.json", texts());
  for (const char* regime : {"eu-gdpr.json", "us-ca.json"})
    write_file(folder / "regimes" / regime, read_all(fs::path(ASSENT_SOURCE_DIR) / "policies" / "regimes" / regime));
}

const authoring::Compiled& shop() {
  static const authoring::Compiled compiled = [] {
    const Folder folder;
    write_policies(folder.path());
    authoring::Outcome outcome = authoring::compile(folder.path() / "corner-books", 0);
    std::string problems;
    for (const auto& problem : outcome.problems) problems += authoring::to_line(problem) + "\n";
    if (!outcome.compiled) throw std::runtime_error("the test's shop has errors:\n" + problems);
    return std::move(*outcome.compiled);
  }();
  return compiled;
}

const policy::Pack& shop_pack() {
  static const std::string& bytes = shop().packs.at("en");
  return *policy::open({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}).value;
}

std::string pack_hash() { return authoring::sha256_hex(shop().packs.at("en")); }

Visitor::Visitor() : public_key_(crypto_sign_PUBLICKEYBYTES, '\0'), private_key_(crypto_sign_SECRETKEYBYTES, '\0') {
  crypto_sign_keypair(reinterpret_cast<unsigned char*>(public_key_.data()),
                      reinterpret_cast<unsigned char*>(private_key_.data()));
}

std::string Visitor::key() const { return base64(public_key_); }

std::string Visitor::subject() const { return subject_id(public_key_); }

std::string Visitor::sign(std::string_view message) const {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, bytes_of(message), message.size(),
                       bytes_of(private_key_));
  return base64(signature);
}

const Visitor& shop_server() {
  static const Visitor server;
  return server;
}

std::string device_token(const Json& payload, const Json& header, const Visitor& server) {
  const std::string text = base64url(header.dump()) + "." + base64url(payload.dump());
  return text + "." + base64url(*from_base64(server.sign(text)));
}

std::string device_token(std::string_view customer, double issued_ms) {
  return device_token(
      {{"sub", customer}, {"aud", "corner-books"}, {"iat", static_cast<std::int64_t>(issued_ms / 1000)}},
      {{"alg", "EdDSA"}}, shop_server());
}

std::string choices(const std::vector<std::string>& granted, double time_ms, std::uint16_t regime) {
  session::State visit(shop_pack());
  consent::State& state = visit.consent;
  state.regime = regime;
  state.act = consent::Act::save;
  state.clock_ms = state.chosen_ms = state.given_ms = time_ms;
  consent::PurposeSet grants;
  for (const std::string& id : granted)
    grants.set(static_cast<policy::PurposeId>(policy::find(shop_pack().purposes(), id)));
  state.choices.grant(grants, {});
  state.choices.deny(consent::free_to_choose(shop_pack(), state) - grants);
  consent::stamp(state, time_ms);
  return std::string(session::write_snapshot(shop_pack(), visit, session::Extent::answers).view());
}

std::string granted_in(std::string_view choices, std::uint16_t regime) {
  if (choices.empty()) return "no choices";
  session::State visit(shop_pack());
  if (session::read_snapshot(shop_pack(), base::as_bytes(choices), regime, visit) != base::Fault::none)
    return "damaged";
  const consent::Choices& answers = visit.consent.choices;
  std::string granted;
  for (std::size_t at = 0; at < policy::size(shop_pack().purposes()); ++at)
    if (answers.granted[at])
      granted.append(granted.empty() ? "" : " ").append(policy::view(policy::id_at(shop_pack().purposes(), at)));
  return granted.empty() ? "nothing" : granted;
}

Json record(const std::vector<std::string>& granted, double time_ms, std::string_view token, bool separate) {
  Json answers = Json::array();
  for (const char* purpose : {"necessary", "personalization", "measurement", "marketing", "large-print"}) {
    const bool grant = std::find(granted.begin(), granted.end(), purpose) != granted.end();
    const bool law = std::string_view(purpose) == "necessary";
    answers.push_back({{"purpose", purpose},
                       {"revision", revision_of(purpose)},
                       {"lawful_basis", basis_of(purpose)},
                       {"state", law     ? "none"
                                 : grant ? "granted"
                                         : "denied"},
                       {"separate", grant && separate}});
  }
  return {{"schema_version", "assent-2"},
          {"record_id", random_id()},
          {"site", "corner-books"},
          {"pack", pack_hash()},
          {"privacy_notice", policy::view(shop_pack().notice())},
          {"language", "en"},
          {"regime", "eu-gdpr"},
          {"jurisdiction", "DE"},
          {"gpc", false},
          {"act", granted.empty() ? "reject_all" : "save"},
          {"layer", "preferences"},
          {"time", format_time(time_ms)},
          {"given", format_time(time_ms)},
          {"of_age", 0},
          {"token", token},
          {"validity_s", 31'557'600},
          {"purposes", std::move(answers)}};
}

Json attributes_event(std::string_view destination, Json attributes, const Json& record, double time_ms,
                      const std::vector<std::string>& purposes) {
  return event("org.assent.attributes.v1", destination, record, time_ms,
               {{"purposes", purposes}, {"attributes", std::move(attributes)}});
}

Json exposure_event(std::string_view destination, std::string_view experience, std::string_view variant,
                    const Json& record, double time_ms, const std::vector<std::string>& purposes) {
  return event("org.assent.exposure.v1", destination, record, time_ms,
               {{"purposes", purposes},
                {"slot", "hero"},
                {"experience", name_or_null(experience)},
                {"variant", name_or_null(variant)}});
}

Json goal_event(std::string_view destination, std::string_view goal, const Json& record, double time_ms) {
  return event("org.assent.goal.v1", destination, record, time_ms,
               {{"purposes", {"personalization"}},
                {"slot", "hero"},
                {"experience", "everyone"},
                {"variant", "blue"},
                {"goal", goal}});
}

}  // namespace assent::collector::test
