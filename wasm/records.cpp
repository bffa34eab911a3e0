// Decodes event records, a function a kind.
#include "records.hpp"

#include "base/bytes.hpp"
#include "profile/value.hpp"

namespace assent::boundary {

namespace {

using base::ByteReader;

void read(ByteReader& in, session::Start& start) {
  start.seed_a = in.number<std::uint64_t>();
  start.seed_b = in.number<std::uint64_t>();
  start.gpc = (in.number<std::uint8_t>() & 1) != 0;
  start.region = in.text();
  start.pack_hash = in.text();
  start.token = in.text();
  start.facts = in.block();
  start.snapshot = base::as_bytes(in.block());
}

// A value of an enumeration that begins at 0.
template <class Enum>
Enum read_enum(ByteReader& in, Enum last) {
  const auto value = in.number<std::uint8_t>();
  if (value > static_cast<std::uint8_t>(last)) in.fail();
  return static_cast<Enum>(value);
}

void read(ByteReader& in, session::Navigate& navigate) { navigate.facts = in.block(); }

void read(ByteReader& in, session::Shown& shown) { shown.layer = read_enum(in, consent::Layer::preferences); }

void read(ByteReader& in, session::Toggle& toggle) {
  toggle.purpose = in.number<std::uint16_t>();
  toggle.on = in.number<std::uint8_t>() == 1;
}

void read(ByteReader& in, session::Choose& choose) {
  choose.act = read_enum(in, consent::Act::limit);
  choose.trusted = in.number<std::uint8_t>() == 1;
  if (choose.act == consent::Act::none) in.fail();
}

void read(ByteReader& in, session::AnswerOne& answer) {
  answer.purpose = in.number<std::uint16_t>();
  answer.grant = in.number<std::uint8_t>() == 1;
  answer.trusted = in.number<std::uint8_t>() == 1;
}

void read(ByteReader& in, session::Set& set) {
  set.attribute = in.number<std::uint16_t>();
  set.value = profile::read_value(in);
}

void read(ByteReader& in, session::Observe& observe) {
  observe.signal = in.text();
  observe.value = profile::read_value(in);
}

void read(ByteReader& in, session::Forget& forget) { forget.attribute = in.number<std::uint16_t>(); }

void read(ByteReader&, session::Decide&) {}

void read(ByteReader& in, session::Expose& expose) { expose.slot = in.number<std::uint16_t>(); }

void read(ByteReader&, session::Flush&) {}

void read(ByteReader& in, session::OpenPreferences& open) { open.open = in.number<std::uint8_t>() == 1; }

void read(ByteReader& in, session::DeclareAge& age) {
  age.of_age = in.number<std::uint8_t>() == 1;
  age.trusted = in.number<std::uint8_t>() == 1;
}

std::string_view read_from(ByteReader& in) {
  const std::string_view from = in.text();
  if (from.empty() || from.size() > session::max_from_bytes) in.fail();
  return from;
}

void read(ByteReader& in, session::Adopt& adopt) {
  adopt.from = read_from(in);
  adopt.answers = base::as_bytes(in.block());
}

void read(ByteReader& in, session::Migrate& migrate) {
  migrate.from = read_from(in);
  migrate.given_ms = in.number<double>();
  migrate.granted = policy::PurposeSet(in.number<std::uint64_t>());
  migrate.denied = policy::PurposeSet(in.number<std::uint64_t>());
}

// Kinds are numbered from 1, in the order of Occurrence.
static_assert(static_cast<std::size_t>(Kind::migrate) == std::variant_size_v<session::Occurrence>);
template <std::size_t at = 0>
void read_occurrence(std::size_t wanted, ByteReader& in, session::Occurrence& what) {
  if constexpr (at == std::variant_size_v<session::Occurrence>)
    in.fail();
  else if (at + 1 == wanted)
    read(in, what.emplace<at>());
  else
    read_occurrence<at + 1>(wanted, in, what);
}

}  // namespace

bool read_event(std::span<const std::uint8_t> record, session::Event& event) {
  ByteReader in(record);
  const std::size_t kind = in.number<std::uint8_t>();
  event.now_ms = in.number<double>();
  read_occurrence(kind, in, event.what);
  return in.done();
}

}  // namespace assent::boundary
