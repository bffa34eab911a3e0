// Event records: each kind is decoded, and whatever is short, long or unknown is refused.
#include "records.hpp"

#include <boost/test/unit_test.hpp>
#include <cstring>

#include "support/print.hpp"
#include "support/values.hpp"

using namespace assent;
using namespace assent::boundary;
using namespace assent::test;

namespace {

// Appends fields; the time of every record here is noon.
struct Record {
  explicit Record(Kind kind) : out(bytes) {
    out.number(kind);
    out.number(noon_ms);
  }
  Record& byte(std::uint8_t value) { return number(value); }
  Record& text(std::string_view value) {
    out.text(value);
    return *this;
  }
  Record& value(const profile::ValueView& value) {
    profile::write_value(out, value);
    return *this;
  }
  template <class T>
  Record& number(T value) {
    out.number(value);
    return *this;
  }
  Record& block(std::string_view value) {
    out.block(value);
    return *this;
  }
  Record& raw(std::string_view more) {
    bytes.append(more);
    return *this;
  }
  std::string done() const { return std::string(bytes.view()); }

  base::Text bytes;
  base::ByteWriter out;
};

std::string start() {
  return Record(Kind::start)
      .number(std::uint64_t{11})
      .number(std::uint64_t{22})
      .byte(1)
      .text("DE")
      .text("hash")
      .text("token")
      .block(items({"/path", "", "alps"}))
      .block("snap")
      .done();
}

// A record of every kind.
std::vector<std::string> all() {
  return {start(),
          Record(Kind::navigate).block(items({"/a", "b"})).done(),
          Record(Kind::shown).byte(1).done(),
          Record(Kind::toggle).number(std::uint16_t{3}).byte(1).done(),
          Record(Kind::choose).byte(2).byte(1).done(),
          Record(Kind::answer_one).number(std::uint16_t{4}).byte(1).byte(0).done(),
          Record(Kind::set).number(std::uint16_t{5}).value(of_text("x")).done(),
          Record(Kind::observe).text("visit").value(of_number(2.5)).done(),
          Record(Kind::forget).number(std::uint16_t{0xFFFF}).done(),
          Record(Kind::decide).done(),
          Record(Kind::expose).number(std::uint16_t{6}).done(),
          Record(Kind::flush).done(),
          Record(Kind::open_preferences).byte(1).done(),
          Record(Kind::declare_age).byte(1).byte(1).done(),
          Record(Kind::adopt).text("device").block("choices").done(),
          Record(Kind::migrate).text("klaro").number(5.0).number(std::uint64_t{6}).number(std::uint64_t{9}).done()};
}

// In memory of exactly its size, so that a read past the end is noticed. Texts point into it: it outlives its event.
struct Decoded {
  explicit Decoded(std::string_view record) : bytes(base::as_bytes(record)), is_read(read_event(bytes.span(), event)) {}

  template <class What>
  const What& what() const {
    BOOST_TEST_REQUIRE(is_read);
    BOOST_TEST(event.now_ms == noon_ms);
    const auto* found = std::get_if<What>(&event.what);
    BOOST_TEST_REQUIRE(found != nullptr);
    return *found;
  }

  PackBytes bytes;
  session::Event event;
  bool is_read;
};

bool is_read(const std::string& record) { return Decoded(record).is_read; }

}  // namespace

BOOST_AUTO_TEST_SUITE(event_records)

BOOST_AUTO_TEST_CASE(start_is_decoded) {
  const Decoded decoded(start());
  const auto& event = decoded.what<session::Start>();
  BOOST_TEST(event.seed_a == 11u);
  BOOST_TEST(event.seed_b == 22u);
  BOOST_TEST(event.gpc);
  BOOST_TEST(event.region == "DE");
  BOOST_TEST(event.pack_hash == "hash");
  BOOST_TEST(event.token == "token");
  BOOST_TEST(split(event.facts) == std::vector<std::string>({"/path", "", "alps"}));
  BOOST_TEST(std::string(event.snapshot.begin(), event.snapshot.end()) == "snap");
}

