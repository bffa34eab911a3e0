// `assent verify FILE…`: whether consent records are what the site's collector took, by their signed receipts. It asks
// nobody, and reads what the page lets a visitor download and what GET /v1/subjects/me answers.
#include <sodium.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "authoring/files.hpp"
#include "cli/commands.hpp"
#include "collector/encoding.hpp"
#include "collector/receipt.hpp"

namespace assent::cli {

namespace {

using authoring::Json;

constexpr std::size_t max_page_bytes = 1u << 20;  // of HTML around a snippet
constexpr std::size_t key_bytes = 32;
constexpr std::string_view withdrawal_schema = "assent-withdrawal-1";

struct Options {
  std::vector<std::string> files;
  std::string key;
  std::string snippet;
};

/// Who must have signed; `site` is empty where only a key was given.
struct Signer {
  std::string site;
  std::string key;  // 32 bytes
};

/// A record as it was sent, its receipt (null where there is none), and the file that says in words what it is.
struct Evidence {
  Json record, receipt, described;
};

/// The value of an attribute in quotation marks; empty where the tag has none.
std::string attribute(std::string_view tag, std::string_view name) {
  const std::size_t named = tag.find(std::string(" ").append(name).append("="));
  if (named == std::string_view::npos) return {};
  const std::size_t opens = named + name.size() + 2;
  const std::size_t closes = opens < tag.size() ? tag.find(tag[opens], opens + 1) : std::string_view::npos;
  return closes == std::string_view::npos ? std::string() : std::string(tag.substr(opens + 1, closes - opens - 1));
}

/// What the script tag with a data-key says, in a page or in what `assent snippet` prints.
std::optional<Signer> read_snippet(const std::string& file) {
  authoring::Problems problems;
  const auto html = authoring::read_file(file, max_page_bytes, problems);
  for (const auto& problem : problems.all()) std::cerr << to_line(problem) << '\n';
  if (!html) return {};
  const std::size_t key = html->find(" data-key=");
  if (key == std::string::npos) {
    std::cerr << "assent verify: " << file << " has no script with a data-key; give the page that embeds assent.js\n";
    return {};
  }
  const std::size_t begins = html->rfind('<', key);
  const std::size_t ends = html->find('>', key);
  const auto tag = std::string_view(*html).substr(begins == std::string::npos ? 0 : begins);
  const auto inside = tag.substr(0, ends == std::string::npos ? ends : ends - (html->size() - tag.size()));
  return Signer{attribute(inside, "data-site"), attribute(inside, "data-key")};
}

std::optional<Signer> read_signer(const Options& options) {
  auto signer = options.snippet.empty() ? Signer{{}, options.key} : read_snippet(options.snippet);
  if (!signer) return {};
  const auto key = collector::from_base64(signer->key);
  if (!key || key->size() != key_bytes) {
    std::cerr << "assent verify: the key is the data-key of the site's pages, 32 bytes in base64\n";
    return {};
  }
  signer->key = *key;
  return signer;
}

std::optional<Json> parse(const std::string& text) {
  std::vector<authoring::JsonFault> faults;
  return authoring::read_json(text, {}, faults);
}

Json member(const Json& object, const char* name) { return object.is_object() ? object.value(name, Json()) : Json(); }

/// The records of a file: of the page's download, of an export, or one {record, receipt}; withdrawals count as such.
std::vector<Evidence> read_evidence(const Json& file) {
  std::vector<Evidence> all;
  if (const Json sent = member(file, "as_sent"); sent.is_string())
    all.push_back({parse(sent.get<std::string>()).value_or(Json()), member(file, "receipt"), file});
  if (const Json consents = member(file, "consents"); consents.is_array())
    for (const Json& each : consents) all.push_back({member(each, "record"), member(each, "receipt"), {}});
  if (const Json withdrawals = member(file, "withdrawals"); withdrawals.is_array())
    for (const Json& each : withdrawals) all.push_back({member(each, "withdrawal"), member(each, "receipt"), {}});
  if (!member(file, "record").is_null()) all.push_back({member(file, "record"), member(file, "receipt"), {}});
  return all;
}

/// Where the download says in words what the record says in its own form: pointers into both.
constexpr std::pair<const char*, const char*> restated[] = {
    {"/header/record_id", "/record_id"},
    {"/pii_processing/privacy_notice_sha256", "/privacy_notice"},
    {"/pii_processing/policy_sha256", "/pack"},
    {"/pii_processing/language", "/language"},
    {"/pii_processing/regime", "/regime"},
    {"/event/event_time", "/time"},
    {"/event/given_time", "/given"},
    {"/event/event_type", "/act"},
    {"/event/layer", "/layer"},
    {"/event/global_privacy_control", "/gpc"}};
constexpr std::pair<const char*, const char*> restated_purpose[] = {{"/purpose", "/purpose"},
                                                                    {"/lawful_basis", "/lawful_basis"},
                                                                    {"/consent_state", "/state"},
                                                                    {"/explicit", "/separate"}};

Json at(const Json& value, const char* pointer) {
  const Json::json_pointer place(pointer);
  return value.contains(place) ? value.at(place) : Json();
}

/// True where the words of a download say of the record what it says itself.
bool is_described(const Json& described, const Json& record) {
  for (const auto& [words, own] : restated)
    if (at(described, words) != at(record, own)) return false;
  const Json told = at(described, "/pii_processing/purposes");
  const Json purposes = at(record, "/purposes");
  if (!told.is_array() || !purposes.is_array() || told.size() != purposes.size()) return false;
  for (std::size_t index = 0; index < told.size(); ++index) {
    if (!told[index].is_object() || !purposes[index].is_object()) return false;
    for (const auto& [words, own] : restated_purpose)
      if (at(told[index], words) != at(purposes[index], own)) return false;
    if (at(told[index], "/jurisdiction") != at(record, "/jurisdiction")) return false;
  }
  return true;
}

std::string_view fault_of(const Evidence& evidence, const Signer& signer) {
  const auto& [record, receipt, described] = evidence;
  if (!record.is_object()) return "the record is missing or no JSON object";
  if (receipt.is_null()) return "there is no receipt: the collector had not answered yet, or its answer was not kept";
  if (const auto fault = collector::receipt_fault(receipt, record, signer.key); !fault.empty()) return fault;
  if (!signer.site.empty() && member(record, "site") != signer.site)
    return "the record is of another site than the snippet";
  if (described.is_object() && !is_described(described, record))
    return "the file says in words something else than the signed record: the words were altered";
  return {};
}

/// Text for a line; control characters, which could forge one, come out as "?".
std::string printable(std::string text) {
  for (char& letter : text)
    if (static_cast<unsigned char>(letter) < ' ' || letter == '\x7f') letter = '?';
  return text;
}

std::string words(const Json& object, const char* name) {
  const Json value = member(object, name);
  return value.is_string() ? printable(value.get<std::string>()) : "?";
}

std::string purposes_in(const Json& record, std::string_view state) {
  std::string names;
  for (const Json& each : member(record, "purposes"))
    if (member(each, "state") == state) names += (names.empty() ? "" : ", ") + words(each, "purpose");
  return names;
}

// A withdrawal at the collector itself: a list of ids, not of answers.
std::string withdrawn_when(const Json& withdrawal) {
  std::string names;
  for (const Json& id : member(withdrawal, "purposes"))
    if (id.is_string()) names += (names.empty() ? "" : ", ") + id.get<std::string>();
  return "withdrawn " + printable(names) + " at " + words(withdrawal, "time");
}

std::string granted_when(const Json& record) {
  if (member(record, "schema_version") == withdrawal_schema) return withdrawn_when(record);
  const std::string granted = purposes_in(record, "granted"), withdrawn = purposes_in(record, "withdrawn");
  std::string line = granted.empty() ? "nothing granted" : "granted " + granted;
  if (!withdrawn.empty()) line += ", withdrawn " + withdrawn;
  return line + " at " + words(record, "time") + " by " + words(record, "act");
}

bool verify_one(const std::string& file, const Evidence& evidence, const Signer& signer) {
  const auto& [record, receipt, described] = evidence;
  std::cout << file << ": record " << words(record, "record_id") << ": ";
  if (const auto fault = fault_of(evidence, signer); !fault.empty()) {
    std::cout << "NOT VERIFIED: " << fault << '\n';
    return false;
  }
  std::cout << words(record, "site") << ": " << granted_when(record) << "; receipt of " << words(receipt, "time")
            << " verified" << (member(receipt, "unproven") == true ? ", taken without proof that it was fresh" : "")
            << '\n';
  return true;
}

/// False where a record does not verify or there is none; nothing where the file cannot be read.
std::optional<bool> verify_file(const std::string& file, const Signer& signer) {
  authoring::Problems problems;
  const auto text = authoring::read_file(file, authoring::max_json_bytes, problems);
  for (const auto& problem : problems.all()) std::cerr << to_line(problem) << '\n';
  if (!text) return {};
  const auto json = parse(*text);
  if (!json) {
    std::cout << file << ": NOT VERIFIED: this is no JSON: it was altered or cut off\n";
    return false;
  }
  const auto all = read_evidence(*json);
  if (all.empty()) std::cout << file << ": NOT VERIFIED: there is no consent record in it\n";
  bool verified = !all.empty();
  for (const Evidence& each : all) verified = verify_one(file, each, signer) && verified;
  return verified;
}

int run(const Options& options) {
  if (options.key.empty() == options.snippet.empty()) {
    std::cerr << "assent verify: say who must have signed: --key BASE64 (data-key) or --snippet FILE\n";
    return exit_misused;
  }
  if (sodium_init() < 0) {
    std::cerr << "assent verify: libsodium cannot start; the machine gives no random bytes\n";
    return exit_failed;
  }
  const auto signer = read_signer(options);
  if (!signer) return exit_misused;
  int exit_code = exit_ok;
  for (const std::string& file : options.files) {
    const auto verified = verify_file(file, *signer);
    if (!verified) return exit_misused;
    if (!*verified) exit_code = exit_failed;
  }
  return exit_code;
}

}  // namespace

void add_verify(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("verify", "verify consent records by their receipts, offline");
  const auto options = std::make_shared<Options>();
  command->add_option("FILE", options->files, "a downloaded consent-record.json, or an export of a subject")
      ->required();
  command->add_option("--key", options->key, "the site's public key in base64: the data-key of its pages");
  command->add_option("--snippet", options->snippet, "a page that embeds the site's snippet; its site counts, too");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace assent::cli
