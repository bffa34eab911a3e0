// One function a kind of record, fields in the order of src/session/event.hpp.
#include "record_writer.hpp"

#include <charconv>
#include <stdexcept>

namespace assent::support {

namespace {

using boundary::Kind;

// A record under way.
class Writer {
 public:
  Writer(Kind kind, double now_ms) { number(kind).number(now_ms); }

  template <class T>
  Writer& number(T value) {
    out_.number(value);
    return *this;
  }
  Writer& text(std::string_view value) {
    out_.text(value);
    return *this;
  }
  Writer& block(std::string_view value) {
    out_.block(value);
    return *this;
  }
  Writer& facts(const std::vector<std::string>& facts) {
    base::Text items;
    for (const std::string& fact : facts) profile::add_item(items, fact);
    return block(items);
  }
  Writer& value(const profile::ValueView& value) {
    profile::write_value(out_, value);
    return *this;
  }
  std::string done() const { return std::string(bytes_.view()); }

 private:
  base::Text bytes_;
  base::ByteWriter out_{bytes_};
};

std::uint16_t index(int of) { return static_cast<std::uint16_t>(of); }

}  // namespace

std::string start_record(double now_ms, const Beginning& beginning, std::string_view snapshot) {
  Writer out(Kind::start, now_ms);
  out.number(beginning.seed_a).number(beginning.seed_b).number(beginning.gpc);
  out.text(beginning.region).text(beginning.pack_hash).text(beginning.token).facts(beginning.facts);
  return out.block(snapshot).done();
}

std::string navigate_record(double now_ms, const std::vector<std::string>& facts) {
  return Writer(Kind::navigate, now_ms).facts(facts).done();
}

std::string shown_record(double now_ms, int layer) {
  return Writer(Kind::shown, now_ms).number(static_cast<std::uint8_t>(layer)).done();
}

std::string toggle_record(double now_ms, int purpose, bool on) {
  return Writer(Kind::toggle, now_ms).number(index(purpose)).number(on).done();
}

std::string choose_record(double now_ms, consent::Act act, bool trusted) {
  return Writer(Kind::choose, now_ms).number(act).number(trusted).done();
}

std::string answer_record(double now_ms, int purpose, bool grant, bool trusted) {
  return Writer(Kind::answer_one, now_ms).number(index(purpose)).number(grant).number(trusted).done();
}

std::string set_record(double now_ms, int attribute, const profile::ValueView& value) {
  return Writer(Kind::set, now_ms).number(index(attribute)).value(value).done();
}

std::string observe_record(double now_ms, std::string_view signal, const profile::ValueView& value) {
  return Writer(Kind::observe, now_ms).text(signal).value(value).done();
}

std::string forget_record(double now_ms, int attribute) {
  return Writer(Kind::forget, now_ms).number(index(attribute)).done();
}

std::string expose_record(double now_ms, int slot) { return Writer(Kind::expose, now_ms).number(index(slot)).done(); }

std::string goal_record(double now_ms, int goal) {
  return Writer(static_cast<Kind>(goal_kind), now_ms).number(index(goal)).done();
}

std::string open_preferences_record(double now_ms, bool open) {
  return Writer(Kind::open_preferences, now_ms).number(open).done();
}

std::string declare_age_record(double now_ms, bool of_age, bool trusted) {
  return Writer(Kind::declare_age, now_ms).number(of_age).number(trusted).done();
}

std::string adopt_record(double now_ms, std::string_view from, std::string_view choices) {
  return Writer(Kind::adopt, now_ms).text(from).block(choices).done();
}

std::string migrate_record(double now_ms, std::string_view from, double given_ms, std::uint64_t granted,
                           std::uint64_t denied) {
  return Writer(Kind::migrate, now_ms).text(from).number(given_ms).number(granted).number(denied).done();
}

std::string bare_record(Kind kind, double now_ms) { return Writer(kind, now_ms).done(); }

std::string from_hex(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
    unsigned byte = 0;
    const auto read = std::from_chars(text.data() + at, text.data() + at + 2, byte, 16);
    if (read.ptr != text.data() + at + 2) throw std::runtime_error("a snapshot is not hex");
    bytes.push_back(static_cast<char>(byte));
  }
  return bytes;
}

}  // namespace assent::support
