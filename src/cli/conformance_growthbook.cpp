// GrowthBook's arithmetic, as the importer and the core do it. What decides something runs in the shipped modules, from
// tests/conformance/growthbook.mjs.
#include <cmath>
#include <cstdint>

#include "authoring/read_features.hpp"
#include "cli/conformance.hpp"
#include "personalization/split.hpp"

namespace assent::cli {

namespace {

using authoring::Json;

constexpr double tolerance = 1e-6;  // the cases are rounded

bool is_near(const Json& numbers, const std::vector<double>& came) {
  bool near = numbers.size() == came.size();
  for (std::size_t at = 0; near && at < came.size(); ++at)
    near = std::fabs(numbers[at].get<double>() - came[at]) <= tolerance;
  return near;
}

Json flat(const Json& pairs) {
  Json all = Json::array();
  for (const Json& pair : pairs)
    for (const Json& each : pair) all.push_back(each);
  return all;
}

std::vector<double> doubles(const Json& list) {
  return list.is_null() ? std::vector<double>() : list.get<std::vector<double>>();
}

// [seed, value, version, expected]
void hash(const Json& each, Tally& tally) {
  const auto came =
      personalization::hash_of(each[0].get<std::string>(), each[1].get<std::string>(), each[2].get<unsigned>());
  const bool passes = each[3].is_null() ? !came : came && *came == each[3].get<double>();
  tally.count(passes, "hash " + each.dump(), came ? std::to_string(*came) : "none");
}

// [name, [variations, coverage, weights], ranges]
void bucket_range(const Json& each, Tally& tally) {
  const Json& given = each[1];
  const auto came = authoring::bucket_ranges(given[0].get<std::size_t>(),
                                             given[1].is_null() ? 1 : given[1].get<double>(), doubles(given[2]));
  tally.count(is_near(flat(each[2]), came), "getBucketRange " + each[0].get<std::string>(), "other ranges");
}

// [name, hash, ranges, index]
void choose_variation(const Json& each, Tally& tally) {
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(builder.CreateVector(doubles(flat(each[2]))));
  const auto* ranges = flatbuffers::GetRoot<flatbuffers::Vector<double>>(builder.GetBufferPointer());
  const int came = personalization::range_of(ranges, each[1].get<double>());
  tally.count(came == each[3].get<int>(), "chooseVariation " + each[0].get<std::string>(), std::to_string(came));
}

// [variations, weights]
void equal_weights(const Json& each, Tally& tally) {
  const auto count = each[0].get<std::int64_t>();
  const auto ranges = authoring::bucket_ranges(count > 0 ? static_cast<std::size_t>(count) : 0, 1, {});
  std::vector<double> weights;
  for (std::size_t at = 0; at < ranges.size(); at += 2) weights.push_back(ranges[at + 1] - ranges[at]);
  tally.count(is_near(each[1], weights), "getEqualWeights " + each.dump(), "other weights");
}

struct Group {
  const char* name;
  void (*run)(const Json&, Tally&);
};
constexpr Group groups[] = {{"hash", hash},
                            {"getBucketRange", bucket_range},
                            {"chooseVariation", choose_variation},
                            {"getEqualWeights", equal_weights}};

}  // namespace

Tally run_growthbook(const Json& file) {
  Tally tally;
  for (const Group& group : groups)
    if (file.contains(group.name))
      for (const Json& each : file.at(group.name)) group.run(each, tally);
  return tally;
}

}  // namespace assent::cli
