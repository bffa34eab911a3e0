// `assent verify`: what it says of genuine, altered and strange files, and that no altered byte passes.
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "authoring/strict_json.hpp"
#include "capture.hpp"
#include "cli/commands.hpp"
#include "collector/receipt.hpp"

namespace assent::cli {

namespace {

namespace fs = std::filesystem;
using authoring::Json;

constexpr double taken_ms = 1'764'158'400'000;

// A site that signs, and files with what it signed.
struct Desk {
  Desk() {
    BOOST_REQUIRE(sodium_init() >= 0);
    std::string pattern = (fs::temp_directory_path() / "assent-verify-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Desk() { fs::remove_all(path); }

  std::string put(const std::string& name, const std::string& bytes) const {
    std::ofstream(path / name, std::ios::binary) << bytes;
    return (path / name).string();
  }
  collector::SigningKey key(const std::string& site = "shop") const {
    return collector::SigningKey(collector::site_seed(path / "data", site));
  }
  Json receipt(bool unproven = false) const {
    return Json::parse(collector::make_receipt(key(), record, unproven, taken_ms));
  }
  // As web/src/elements/preferences/record.ts writes it.
  Json download() const {
    Json file = Json::parse(R"({"header": {"record_id": "r1"}, "pii_processing": {"privacy_notice_sha256": "ab",
      "policy_sha256": "cd", "language": "en", "regime": "eu", "purposes": [{"purpose": "ads", "purpose_title": "Ads",
      "lawful_basis": "consent", "consent_state": "granted", "explicit": false, "jurisdiction": "DE"}]}, "event":
      {"event_time": "2025-11-26T11:59:00.000Z", "given_time": "2025-11-26T11:59:00.000Z", "event_type": "accept_all",
      "layer": "banner", "global_privacy_control": false}})");
    file["as_sent"] = record.dump();
    file["receipt"] = receipt();
    return file;
  }
  Ran verify(const std::string& bytes) const {
    return run(add_verify, {"verify", put("record.json", bytes), "--key", key().public_base64()});
  }
  Ran verify(const Json& json) const { return verify(json.dump(2)); }

  fs::path path;
  Json record = Json::parse(R"({"record_id": "r1", "site": "shop", "pack": "cd", "privacy_notice": "ab",
    "language": "en", "regime": "eu", "jurisdiction": "DE", "gpc": false, "act": "accept_all", "layer": "banner",
    "time": "2025-11-26T11:59:00.000Z", "given": "2025-11-26T11:59:00.000Z", "purposes": [{"purpose": "ads",
    "lawful_basis": "consent", "state": "granted", "separate": false}]})");
};

bool says(const Ran& ran, std::string_view words) { return ran.out.find(words) != std::string::npos; }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(verify_command, Desk)

BOOST_AUTO_TEST_CASE(a_downloaded_record_is_verified_and_says_what_was_granted_when) {
  const Ran ran = verify(download());
  BOOST_TEST(ran.exit_code == exit_ok);
  BOOST_TEST(ran.out == (path / "record.json").string() +
                            ": record r1: shop: granted ads at 2025-11-26T11:59:00.000Z by accept_all; receipt of "
                            "2025-11-26T12:00:00.000Z verified\n");
}

BOOST_AUTO_TEST_CASE(a_withdrawal_says_what_was_withdrawn_and_an_unproven_one_that_it_is) {
  record["purposes"][0]["state"] = "withdrawn";
  record["act"] = "reject_all";
  const Ran ran = verify(Json{{"record", record}, {"receipt", receipt(true)}});
  BOOST_TEST(ran.exit_code == exit_ok);
  BOOST_TEST(says(ran, "nothing granted, withdrawn ads at"));
  BOOST_TEST(says(ran, "verified, taken without proof that it was fresh"));
}

BOOST_AUTO_TEST_CASE(an_export_has_a_line_for_each_record_and_one_bad_record_fails_it) {
  Json file;
  file["subject"] = "s";
  file["consents"] = Json::array({{{"record", record}, {"receipt", receipt()}}, {{"record", record}}});
  const Ran ran = verify(file);
  BOOST_TEST(ran.exit_code == exit_failed);
  BOOST_TEST(says(ran, "granted ads at"));
  BOOST_TEST(says(ran, "NOT VERIFIED: there is no receipt"));
  file["consents"].erase(1);
  BOOST_TEST(verify(file).exit_code == exit_ok);
}

BOOST_AUTO_TEST_CASE(a_withdrawal_at_the_collector_is_verified_beside_the_records) {
  record = Json::parse(R"({"schema_version": "assent-withdrawal-1", "record_id": "w1", "site": "shop",
    "time": "2025-11-27T09:00:00.000Z", "purposes": ["ads", "news"]})");
  Json file;
  file["withdrawals"] = Json::array({{{"withdrawal", record}, {"receipt", receipt()}}});
  const Ran ran = verify(file);
  BOOST_TEST(ran.exit_code == exit_ok);
  BOOST_TEST(says(ran, "record w1: shop: withdrawn ads, news at 2025-11-27T09:00:00.000Z; receipt of"));
  file["withdrawals"][0]["withdrawal"]["purposes"].erase(1);
  BOOST_TEST(verify(file).exit_code == exit_failed);
}

