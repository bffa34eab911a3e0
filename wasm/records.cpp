// Decodes event records, a function a kind.
#include "records.hpp"

#include "base/bytes.hpp"
#include "profile/value.hpp"

namespace assent::boundary {

namespace {

using base::ByteReader;

// One byte of count, then the facts as the items of a text list.
std::string_view read_facts(ByteReader& in) {
  std::string_view facts;
  for (int left = in.number<std::uint8_t>(); left > 0; --left) {
    const std::string_view fact = in.text();
    if (!in.ok()) return {};
    const char* const begin = facts.empty() ? fact.data() - sizeof(std::uint16_t) : facts.data();
    facts = {begin, static_cast<std::size_t>(fact.data() + fact.size() - begin)};
  }
  return facts;
}

session::Start read_start(ByteReader& in) {
  session::Start start;
  start.seed_a = in.number<std::uint64_t>();
  start.seed_b = in.number<std::uint64_t>();
  start.gpc = (in.number<std::uint8_t>() & 1) != 0;
  start.region = in.text();
  start.pack_hash = in.text();
  start.token = in.text();
  start.facts = read_facts(in);
  start.snapshot = in.take(in.number<std::uint32_t>());
  return start;
}

consent::Layer read_layer(ByteReader& in) {
  const auto layer = in.number<std::uint8_t>();
  if (layer > static_cast<std::uint8_t>(consent::Layer::preferences)) in.fail();
  return static_cast<consent::Layer>(layer);
}

session::Choose read_choose(ByteReader& in) {
  const auto act = in.number<std::uint8_t>();
  const bool trusted = in.number<std::uint8_t>() == 1;
  if (act == 0 || act > static_cast<std::uint8_t>(consent::Act::save)) in.fail();
  return {static_cast<consent::Act>(act), trusted};
}

session::Occurrence read_occurrence(Kind kind, ByteReader& in) {
  switch (kind) {
    case Kind::start:
      return read_start(in);
    case Kind::navigate:
      return session::Navigate{read_facts(in)};
    case Kind::shown:
      return session::Shown{read_layer(in)};
    case Kind::toggle: {
      const auto purpose = in.number<std::uint16_t>();
      return session::Toggle{purpose, in.number<std::uint8_t>() == 1};
    }
    case Kind::choose:
      return read_choose(in);
    case Kind::restrict_purpose:
      return session::Restrict{in.number<std::uint16_t>()};
    case Kind::set: {
      const auto attribute = in.number<std::uint16_t>();
      return session::Set{attribute, profile::read_value(in)};
    }
    case Kind::observe: {
      const auto signal = in.text();
      return session::Observe{signal, profile::read_value(in)};
    }
    case Kind::forget:
      return session::Forget{in.number<std::uint16_t>()};
    case Kind::decide:
      return session::Decide{};
    case Kind::expose:
      return session::Expose{in.number<std::uint16_t>()};
    case Kind::flush:
      return session::Flush{};
    case Kind::open_preferences:
      return session::OpenPreferences{in.number<std::uint8_t>() == 1};
  }
  in.fail();
  return session::Flush{};
}

}  // namespace

std::optional<session::Event> read_event(std::span<const std::uint8_t> record) {
  ByteReader in(record);
  const auto kind = static_cast<Kind>(in.number<std::uint8_t>());
  const auto now_ms = in.number<double>();
  if (!in.ok()) return {};
  session::Event event{now_ms, read_occurrence(kind, in)};
  if (!in.done()) return {};
  return event;
}

}  // namespace assent::boundary
