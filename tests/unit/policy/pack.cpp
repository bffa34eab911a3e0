// Which packs open, and how a pack is read.
#include "policy/pack.hpp"

#include <boost/test/unit_test.hpp>
#include <cstring>

#include "policy/verify.hpp"
#include "support/print.hpp"
#include "support/sample_pack.hpp"

using namespace assent;
using namespace assent::test;
using base::Fault;

namespace {

std::string hash_of(std::uint64_t salt, std::string_view text) {
  base::Text hash;
  policy::append_hash(hash, salt, text);
  return std::string(hash.view());
}

template <class T>
void grow(std::vector<T>& all, std::size_t size) {
  const T last = all.back();
  for (std::size_t at = all.size(); at < size; ++at) {
    all.push_back(last);
    all.back().id = "more-" + std::to_string(at);
  }
}

// A site with this many of one kind of thing opens; one more is beyond the limit.
template <class T>
void check_limit(std::vector<T> Site::*all, std::size_t limit) {
  Site site = sample_site();
  grow(site.*all, limit);
  BOOST_TEST(opening(site) == Fault::none);
  grow(site.*all, limit + 1);
  BOOST_TEST(opening(site) == Fault::pack_limits);
}

std::vector<std::uint8_t> padded(const PackBytes& bytes, std::size_t size) {
  std::vector<std::uint8_t> longer(bytes.span().begin(), bytes.span().end());
  longer.resize(size);
  return longer;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pack_reader)

BOOST_AUTO_TEST_CASE(sample_pack_opens_and_reads_in_place) {
  const PackBytes bytes = build(sample_site());
  const auto opened = policy::open(bytes.span());
  BOOST_TEST(opened.fault == Fault::none);
  const auto* begin = reinterpret_cast<const std::uint8_t*>(opened.value);
  BOOST_TEST((begin >= bytes.span().data() && begin < bytes.span().data() + bytes.span().size()));
  BOOST_TEST(policy::view(opened.value->site()) == "trail-shop");
  BOOST_TEST(policy::size(opened.value->attributes()) == std::size_t{attribute::count});
  BOOST_TEST(policy::equals(policy::id_at(opened.value->attributes(), attribute::segment), "segment"));
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_pack_are_damaged) {
  BOOST_TEST(policy::open({}).fault == Fault::pack_damaged);
  for (std::size_t size = 1; size < 64; ++size) {
    const std::vector<std::uint8_t> zeros(size);
    const PackBytes bytes(zeros);
    BOOST_TEST(policy::open(bytes.span()).fault == Fault::pack_damaged);
  }
}

BOOST_AUTO_TEST_CASE(other_file_identifier_is_damaged) {
  BOOST_TEST(opening(sample_site(), [](const PackBytes& bytes) { bytes.span()[4] ^= 1; }) == Fault::pack_damaged);
}

BOOST_AUTO_TEST_CASE(other_format_is_refused) {
  Site site = sample_site();
  site.format = policy::pack_format + 1;
  BOOST_TEST(opening(site) == Fault::pack_format);
  site.format = 0;
  BOOST_TEST(opening(site) == Fault::pack_format);
}

BOOST_AUTO_TEST_CASE(pack_of_4_mib_opens_and_one_byte_more_does_not) {
  const PackBytes bytes = build(sample_site());
  BOOST_TEST(policy::open(padded(bytes, policy::max_pack_bytes)).fault == Fault::none);
  BOOST_TEST(policy::open(padded(bytes, policy::max_pack_bytes + 1)).fault == Fault::pack_limits);
}

BOOST_AUTO_TEST_CASE(purposes_are_limited) { check_limit(&Site::purposes, policy::max_purposes); }
BOOST_AUTO_TEST_CASE(attributes_are_limited) { check_limit(&Site::attributes, policy::max_attributes); }
BOOST_AUTO_TEST_CASE(slots_are_limited) { check_limit(&Site::slots, policy::max_slots); }
BOOST_AUTO_TEST_CASE(services_are_limited) { check_limit(&Site::services, policy::max_services); }

BOOST_AUTO_TEST_CASE(symbols_are_limited) {
  Site site = sample_site();
  std::vector<std::string> all;
  for (int count = 100'000; all.size() < policy::no_symbol - 1u; ++count) all.push_back(std::to_string(count));
  const auto with = [&] {
    site.slots.resize(1);
    for (Attribute& attribute : site.attributes) attribute.inferences.clear();
    site.slots[0].experiences = {{"one", {text(attribute::party, pack::Op::one_of, all)}}};
    return opening(site);
  };
  BOOST_TEST(with() == Fault::none);
  all.push_back("999999");
  BOOST_TEST(with() == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(pack_without_a_regime_is_refused) {
  Site site = sample_site();
  site.regimes.clear();
  BOOST_TEST(opening(site) == Fault::pack_limits);
}

BOOST_AUTO_TEST_CASE(smallest_pack_opens) {
  Site site;
  site.regimes = {{"told"}};
  BOOST_TEST(opening(site) == Fault::none);
}

BOOST_AUTO_TEST_CASE(symbols_are_found_and_strangers_are_not) {
  const policy::Pack& pack = sample();
  BOOST_TEST(policy::size(pack.symbols()) == 3u);
  for (std::size_t at = 0; at < policy::size(pack.symbols()); ++at)
    BOOST_TEST(policy::symbol_of(pack, policy::view(&policy::at(pack.symbols(), at))) == at);
  for (const char* stranger : {"", "a", "famil", "familyy", "zzz", "alp", "kidsx"})
    BOOST_TEST(policy::symbol_of(pack, stranger) == policy::no_symbol);
}

BOOST_AUTO_TEST_CASE(symbols_of_a_pack_with_a_salt_are_found_by_their_hash_alone) {
  Site site = sample_site();
  site.salt = 7;
  const std::string hash = hash_of(site.salt, "hidden");
  site.slots[0].experiences[0].when = {fact(context::campaign, pack::Op::one_of, {hash, "open"})};
  const OpenSite open(site);
  const policy::Symbol symbol = policy::symbol_of(open.pack(), "hidden");
  BOOST_TEST_REQUIRE(symbol != policy::no_symbol);
  BOOST_TEST(policy::view(&policy::at(open.pack().symbols(), symbol)) == hash);
  for (const char* stranger : {hash.c_str(), "hidde", "hiddenn", "#", "", "open"})
    BOOST_TEST(policy::symbol_of(open.pack(), stranger) == policy::no_symbol, stranger);
}

BOOST_AUTO_TEST_CASE(a_hash_depends_on_salt_and_text) {
  BOOST_TEST(hash_of(1, "a") == "#c0fc99fea7ab959c");
  BOOST_TEST(hash_of(2, "a") != hash_of(1, "a"));
  BOOST_TEST(hash_of(1, "b") != hash_of(1, "a"));
}

BOOST_AUTO_TEST_CASE(ids_are_found_by_position) {
  const policy::Pack& pack = sample();
  BOOST_TEST(policy::find(pack.purposes(), "necessary") == int{purpose::necessary});
  BOOST_TEST(policy::find(pack.purposes(), "accessibility") == int{purpose::accessibility});
  BOOST_TEST(policy::find(pack.purposes(), "") == -1);
  BOOST_TEST(policy::find(pack.purposes(), "Necessary") == -1);
}

BOOST_AUTO_TEST_CASE(absent_vectors_and_texts_are_empty) {
  BOOST_TEST(policy::size(static_cast<const flatbuffers::Vector<std::uint16_t>*>(nullptr)) == 0u);
  BOOST_TEST(policy::view(nullptr).empty());
  BOOST_TEST(policy::equals(nullptr, ""));
  BOOST_TEST(!policy::equals(nullptr, "x"));
  BOOST_TEST(!policy::has(nullptr, 0));
}

BOOST_AUTO_TEST_SUITE_END()
