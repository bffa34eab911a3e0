// Cases of sites, packs and the data folder that keeps earlier ones.
#include "collector/catalog.hpp"

#include <boost/test/unit_test.hpp>

#include "authoring/digest.hpp"
#include "authoring/write_layers.hpp"
#include "collector/limits.hpp"
#include "collector/shop.hpp"

using namespace assent;
using namespace assent::collector;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(catalog)

BOOST_AUTO_TEST_CASE(earlier_packs_stay_beside_the_current_one) {
  const test::Folder policies;
  const test::Folder data;
  test::write_policies(policies.path());
  const auto first = compile_policies(policies.path());
  BOOST_REQUIRE(first.sound);
  const std::string earlier = authoring::sha256_hex(first.sites[0].packs.at("en"));
  Catalog(first.sites, data.path());
  const fs::path purposes = policies.path() / "corner-books" / "purposes.json";
  std::string text = test::read_all(purposes);
  text.replace(text.find("Books that fit."), 15, "Books you like.");
  test::write_file(purposes, text);
  const auto second = compile_policies(policies.path());
  const Catalog catalog(second.sites, data.path());
  const OpenPack* current = catalog.site("corner-books")->current.at("en");
  BOOST_TEST(current->hash != earlier);
  BOOST_REQUIRE(catalog.pack(earlier));
  BOOST_TEST(catalog.pack(earlier)->pack != current->pack);
  BOOST_TEST(bool(catalog.file(earlier)));
  BOOST_TEST(catalog.damaged().empty());
}

BOOST_AUTO_TEST_CASE(file_whose_bytes_do_not_give_its_name_is_not_served) {
  const test::Folder data;
  const std::string hash = authoring::sha256_hex("original");
  test::write_file(data.path() / "packs" / (hash + ".html"), "altered!");
  const std::string not_a_pack = authoring::sha256_hex("not a pack");
  test::write_file(data.path() / "packs" / (not_a_pack + ".pack"), "not a pack");
  const Catalog catalog({test::shop()}, data.path());
  BOOST_TEST(!catalog.file(hash));
  BOOST_TEST(!catalog.pack(not_a_pack));
  BOOST_TEST(!catalog.file(not_a_pack));
  BOOST_TEST(catalog.damaged().size() == 2u);
  BOOST_TEST(bool(catalog.pack(test::pack_hash())));
}

BOOST_AUTO_TEST_CASE(damaged_second_layer_document_keeps_a_collector_from_starting) {
  const test::Folder data;
  Catalog({test::shop()}, data.path());
  const std::string layers = authoring::layers_hash(policy::view(test::shop_pack().page()));
  test::write_file(data.path() / "packs" / (layers + ".json"), "{}");
  BOOST_CHECK_EXCEPTION(Catalog({test::shop()}, data.path()), std::runtime_error, [&](const std::runtime_error& error) {
    return std::string(error.what()).find("remove packs/" + layers) != std::string::npos;
  });
}

BOOST_AUTO_TEST_CASE(policy_with_errors_is_not_sound) {
  const test::Folder policies;
  test::write_policies(policies.path());
  test::write_file(policies.path() / "corner-books" / "purposes.json", "{");
  const auto compiled = compile_policies(policies.path());
  BOOST_TEST(!compiled.sound);
  BOOST_TEST(!compiled.problems.empty());
}

BOOST_AUTO_TEST_CASE(folder_without_sites_and_a_site_twice_are_refused) {
  const test::Folder data;
  const test::Folder empty;
  BOOST_CHECK_THROW(compile_policies(empty.path()), std::runtime_error);
  BOOST_CHECK_THROW(compile_policies(empty.path() / "missing"), std::runtime_error);
  BOOST_CHECK_THROW(Catalog({test::shop(), test::shop()}, data.path()), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
