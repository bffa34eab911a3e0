// The consent record: what was asked, in which words (the pack's hash), what was chosen, how and when. It names
// purposes and acts, never an attribute and never a visitor.
#pragma once

#include <string_view>

#include "base/text.hpp"
#include "consent/state.hpp"

namespace assent::consent {

inline constexpr char record_schema[] = "assent-2";

const char* act_name(Act act);
const char* layer_name(Layer layer);
const char* answer_name(Answer answer);
const char* basis_name(pack::Basis basis);
const char* standing_name(Standing standing);
const char* reason_name(Reason reason);

/// Where a record comes from: facts about the page load that the state does not hold.
struct Origin {
  std::string_view pack_hash;
  std::string_view token;  // the boot answer's notice token
  std::string_view region;
  std::string_view from{};  // where the answers were adopted from; empty: they were given here
};

/// A record as JSON text. Only write_record makes one, so that nothing but a consent record leaves as one.
class Record {
 public:
  const base::Text& id() const& { return id_; }
  const base::Text& body() const& { return body_; }
  base::Text&& id() && { return std::move(id_); }
  base::Text&& body() && { return std::move(body_); }
  /// True where the visitor's key signs it: something is granted now or was before.
  bool has_subject() const { return has_subject_; }

 private:
  Record(std::string_view id, bool has_subject) : id_(id), has_subject_(has_subject) {}
  friend Record write_record(const Pack&, const State&, const Origin&, std::string_view, bool);

  base::Text id_;
  base::Text body_;
  bool has_subject_;
};

/// The record of what is chosen as of the latest time that the state has seen (fields after ISO/IEC TS 27560). `id` is
/// 32 hex digits.
Record write_record(const Pack& pack, const State& state, const Origin& origin, std::string_view id, bool has_subject);

}  // namespace assent::consent
