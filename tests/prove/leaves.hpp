// The forms in which a drawn attribute may leave for a destination: as a decision, whole, dropped, or by a minimizer
// that takes its type. A new minimizer is one line of the table in leaves.cpp.
#pragma once

#include "draw.hpp"
#include "policy/pack_generated.h"

namespace assent::prove {

/// For whom a leave is written.
struct LeaveOf {
  pack::ValueType type;
  bool special = false;     // or of a type that has no form: no pack lets its value leave
  bool small_core = false;  // only forms that core.wasm knows
  bool bounded = false;     // a number from 0 to 100
  bool chosen = false;      // a text with choices
};

/// Writes the leave of a draw.
flatbuffers::Offset<pack::Leave> write_leave(flatbuffers::FlatBufferBuilder& out, const LeaveDraw& draw,
                                             std::uint16_t destination, const LeaveOf& of);

}  // namespace assent::prove
