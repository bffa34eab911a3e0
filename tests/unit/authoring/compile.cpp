// From folder to packs: what a sound policy becomes, that it becomes the same bytes each time, and that hostile folders
// end in sentences.
#include "authoring/compile.hpp"

#include <algorithm>
#include <bit>
#include <boost/test/unit_test.hpp>
#include <fstream>

#include "authoring/digest.hpp"
#include "authoring/told.hpp"
#include "authoring/ui_texts.hpp"
#include "authoring/write_layers.hpp"
#include "opened_pack.hpp"
#include "policy/pack.hpp"
#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::has_error;
using testing::has_warning;
using testing::lines;
using testing::PolicyFolder;

using Opened = testing::OpenedPack;

std::vector<std::string> ids(const auto* tables) {
  std::vector<std::string> all;
  for (const auto* each : *tables) all.push_back(each->id()->str());
  return all;
}

std::vector<int> numbers(const flatbuffers::Vector<std::uint16_t>* values) {
  std::vector<int> all;
  if (values)
    for (const auto each : *values) all.push_back(each);
  return all;
}

using Strings = std::vector<std::string>;
using Numbers = std::vector<int>;

}  // namespace

BOOST_AUTO_TEST_SUITE(compile_policy)

BOOST_AUTO_TEST_CASE(a_sound_policy_has_no_problems) {
  PolicyFolder folder;
  const Outcome outcome = folder.compile();
  BOOST_TEST(lines(outcome) == "");
  BOOST_REQUIRE(outcome.compiled);
  BOOST_TEST(outcome.compiled->site == "shop");
  BOOST_TEST(outcome.compiled->title == "Shop");
  BOOST_TEST(outcome.compiled->languages == (Strings{"en", "de"}));
  BOOST_TEST(outcome.compiled->origins == Strings{"https://shop.example"});
  BOOST_TEST(outcome.compiled->packs.size() == 2);
  BOOST_TEST(outcome.compiled->contents.size() == 7);  // both heroes are the same bytes; second layers, reasons
  for (const auto& [hash, bytes] : outcome.compiled->contents) BOOST_TEST(sha256_hex(bytes) == hash);
}

BOOST_AUTO_TEST_CASE(attributes_come_after_what_they_are_inferred_from) {
  PolicyFolder folder;
  const Opened opened(folder.compile().compiled->packs.at("en"));
  BOOST_TEST(ids(opened.pack->attributes()) ==
             (Strings{"party", "age", "home", "trip", "likes", "style", "visits", "mobility"}));
  BOOST_TEST(numbers(opened.pack->attributes()->Get(5)->inputs()) == Numbers{4});
}

