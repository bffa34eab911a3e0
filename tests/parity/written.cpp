// Written visits to the example shop, through the native core and through the module that browsers run: every effects
// text must be the same, byte by byte.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "authoring/compile.hpp"
#include "effects.hpp"
#include "native_engine.hpp"
#include "policy/pack.hpp"
#include "record_writer.hpp"
#include "script_file.hpp"
#include "wasm_client.hpp"

namespace {

using namespace assent;

constexpr std::size_t file_identifier_at = 4;  // behind the offset of the root (FlatBuffers)

const std::string& aurora_travel() {
  static const std::string pack = [] {
    const auto outcome = authoring::compile(std::filesystem::path(ASSENT_SOURCE_DIR) / "policies" / "aurora-travel", 0);
    if (!outcome.compiled) throw std::runtime_error("the example policy does not compile; ./dev check says why");
    return outcome.compiled->packs.at("en");
  }();
  return pack;
}

// Both engines over the same pack; Node is started once.
struct Engines {
  support::NativeEngine native;
  support::WasmClient module;

  explicit Engines(const std::string& pack) {
    const auto symbols = native.open(pack);
    BOOST_REQUIRE(symbols);
    BOOST_TEST(*symbols == module.open(pack).value_or("refused"));
  }
};

std::vector<std::string> visits() {
  std::vector<std::string> names;
  const auto folder = std::filesystem::path(ASSENT_SOURCE_DIR) / "tests" / "parity" / "scripts";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) names.push_back(entry.path().string());
  std::sort(names.begin(), names.end());
  return names;
}

// The name of the fault in {"do":"refused","code":N}.
const char* fault_in(std::string_view effect) {
  const auto code = nlohmann::json::parse(effect).at("code").get<int>();
  return base::fault_name(static_cast<base::Fault>(code));
}

// What came of a visit, as its "expect" counts it.
struct Counted {
  int consents = 0;
  int events = 0;
  int erased = 0;
  int malformed = 0;
  std::vector<std::string> refused;
  std::string stored;

  void add(const support::Answer& answer) {
    malformed += answer ? 0 : 1;
    const std::string text = answer.value_or("[]");
    for (const support::Element& element : support::elements(text)) {
      if (element.kind == "send") ++(support::text_member(element.text, "route") == "consents" ? consents : events);
      if (element.kind == "refused") refused.emplace_back(fault_in(element.text));
      if (element.kind == "persist") stored = support::from_hex(support::text_member(element.text, "snapshot"));
      if (element.kind != "erase") continue;
      stored.clear();
      ++erased;
    }
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(written_visits)

BOOST_DATA_TEST_CASE(module_answers_as_native_does, boost::unit_test::data::make(visits()), file) {
  static Engines engines(aurora_travel());
  const parity::Visit visit = parity::read_visit(file);
  parity::Records records(engines.native.pack());
  engines.native.reset();
  engines.module.reset();
  Counted counted;
  for (const nlohmann::json& event : visit.events) {
    const std::string record = records.next(event, counted.stored);
    const auto native = engines.native.step(record);
    const auto module = engines.module.step(record);
    BOOST_TEST_CONTEXT(event.dump()) { BOOST_TEST(native.value_or("malformed") == module.value_or("malformed")); }
    counted.add(native);
  }
  const nlohmann::json came = {{"consents", counted.consents},
                               {"events", counted.events},
                               {"erased", counted.erased},
                               {"malformed", counted.malformed},
                               {"refused", counted.refused}};
  BOOST_TEST(came.dump() == visit.expect.dump());
}

// The module gets only bytes whose hash was checked; what it asks by itself is whether they are a pack that it can
// read.
BOOST_AUTO_TEST_CASE(bytes_that_are_no_pack_are_refused_by_both) {
  support::NativeEngine native;
  support::WasmClient module;
  std::string other = aurora_travel();
  other[file_identifier_at] = 'X';
  for (const std::string& bytes : {std::string(), other.substr(0, policy::min_pack_bytes - 1), other}) {
    BOOST_TEST(!native.open(bytes));
    BOOST_TEST(!module.open(bytes));
  }
}

BOOST_AUTO_TEST_SUITE_END()
