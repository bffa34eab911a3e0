// A visitor's attributes in the visitor's browser: typed, with when each came and from whom. Inferred values are
// never kept here; only the visitor's own correction of one is.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/array.hpp"
#include "base/result.hpp"
#include "consent/state.hpp"
#include "profile/value.hpp"

namespace assent::profile {

using policy::AttributeId;
using policy::Pack;

inline constexpr std::size_t max_text_bytes = 256;
inline constexpr std::size_t max_list_items = 16;
inline constexpr std::size_t max_opaque_bytes = 16'384;  // of a tree, scores or counts
inline constexpr double max_number = 1e9;                // magnitudes above are refused
inline constexpr double number_steps = 1e6;              // numbers are kept to six decimals

/// A number as it is kept: to six decimals.
double to_steps(double number);

/// What is known of one attribute. `symbol` is the pack's symbol of a text, found once when it is set.
struct Cell {
  bool present = false;
  bool corrected = false;  // the visitor set it over an observation or inference
  bool off = false;  // the visitor has switched it off: kept and shown, and read as absent; may be without a value
  policy::Symbol symbol = 0;  // of a present text
  double at_ms = 0;
  Value value;
};

/// One cell per attribute of the pack.
struct Profile {
  using Cells = base::Array<Cell>;

  Cells cells;
  std::uint32_t changes = 0;  // counts what was set or forgotten
};

/// What is wrong with a value for an attribute (type, range, choices, limits); none where it may be taken.
base::Fault check(const pack::Attribute& attribute, const ValueView& value);

/// Declares a value. For an observed or inferred attribute this is the visitor's correction, which later
/// observations do not overwrite while it is fresh.
base::Fault set(const Pack& pack, Profile& profile, AttributeId attribute, const ValueView& value, double now_ms);

/// Applies a signal to every observed attribute that listens to it and may take it. A fault where none of them may;
/// nothing has changed then.
base::Fault observe(const Pack& pack, Profile& profile, std::string_view signal, const ValueView& value, double now_ms);

/// Forgets one attribute, and that it was switched off.
base::Fault forget(Profile& profile, AttributeId attribute);

/// The cell as it is kept: present and within its retention. Null otherwise.
const Cell* kept(const Pack& pack, const Profile& profile, AttributeId attribute, double now_ms);

/// The cell that may be used now: kept and not stale. Null otherwise.
const Cell* fresh(const Pack& pack, const Profile& profile, AttributeId attribute, double now_ms);

/// True where at least one purpose of the attribute stands (explicitly, for a special category).
bool usable(const pack::Attribute& attribute, const consent::Permissions& permissions);

/// Forgets what is past its retention and what no standing purpose uses. What was switched off stays so.
void prune(const Pack& pack, Profile& profile, const consent::Permissions& permissions, double now_ms);

}  // namespace assent::profile
