// The features of a policy as tables of a pack.
#pragma once

#include "authoring/feature_slots.hpp"
#include "authoring/lookup.hpp"
#include "authoring/order.hpp"
#include "authoring/program.hpp"

namespace assent::authoring {

/// The offset of the vector of features in `out`, 0 where the policy has none. Their conditions go into `programs`,
/// whose pools are written afterwards; `told` stand behind the slots of the policy. Takes features that the linter has
/// passed.
flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<pack::Feature>>> build_features(
    const Lookup& lookup, const Order& order, const std::vector<FeatureSlot>& told, Programs& programs,
    flatbuffers::FlatBufferBuilder& out);

}  // namespace assent::authoring
