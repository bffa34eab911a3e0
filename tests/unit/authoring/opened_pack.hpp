// A compiled pack, opened as the core opens it.
#pragma once

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "policy/pack.hpp"
#include "policy/verify.hpp"

namespace assent::authoring::testing {

/// A pack's bytes where doubles may be read in place.
struct OpenedPack {
  explicit OpenedPack(const std::string& bytes) : aligned((bytes.size() + 7) / 8) {
    std::memcpy(aligned.data(), bytes.data(), bytes.size());
    const std::span<const std::uint8_t> span(reinterpret_cast<const std::uint8_t*>(aligned.data()), bytes.size());
    flatbuffers::Verifier verifier(span.data(), span.size());
    BOOST_TEST(pack::VerifyPackBuffer(verifier));
    const auto opened = policy::open(span);
    BOOST_REQUIRE(opened);
    pack = opened.value;
  }
  std::vector<std::uint64_t> aligned;
  const pack::Pack* pack = nullptr;
};

}  // namespace assent::authoring::testing
