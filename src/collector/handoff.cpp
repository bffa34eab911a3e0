// What is signed begins with a word of its own: a boot answer or a receipt can never pass for a hand-off.
#include "collector/handoff.hpp"

#include "authoring/strict_json.hpp"
#include "collector/body.hpp"
#include "collector/choices.hpp"
#include "collector/encoding.hpp"
#include "collector/limits.hpp"
#include "collector/members.hpp"

namespace assent::collector {

namespace {

constexpr std::size_t id_digits = 32;

std::string signed_text(std::string_view json) { return std::string("assent-handoff\n").append(json); }

std::optional<Handoff> read_json(std::string_view json) {
  const auto body = read_body(json);
  if (!body) return {};
  Members members(*body);
  Handoff handoff;
  handoff.id = members.text("id", id_digits);
  handoff.site = members.text("site", max_handoff_bytes);
  handoff.from = members.text("from", max_handoff_bytes);
  handoff.to = members.text("to", max_handoff_bytes);
  handoff.issued_ms = members.number("issued_ms");
  auto choices = choices_from_hex(members.text("choices", 2 * max_choices_bytes));
  if (!members.complete() || !choices || !is_hex(handoff.id, id_digits)) return {};
  handoff.choices = std::move(*choices);
  return handoff;
}

}  // namespace

std::string write_handoff(const SigningKey& key, const Handoff& handoff) {
  authoring::Json json;
  json["id"] = handoff.id;
  json["site"] = handoff.site;
  json["from"] = handoff.from;
  json["to"] = handoff.to;
  json["issued_ms"] = handoff.issued_ms;
  json["choices"] = hex(handoff.choices);
  const std::string text = json.dump();
  return base64url(text) + "." + base64url(*from_base64(key.sign(signed_text(text))));
}

std::optional<Handoff> read_handoff(const SigningKey& key, std::string_view token) {
  const std::size_t dot = token.find('.');
  if (dot == std::string_view::npos || token.size() > max_handoff_bytes) return {};
  const auto json = from_base64url(token.substr(0, dot));
  const auto signature = from_base64url(token.substr(dot + 1));
  if (!json || !signature) return {};
  if (!verify(*from_base64(key.public_base64()), signed_text(*json), *signature)) return {};
  return read_json(*json);
}

}  // namespace assent::collector