BOOST_AUTO_TEST_CASE(start_without_facts_and_snapshot_is_decoded) {
  const Decoded decoded(Record(Kind::start)
                            .number(std::uint64_t{1})
                            .number(std::uint64_t{2})
                            .byte(0xFE)
                            .text("")
                            .text("")
                            .text("")
                            .block("")
                            .block("")
                            .done());
  const auto& event = decoded.what<session::Start>();
  BOOST_TEST(!event.gpc);  // only the lowest bit says so
  BOOST_TEST(event.facts.empty());
  BOOST_TEST(event.snapshot.empty());
}

BOOST_AUTO_TEST_CASE(navigate_is_decoded) {
  const Decoded decoded(Record(Kind::navigate).block(items({"", "b"})).done());
  BOOST_TEST(split(decoded.what<session::Navigate>().facts) == std::vector<std::string>({"", "b"}));
  BOOST_TEST(Decoded(Record(Kind::navigate).block("").done()).what<session::Navigate>().facts.empty());
}

BOOST_AUTO_TEST_CASE(layers_are_decoded_and_unknown_ones_refused) {
  for (std::uint8_t layer = 0; layer < 3; ++layer)
    BOOST_TEST(Decoded(Record(Kind::shown).byte(layer).done()).what<session::Shown>().layer == consent::Layer(layer));
  BOOST_TEST(!is_read(Record(Kind::shown).byte(3).done()));
  BOOST_TEST(!is_read(Record(Kind::shown).byte(255).done()));
}

BOOST_AUTO_TEST_CASE(toggle_is_decoded) {
  for (const std::uint8_t on : {0, 1, 2}) {
    const Decoded decoded(Record(Kind::toggle).number(std::uint16_t{0x0102}).byte(on).done());
    BOOST_TEST(decoded.what<session::Toggle>().purpose == 0x0102);
    BOOST_TEST(decoded.what<session::Toggle>().on == (on == 1));
  }
}

BOOST_AUTO_TEST_CASE(acts_of_visitors_are_decoded_and_others_refused) {
  for (const auto act : {consent::Act::accept_all, consent::Act::reject_all, consent::Act::save, consent::Act::opt_out,
                         consent::Act::limit}) {
    for (const std::uint8_t trusted : {0, 1, 2}) {
      const Decoded decoded(Record(Kind::choose).number(act).byte(trusted).done());
      BOOST_TEST(decoded.what<session::Choose>().act == act);
      BOOST_TEST(decoded.what<session::Choose>().trusted == (trusted == 1));
    }
  }
  for (const std::uint8_t act : {0, 6, 255}) BOOST_TEST(!is_read(Record(Kind::choose).byte(act).byte(1).done()));
}

BOOST_AUTO_TEST_CASE(set_and_observe_are_decoded_for_each_type) {
  const std::string list = items({"a", "b"});
  const profile::ValueView tree{pack::ValueType::any, 0, list};  // whatever its bytes: its profile looks at them
  for (const auto& value : {of_boolean(true), of_number(-2.5), of_text("Zürich"), of_items(list), of_date(-1), tree}) {
    const Decoded set(Record(Kind::set).number(std::uint16_t{7}).value(value).done());
    BOOST_TEST(set.what<session::Set>().attribute == 7);
    BOOST_TEST((set.what<session::Set>().value == value));
    const Decoded observed(Record(Kind::observe).text("view").value(value).done());
    BOOST_TEST(observed.what<session::Observe>().signal == "view");
    BOOST_TEST((observed.what<session::Observe>().value == value));
  }
  BOOST_TEST(!is_read(Record(Kind::set).number(std::uint16_t{7}).byte(8).number(0.0).block("").done()));
}