BOOST_AUTO_TEST_CASE(a_pack_holds_what_the_policy_says) {
  PolicyFolder folder;
  const Opened opened(folder.compile().compiled->packs.at("en"));
  const pack::Pack& pack = *opened.pack;
  BOOST_TEST(pack.format() == policy::pack_format);
  BOOST_TEST(pack.language()->str() == "en");
  BOOST_TEST(ids(pack.regimes()) == (Strings{"eu", "us"}));
  BOOST_TEST(pack.regimes()->Get(0)->terms()->validity_s() == 31'557'600u);
  BOOST_TEST(ids(pack.purposes()) == (Strings{"necessary", "personal", "health"}));
  const auto based = [&](flatbuffers::uoffset_t regime, pack::Basis basis) {
    return pack.regimes()->Get(regime)->bases()->of()->Get(static_cast<flatbuffers::uoffset_t>(basis));
  };
  BOOST_TEST(based(0, pack::Basis::consent) == 0b010u);
  BOOST_TEST(based(0, pack::Basis::explicit_consent) == 0b100u);
  BOOST_TEST(based(0, pack::Basis::strictly_necessary) == 0b001u);
  BOOST_TEST(based(1, pack::Basis::consent) == 0u);
  BOOST_TEST(based(1, pack::Basis::legitimate_interest) == 0b010u);
  BOOST_TEST(pack.regimes()->Get(0)->gpc() == 0u);
  BOOST_TEST(pack.regimes()->Get(1)->gpc() == 0b010u);
  const auto& trip = *pack.attributes()->Get(3);
  BOOST_TEST(trip.minimum() == 18'262);
  BOOST_TEST((trip.leaves()->Get(0)->unit() == pack::DateUnit::month));
  BOOST_TEST(trip.leaves()->Get(0)->destination() == 1);
  BOOST_TEST(pack.attributes()->Get(7)->special());
  BOOST_TEST(pack.maps()->Get(0)->keys()->Get(0)->str() == "10");
  BOOST_TEST(pack.maps()->Get(0)->values()->Get(1)->str() == "north");
  BOOST_TEST(pack.services()->Get(0)->purposes() == 0b010u);
}

BOOST_AUTO_TEST_CASE(a_slot_carries_the_labels_of_everything_it_can_read) {
  PolicyFolder folder;
  const Opened opened(folder.compile().compiled->packs.at("de"));
  BOOST_TEST(ids(opened.pack->slots()) == (Strings{"care", "hero"}));
  const auto& hero = *opened.pack->slots()->Get(1);
  BOOST_TEST(numbers(hero.labels()) == (Numbers{0, 1, 4, 5}));  // party, age, likes (by way of style), style
  BOOST_TEST(numbers(hero.exposes()) == Numbers{0});
  BOOST_TEST(hero.experiences()->Get(1)->experiment()->str() == "split");
  BOOST_TEST(hero.experiences()->Get(1)->variants()->Get(1)->weight() == 3u);
  BOOST_TEST(hero.experiences()->Get(1)->when()->count() == 0u);
}

BOOST_AUTO_TEST_CASE(conditions_are_prefix_programs) {
  PolicyFolder folder;
  const Opened opened(folder.compile().compiled->packs.at("en"));
  const pack::Pack& pack = *opened.pack;
  const auto& when = *pack.slots()->Get(1)->experiences()->Get(0)->when();
  BOOST_REQUIRE(when.count() == 8u);
  std::vector<pack::Op> ops;
  std::vector<int> spans;
  for (std::uint32_t at = 0; at < when.count(); ++at) {
    ops.push_back(pack.nodes()->Get(when.begin() + at)->op());
    spans.push_back(pack.nodes()->Get(when.begin() + at)->span());
  }
  using enum pack::Op;
  BOOST_TEST((ops == std::vector{all, eq, any, one_of, eq, any, lt, gte}));
  BOOST_TEST(spans == (Numbers{8, 1, 3, 1, 1, 3, 1, 1}));
  BOOST_TEST(pack.context()->Get(0)->str() == "query.campaign");
  const auto& in = *pack.nodes()->Get(when.begin() + 3);
  BOOST_TEST(in.count() == 2);
  BOOST_TEST(pack.symbols()->Get(pack.operands()->Get(in.operand()))->str() == "family");
  const auto& gte_node = *pack.nodes()->Get(when.begin() + 7);
  BOOST_TEST(pack.numbers()->Get(gte_node.operand()) == 35);
  BOOST_TEST(gte_node.index() == 1);
}

BOOST_AUTO_TEST_CASE(dates_and_booleans_are_numbers_in_a_program) {
  PolicyFolder folder;
  folder["shop/slots/hero.json"]["experiences"][0]["when"] =
      Json::parse(R"({"any": [{"trip": {"in": ["2026-11-23", "2026-11-24"]}}, {"trip": {"exists": false}}]})");
  folder["shop/slots/hero.json"]["exposes"] = Json::array();
  const Outcome outcome = folder.compile();
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  const Opened opened(outcome.compiled->packs.at("en"));
  const auto& when = *opened.pack->slots()->Get(1)->experiences()->Get(0)->when();
  const auto& in = *opened.pack->nodes()->Get(when.begin() + 1);
  BOOST_TEST(opened.pack->numbers()->Get(in.operand() + 1) == 20'781);
  BOOST_TEST((opened.pack->nodes()->Get(when.begin() + 2)->op() == pack::Op::none));
  BOOST_TEST((opened.pack->nodes()->Get(when.begin() + 3)->op() == pack::Op::exists));
}

BOOST_AUTO_TEST_CASE(a_pack_carries_what_the_page_reads_of_the_first_layer) {
  PolicyFolder folder;
  const Opened opened(folder.compile().compiled->packs.at("de"));
  const Json page = Json::parse(opened.pack->page()->str());
  BOOST_TEST(page["site"] == opened.pack->site()->str());
  BOOST_TEST(page["language"] == "de");
  // What no regime of the site has anybody read is left out: nobody is asked an age here.
  BOOST_TEST(page["texts"].size() == std::size(first_layer_texts) - 4);
  BOOST_TEST(!page["texts"].contains("age_title"));
  BOOST_TEST(page["countries"] == (Json{"DE", "FR", "US"}));
  BOOST_TEST(page["texts"]["title"] == "ui.title de");
  BOOST_TEST(page["purposes"][1] == (Json{{"id", "personal"}}));
  BOOST_TEST(page["slots"][1].size() == 2u);
  BOOST_TEST(page["context"] == Json::array({"query.campaign"}));
}

BOOST_AUTO_TEST_CASE(the_second_layer_document_carries_the_rest) {
  PolicyFolder folder;
  const Compiled compiled = *folder.compile().compiled;
  const Opened opened(compiled.packs.at("de"));
  const std::string hash = layers_hash(opened.pack->page()->str());
  BOOST_TEST(compiled.content_paths.at(hash) == "layers/de.json");
  const Json layers = Json::parse(compiled.contents.at(hash));
  BOOST_TEST(layers["texts"].size() == std::size(ui_texts) - std::size(gate_texts) - std::size(first_layer_texts) - 1);
  BOOST_TEST(layers["texts"]["data_title"] == "ui.data_title de");
  BOOST_TEST(layers["controller"]["notice"] == "https://shop.example/privacy");
  BOOST_TEST(layers["purposes"][1]["title"] == "p.personal de");
  BOOST_TEST(layers["slots"][1]["late"] == "fade_in");
  BOOST_TEST(layers["slots"][1]["content"].get<std::string>().size() == 64u);
  BOOST_TEST(layers["slots"][1]["because"].begin().value() == "why de");
}

BOOST_AUTO_TEST_CASE(first_layer_and_gates_have_only_sentences_that_every_language_has) {
  const auto is_ui_text = [](std::string_view key) {
    return std::find(std::begin(ui_texts), std::end(ui_texts), key) != std::end(ui_texts);
  };
  BOOST_TEST(std::all_of(std::begin(first_layer_texts), std::end(first_layer_texts), is_ui_text));
  BOOST_TEST(std::all_of(std::begin(gate_texts), std::end(gate_texts), is_ui_text));
  BOOST_TEST(std::all_of(std::begin(placeholder_notes), std::end(placeholder_notes), is_ui_text));
}

BOOST_AUTO_TEST_CASE(the_notice_covers_both_layers) {
  PolicyFolder folder;
  const auto notice_of = [&] { return Opened(folder.compile().compiled->packs.at("de")).pack->notice()->str(); };
  const std::string notice = notice_of();
  for (const char* key : {"ui.title", "ui.data_title", "p.personal"}) {
    std::swap(folder["shop/texts/de.json"][key], folder["shop/texts/de.json"]["ui.record"]);
    BOOST_TEST(notice_of() != notice, key);
    std::swap(folder["shop/texts/de.json"][key], folder["shop/texts/de.json"]["ui.record"]);
  }
  BOOST_TEST(notice_of() == notice);
  const Compiled compiled = *folder.compile().compiled;
  const std::string page = Opened(compiled.packs.at("de")).pack->page()->str();
  BOOST_TEST(notice == notice_hash(page, compiled.contents.at(layers_hash(page))));
}

BOOST_AUTO_TEST_CASE(a_page_is_completed_member_by_member_and_item_by_item) {
  BOOST_TEST(complete_page(R"({"site":"shop","list":[{"id":"a"},{"id":"b"},{"id":"c"}],"texts":{"one":"1"}})",
                           R"({"list":[{"data":[]},{"data":["x"]}],"texts":{"two":"2"},"more":{}})") ==
             R"({"site":"shop","list":[{"id":"a","data":[]},{"id":"b","data":["x"]},{"id":"c"}],)"
             R"("texts":{"one":"1","two":"2"},"more":{}})");
}

BOOST_AUTO_TEST_CASE(the_page_reads_in_the_order_of_the_pack) {
  PolicyFolder folder;
  const Compiled compiled = *folder.compile().compiled;
  const Opened opened(compiled.packs.at("en"));
  const pack::Pack& pack = *opened.pack;
  const std::string told = pack.page()->str();
  const Json page = Json::parse(complete_page(told, compiled.contents.at(layers_hash(told))));
  const auto ids_of = [&](const char* part) {
    Strings found;
    for (const Json& each : page[part]) found.push_back(each["id"]);
    return found;
  };
  BOOST_TEST(ids_of("purposes") == ids(pack.purposes()));
  BOOST_TEST(ids_of("attributes") == ids(pack.attributes()));
  BOOST_TEST(ids_of("slots") == ids(pack.slots()));
  for (std::size_t at = 0; at < page["attributes"].size(); ++at) {
    const auto& attribute = *pack.attributes()->Get(static_cast<flatbuffers::uoffset_t>(at));
    BOOST_TEST(page["attributes"][at]["type"] == pack::EnumNameValueType(attribute.type()));
    BOOST_TEST(page["attributes"][at]["source"] == pack::EnumNameSource(attribute.source()));
    BOOST_TEST(page["attributes"][at]["purposes"].size() ==
               static_cast<std::size_t>(std::popcount(attribute.purposes())));
  }
}

BOOST_AUTO_TEST_CASE(the_same_folder_gives_the_same_bytes) {
  PolicyFolder one, two;
  BOOST_TEST((one.compile().compiled->packs == two.compile().compiled->packs));
}

BOOST_AUTO_TEST_CASE(what_is_unreviewed_is_listed) {
  PolicyFolder folder;
  folder["shop/texts/de.json"]["$unreviewed"] = {"ui.opt_out"};
  const Outcome outcome = folder.compile();
  BOOST_TEST(outcome.compiled.has_value());
  BOOST_REQUIRE(outcome.unreviewed.size() == 2);
  BOOST_TEST(outcome.unreviewed[0].file.ends_with("regimes/eu.json"));
  BOOST_TEST(outcome.unreviewed[0].pointer == "/source/gpc");
  BOOST_TEST(outcome.unreviewed[1].pointer == "/ui.opt_out");
}

BOOST_AUTO_TEST_CASE(the_folder_may_be_named_with_a_slash_at_the_end) {
  PolicyFolder folder;
  folder.save();
  BOOST_TEST(compile(folder.path().string() + "/", testing::today).compiled.has_value());
}

BOOST_AUTO_TEST_CASE(a_missing_folder_is_a_problem) {
  BOOST_TEST(has_error(compile("/nonexistent/shop", testing::today), "/nonexistent/shop#", "no such folder"));
}

BOOST_AUTO_TEST_CASE(missing_files_are_problems) {
  for (const char* file : {"site.json", "purposes.json", "attributes.json", "texts/de.json", "content/de/hero.html"}) {
    PolicyFolder folder;
    folder.remove(std::string("shop/") + file);
    BOOST_TEST(has_error(folder.compile(), std::string(file) + "#", "missing"), file);
  }
  for (const char* file : {"services.json", "notice.json"}) {
    PolicyFolder folder;
    folder.remove(std::string("shop/") + file);
    BOOST_TEST(folder.compile().compiled.has_value(), file);
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_nothing_reads_is_a_warning) {
  PolicyFolder folder;
  folder.write("shop/slot/hero.json", "{}");
  folder.write("shop/atributes.json", "{}");
  folder.write("shop/texts/fr.json", "{}");
  folder.write("shop/content/en/hreo.html", "");
  folder.write("shop/README.md", "");
  const Outcome outcome = folder.compile();
  for (const char* file : {"shop/slot#", "shop/atributes.json#", "texts/fr.json#", "en/hreo.html#"})
    BOOST_TEST(has_warning(outcome, file, "not read"), file);
  BOOST_TEST(outcome.problems.size() == 4);
  BOOST_TEST(outcome.compiled.has_value());
}

BOOST_AUTO_TEST_CASE(hostile_files_end_in_sentences) {
  const std::pair<std::string, std::string_view> hostile[] = {
      {std::string(5'000'000, '['), "nested deeper"},
      {std::string(50u << 20, ' '), "larger than 8 MiB"},
      {R"({"id": "shop", "id": "shop"})", "twice"},
      {R"({"id": 1e999})", "beyond"},
      {std::string("\0\0\0", 3), "zero byte"},
      {"\xff\xfe", "not JSON"},
      {"", "not JSON"},
      {"[]", "has to be an object"},
      {"null", "has to be an object"},
      {R"({"id": {"a": []}, "title": [], "languages": {}, "regimes": 1, "origins": null, "destinations": "x"})",
       "has to be"}};
  for (const char* file : {"site.json", "purposes.json", "attributes.json", "slots/hero.json", "texts/en.json"})
    for (const auto& [bytes, words] : hostile) {
      if (std::string_view(file) != "site.json" && bytes.starts_with("{\"id\": {")) continue;
      PolicyFolder folder;
      folder.write(std::string("shop/") + file, bytes);
      const Outcome outcome = folder.compile();
      BOOST_TEST(!outcome.compiled.has_value());
      BOOST_TEST(lines(outcome).find(words) != std::string::npos, file << " " << words << "\n" << lines(outcome));
    }
}

BOOST_AUTO_TEST_CASE(every_value_of_every_file_may_be_of_the_wrong_kind) {
  PolicyFolder sound;
  const char* files[] = {"regimes/eu.json",    "shop/site.json",   "shop/purposes.json",    "shop/attributes.json",
                         "shop/services.json", "shop/notice.json", "shop/maps/region.json", "shop/slots/hero.json"};
  const Json wrong[] = {nullptr,       true, 1.5, -1e300, "", "zzz zzz", Json::array(), Json::array({Json::object()}),
                        Json::object()};
  std::size_t broken = 0;
  for (const char* file : files) {
    const Json flat = sound[file].flatten();
    for (const auto& [pointer, value] : flat.items())
      for (const Json& each : wrong) {
        PolicyFolder folder;
        folder[file][Json::json_pointer(pointer)] = each;
        if (!folder.compile().compiled) ++broken;
      }
  }
  BOOST_TEST(broken > 700u);
}

BOOST_AUTO_TEST_CASE(the_hash_is_sha_256) {
  BOOST_TEST(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