// Also the words around the record, as far as they say what the record says; titles and descriptions are the policy's.
BOOST_AUTO_TEST_CASE(no_altered_byte_of_record_or_receipt_passes) {
  const std::string genuine = download().dump();
  const std::size_t titled = genuine.find("\"purpose_title\""), title_ends = genuine.find("\"lawful_basis\"");
  for (std::size_t at = 0; at < genuine.size(); ++at) {
    if (at >= titled && at < title_ends) continue;
    for (const int bit : {1, 2, 32}) {
      std::string altered = genuine;
      altered[at] = static_cast<char>(altered[at] ^ bit);
      if (verify(altered).exit_code != exit_failed)
        BOOST_ERROR("byte " << at << " bit " << bit << " near " << altered.substr(at < 20 ? 0 : at - 20, 40));
    }
  }
}

BOOST_AUTO_TEST_CASE(words_that_contradict_the_signed_record_fail) {
  for (const char* pointer : {"/pii_processing/purposes/0/consent_state", "/event/event_time", "/header/record_id",
                              "/pii_processing/regime", "/pii_processing/purposes/0/jurisdiction"}) {
    Json file = download();
    file[Json::json_pointer(pointer)] = "altered";
    BOOST_TEST(says(verify(file), "the words were altered"), pointer);
  }
  Json file = download();
  file["pii_processing"]["purposes"] = Json::array();
  BOOST_TEST(says(verify(file), "the words were altered"));
  file["pii_processing"] = Json::array();
  BOOST_TEST(says(verify(file), "the words were altered"));
}

BOOST_AUTO_TEST_CASE(what_is_no_record_fails_with_a_sentence) {
  BOOST_TEST(says(verify(std::string("{")), "this is no JSON"));
  for (const char* text : {"[]", "null", "{}", "1", R"({"consents": []})"}) {
    const Ran ran = verify(std::string(text));
    BOOST_TEST(ran.exit_code == exit_failed);
    BOOST_TEST(says(ran, "there is no consent record in it"), text);
  }
  BOOST_TEST(verify(std::string(R"({"consents": [1, {"record": 2}]})")).exit_code == exit_failed);
  BOOST_TEST(verify(std::string(R"({"as_sent": "{", "receipt": {}})")).exit_code == exit_failed);
  Json early = download();
  early["receipt"] = nullptr;
  BOOST_TEST(says(verify(early), "the collector had not answered yet"));
}

BOOST_AUTO_TEST_CASE(names_cannot_forge_a_line) {
  record["record_id"] = "r1\nrecord r2: verified";
  const Ran ran = verify(Json{{"record", record}, {"receipt", receipt()}});
  BOOST_TEST(ran.exit_code == exit_ok);
  BOOST_TEST(std::count(ran.out.begin(), ran.out.end(), '\n') == 1);
}

BOOST_AUTO_TEST_CASE(a_snippet_names_the_key_and_the_site) {
  const std::string file = put("record.json", download().dump());
  const auto page = [&](const std::string& site) {
    return put("page.html",
               "<!doctype html><script src=\"other.js\"></script>\n<script async src=\"/assent.js\" data-site=\"" +
                   site + "\" data-key=\"" + key().public_base64() + "\"></script>");
  };
  BOOST_TEST(run(add_verify, {"verify", file, "--snippet", page("shop")}).exit_code == exit_ok);
  const Ran other = run(add_verify, {"verify", file, "--snippet", page("other")});
  BOOST_TEST(other.exit_code == exit_failed);
  BOOST_TEST(says(other, "the record is of another site than the snippet"));
}

BOOST_AUTO_TEST_CASE(another_sites_key_verifies_nothing) {
  const std::string file = put("record.json", download().dump());
  const Ran ran = run(add_verify, {"verify", file, "--key", key("other").public_base64()});
  BOOST_TEST(ran.exit_code == exit_failed);
  BOOST_TEST(says(ran, "the receipt names another key"));
}

BOOST_AUTO_TEST_CASE(several_files_fail_where_one_does) {
  const std::string good = put("good.json", download().dump()), bad = put("bad.json", "{}");
  const Ran ran = run(add_verify, {"verify", good, bad, "--key", key().public_base64()});
  BOOST_TEST(ran.exit_code == exit_failed);
  BOOST_TEST(says(ran, "good.json: record r1: shop: granted ads"));
  BOOST_TEST(says(ran, "bad.json: NOT VERIFIED"));
}

BOOST_AUTO_TEST_CASE(without_a_key_or_a_file_there_is_nothing_to_run) {
  const std::string file = put("record.json", download().dump());
  const std::string missing = (path / "missing").string(), site_key = key().public_base64();
  for (const std::vector<std::string>& words : {std::vector<std::string>{"verify", file},
                                                {"verify", file, "--key", "AAAA"},
                                                {"verify", file, "--key", "no base64"},
                                                {"verify", file, "--key", site_key, "--snippet", file},
                                                {"verify", file, "--snippet", missing},
                                                {"verify", file, "--snippet", put("page.html", "<p>no script</p>")},
                                                {"verify", missing, "--key", site_key}}) {
    const Ran ran = run(add_verify, words);
    BOOST_TEST(ran.exit_code == exit_misused);
    BOOST_TEST(!ran.err.empty());
    BOOST_TEST(ran.out.empty());
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::cli