BOOST_AUTO_TEST_CASE(short_events_are_decoded) {
  const std::vector<std::string> records = all();
  const Decoded answer(records[5]);
  BOOST_TEST(answer.what<session::AnswerOne>().purpose == 4);
  BOOST_TEST(answer.what<session::AnswerOne>().grant);
  BOOST_TEST(!answer.what<session::AnswerOne>().trusted);
  BOOST_TEST(Decoded(records[8]).what<session::Forget>().attribute == session::every_attribute);
  Decoded(records[9]).what<session::Decide>();
  BOOST_TEST(Decoded(records[10]).what<session::Expose>().slot == 6);
  Decoded(records[11]).what<session::Flush>();
  BOOST_TEST(Decoded(records[12]).what<session::OpenPreferences>().open);
  BOOST_TEST(!Decoded(Record(Kind::open_preferences).byte(0).done()).what<session::OpenPreferences>().open);
}

BOOST_AUTO_TEST_CASE(answers_from_elsewhere_are_decoded_and_say_where_from) {
  const std::vector<std::string> records = all();
  const Decoded adopted(records[14]);
  BOOST_TEST(adopted.what<session::Adopt>().from == "device");
  const auto choices = adopted.what<session::Adopt>().answers;
  BOOST_TEST(std::string(choices.begin(), choices.end()) == "choices");
  const Decoded migrated(records[15]);
  BOOST_TEST(migrated.what<session::Migrate>().from == "klaro");
  BOOST_TEST(migrated.what<session::Migrate>().given_ms == 5);
  BOOST_TEST(migrated.what<session::Migrate>().granted.bits() == 6u);
  BOOST_TEST(migrated.what<session::Migrate>().denied.bits() == 9u);
  for (const std::size_t bytes : {std::size_t{0}, std::size_t{1}, session::max_from_bytes, session::max_from_bytes + 1})
    BOOST_TEST(is_read(Record(Kind::adopt).text(std::string(bytes, 'x')).block("").done()) ==
               (bytes > 0 && bytes <= session::max_from_bytes));
}

BOOST_AUTO_TEST_CASE(every_record_that_is_cut_short_is_refused) {
  for (const std::string& record : all()) {
    BOOST_TEST(is_read(record));
    for (std::size_t size = 0; size < record.size(); ++size) BOOST_TEST(!is_read(record.substr(0, size)));
  }
}

BOOST_AUTO_TEST_CASE(every_record_with_one_byte_too_many_is_refused) {
  for (const std::string& record : all())
    for (const char more : {'\0', '\1', '\xff'}) BOOST_TEST(!is_read(record + more));
}

BOOST_AUTO_TEST_CASE(unknown_kind_is_refused) {
  for (int kind = 0; kind < 256; ++kind) {
    if (kind >= 1 && kind <= 16) continue;
    BOOST_TEST(!is_read(Record(Kind(kind)).done()));
    BOOST_TEST(!is_read(Record(Kind(kind)).byte(1).byte(1).done()));
  }
}

BOOST_AUTO_TEST_CASE(lengths_that_lie_are_refused) {
  BOOST_TEST(!is_read(Record(Kind::navigate).number(std::uint32_t{6}).raw("short").done()));
  BOOST_TEST(!is_read(Record(Kind::navigate).number(std::uint32_t{0xFFFFFFFF}).raw("short").done()));
  BOOST_TEST(!is_read(Record(Kind::observe).number(std::uint16_t{0xFFFF}).done()));
  std::string record = start();
  record[record.size() - 8] = '\xff';
  record[record.size() - 5] = '\xff';
  BOOST_TEST(!is_read(record));
}

BOOST_AUTO_TEST_CASE(any_time_is_decoded_and_left_to_the_core) {
  Record record(Kind::flush);
  for (const double time : {-1.0, 0.0, 1e300}) {
    std::string bytes = record.done();
    std::memcpy(bytes.data() + 1, &time, sizeof(time));
    BOOST_TEST(Decoded(bytes).event.now_ms == time);
  }
}

BOOST_AUTO_TEST_SUITE_END()
