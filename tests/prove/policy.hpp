// Makes a pack of a draw, correct by construction: indexes in bounds, inputs and labels transitively complete.
#pragma once

#include <memory>
#include <string>

#include "draw.hpp"
#include "policy/pack.hpp"

namespace assent::prove {

/// A pack and its bytes.
struct Policy {
  std::string bytes;
  const pack::Pack* pack = nullptr;
};

/// The pack of a draw, for core.wasm where `small_core` without the forms that it does not know. `shared_ptr`, because
/// the pack lies in the bytes, which must not move.
std::shared_ptr<const Policy> make_policy(const PolicyDraw& draw, bool small_core = false);

/// What the policy says about purposes, attributes and slots, for people.
std::string show(const pack::Pack& pack);

}  // namespace assent::prove
