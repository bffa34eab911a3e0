// Cases of key files and signatures.
#include "collector/keys.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/encoding.hpp"
#include "collector/shop.hpp"

using namespace assent::collector;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(keys)

BOOST_AUTO_TEST_CASE(key_file_is_made_once_and_for_its_owner_alone) {
  const test::Folder folder;
  const fs::path data = folder.path() / "data";
  const SigningKey made(site_seed(data, "corner-books"));
  const SigningKey read(site_seed(data, "corner-books"));
  BOOST_TEST(made.public_base64() == read.public_base64());
  BOOST_TEST(made.public_base64() != SigningKey(site_seed(data, "other")).public_base64());
  const fs::path file = data / "keys" / "corner-books.ed25519";
  BOOST_TEST((fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write)));
  BOOST_TEST((fs::status(data).permissions() == fs::perms::owner_all));
  BOOST_TEST(std::distance(fs::directory_iterator(data / "keys"), {}) == 2);
}

BOOST_AUTO_TEST_CASE(key_that_others_may_read_is_refused) {
  const test::Folder folder;
  site_seed(folder.path(), "a");
  fs::permissions(folder.path() / "keys" / "a.ed25519", fs::perms::group_read, fs::perm_options::add);
  BOOST_CHECK_THROW(site_seed(folder.path(), "a"), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(damaged_key_is_refused_and_never_replaced) {
  const test::Folder folder;
  site_seed(folder.path(), "a");
  const fs::path file = folder.path() / "keys" / "a.ed25519";
  test::write_file(file, "AAAA\n");
  BOOST_CHECK_THROW(site_seed(folder.path(), "a"), std::runtime_error);
  BOOST_TEST(test::read_all(file) == "AAAA\n");
}

BOOST_AUTO_TEST_CASE(signature_verifies_and_any_change_breaks_it) {
  const test::Folder folder;
  const SigningKey key(site_seed(folder.path(), "a"));
  const std::string public_key = *from_base64(key.public_base64());
  const std::string signature = *from_base64(key.sign("message"));
  BOOST_TEST(verify(public_key, "message", signature));
  BOOST_TEST(!verify(public_key, "messagf", signature));
  BOOST_TEST(!verify(public_key, "message", signature.substr(1)));
  BOOST_TEST(!verify(public_key.substr(1), "message", signature));
  BOOST_TEST(!verify("", "message", ""));
}

BOOST_AUTO_TEST_CASE(site_ids_are_file_names) {
  BOOST_TEST(is_site_id("aurora-travel"));
  BOOST_TEST(is_site_id(std::string(64, 'a')));
  for (const std::string& id :
       {std::string(), std::string(65, 'a'), std::string("../x"), std::string("A"), std::string("a.b")})
    BOOST_TEST(!is_site_id(id), id);
}

BOOST_AUTO_TEST_CASE(shared_ed25519_cases_agree) {
  const fs::path file = fs::path(ASSENT_SOURCE_DIR) / ".." / "shared" / "vectors" / "wycheproof-ed25519_test.json";
  if (!fs::exists(file)) {
    BOOST_TEST_MESSAGE("skipped: no ../shared/vectors");
    return;
  }
  const auto bytes_of = [](const std::string& hex) {
    std::string bytes;
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2)
      bytes.push_back(static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16)));
    return bytes;
  };
  std::size_t cases = 0;
  const auto suite = test::Json::parse(test::read_all(file));
  for (const auto& group : suite["testGroups"]) {
    const std::string key = bytes_of(group[group.contains("publicKey") ? "publicKey" : "key"]["pk"].get<std::string>());
    for (const auto& each : group["tests"]) {
      const bool valid = each["result"] == "valid";
      BOOST_TEST(verify(key, bytes_of(each["msg"]), bytes_of(each["sig"])) == valid, each["tcId"].dump());
      ++cases;
    }
  }
  BOOST_TEST(cases > 50u);
}

BOOST_AUTO_TEST_SUITE_END()
