// What a receipt says, and that it proves nothing once anything of it or of its record has changed.
#include "collector/receipt.hpp"

#include <sodium.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "collector/encoding.hpp"

namespace assent::collector {

namespace {

namespace fs = std::filesystem;
using authoring::Json;

// A site with its key.
struct Site {
  Site() {
    BOOST_REQUIRE(sodium_init() >= 0);
    std::string pattern = (fs::temp_directory_path() / "assent-receipt-XXXXXX").string();
    data = ::mkdtemp(pattern.data());
  }
  ~Site() { fs::remove_all(data); }

  SigningKey key(const std::string& site = "shop") const { return SigningKey(site_seed(data, site)); }
  std::string public_key(const std::string& site = "shop") const { return *from_base64(key(site).public_base64()); }
  Json receipt() const { return Json::parse(make_receipt(key(), record, false, 1'764'158'400'000)); }
  std::string_view fault(const Json& receipt) const { return receipt_fault(receipt, record, public_key()); }

  fs::path data;
  Json record = Json::parse(R"({"record_id": "r1", "site": "shop", "time": "2025-11-26T12:00:00.000Z", "n": 1.0})");
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(receipts, Site)

BOOST_AUTO_TEST_CASE(a_receipt_names_record_site_time_key_and_the_ledger_that_is_not_there_yet) {
  const Json made = receipt();
  BOOST_TEST(made["schema_version"] == "assent-receipt-1");
  BOOST_TEST(made["record_id"] == "r1");
  BOOST_TEST(made["site"] == "shop");
  BOOST_TEST(made["time"] == "2025-11-26T12:00:00.000Z");
  BOOST_TEST(made["key_id"] == key_id(public_key()));
  BOOST_TEST(made["ledger"].is_null());
  BOOST_TEST(made.contains("ledger"));
  BOOST_TEST(fault(made) == "");
}

BOOST_AUTO_TEST_CASE(the_form_in_which_it_is_written_does_not_matter) {
  const Json made = receipt();
  Json turned;
  for (auto it = made.rbegin(); it != made.rend(); ++it) turned[it.key()] = it.value();
  BOOST_TEST(fault(Json::parse(turned.dump(4))) == "");
}

BOOST_AUTO_TEST_CASE(a_changed_member_is_seen_and_so_is_one_more_or_one_less) {
  const Json made = receipt();
  for (const auto& member : made.items()) {
    Json changed = made;
    changed[member.key()] = "changed";
    BOOST_TEST(fault(changed) != "", member.key());
    changed = made;
    changed.erase(member.key());
    BOOST_TEST(fault(changed) != "", member.key());
  }
  Json more = made;
  more["more"] = 1;
  BOOST_TEST(fault(more).starts_with("the signature"));
}

BOOST_AUTO_TEST_CASE(a_receipt_of_another_record_site_or_key_says_which) {
  const Json made = receipt();
  record["n"] = 2;
  BOOST_TEST(fault(made) == "the record is not the one that the collector took: it was altered");
  record["record_id"] = "r2";
  BOOST_TEST(fault(made) == "the receipt is of another record");
  record["record_id"] = "r1";
  record["site"] = "other";
  BOOST_TEST(fault(made) == "the receipt is of another site");
  BOOST_TEST(receipt_fault(made, record, public_key("other")).starts_with("the receipt names another key"));
}

BOOST_AUTO_TEST_CASE(what_is_no_receipt_proves_nothing) {
  for (const char* text : {"null", "[]", "{}", "1", "\"receipt\"", R"({"schema_version": 1, "signature": []})"})
    BOOST_TEST(fault(Json::parse(text)) != "", text);
  BOOST_TEST(receipt_fault(receipt(), Json(), public_key()) != "");
  BOOST_TEST(receipt_fault(receipt(), record, "short") != "");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::collector
