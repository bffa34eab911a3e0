// Packs that the authoring code has compiled are sound; each change here makes one unsound, as FlatBuffers and
// policy::open() would not notice. Programs have a file of their own.
#include "unsound.hpp"

using namespace assent;
using namespace assent::personalization;
using namespace assent::test;
using pack::Op;

BOOST_AUTO_TEST_SUITE(sound)

BOOST_AUTO_TEST_CASE(pack_without_features_is_sound) { BOOST_TEST(features_are_sound(sample())); }

// A pack of so many features that do nothing; the authoring code takes no more than the core does.
bool sound_with_features(std::size_t count) {
  flatbuffers::FlatBufferBuilder builder;
  const auto id = builder.CreateString("shop");
  const std::vector<flatbuffers::Offset<pack::Purpose>> purposes{pack::CreatePurpose(builder, id)};
  std::vector<flatbuffers::Offset<pack::Feature>> features;
  for (std::size_t index = 0; index < count; ++index) features.push_back(pack::CreateFeature(builder, id));
  const auto all_purposes = builder.CreateVector(purposes);
  const auto all_features = builder.CreateVector(features);
  pack::PackBuilder made(builder);
  made.add_site(id);
  made.add_language(id);
  made.add_notice(id);
  made.add_page(id);
  made.add_purposes(all_purposes);
  made.add_features(all_features);
  builder.Finish(made.Finish());
  return features_are_sound(*pack::GetPack(builder.GetBufferPointer()));
}

BOOST_AUTO_TEST_CASE(pack_has_4096_features_and_no_more) {
  BOOST_TEST(sound_with_features(max_features));
  BOOST_TEST(!sound_with_features(max_features + 1));
}

BOOST_AUTO_TEST_CASE(purpose_out_of_range_is_refused) {
  const auto with = [](std::uint16_t purpose) {
    return sound_after(with_rule(R"({"force": 1})"),
                       [&](const Pack& pack) { put(feature_of(pack), pack::Feature::VT_PURPOSE, purpose); });
  };
  BOOST_TEST(with(served::count - 1));
  BOOST_TEST(!with(served::count));
}

BOOST_AUTO_TEST_CASE(label_out_of_range_is_refused) {
  const auto with = [](auto label) {
    return sound_after(asking(R"({"plan": 1, "id": 2})"), [&](const Pack& pack) {
      const auto* labels = feature_of(pack).labels();
      write(labels, labels->size() - 1, label(pack));
    });
  };
  BOOST_TEST(with([](const Pack& pack) { return policy::at(feature_of(pack).labels(), 1); }));
  BOOST_TEST(!with([](const Pack& pack) { return static_cast<std::uint16_t>(policy::size(pack.attributes())); }));
}

BOOST_AUTO_TEST_CASE(attribute_without_its_label_is_refused_wherever_one_is_named) {
  for (const char* rule : {R"({"force": 1, "condition": {"plan": "pro"}})", R"({"force": 1, "coverage": 0.5})", by_id,
                           R"({"force": 1, "filters": [{"seed": "s", "ranges": [[0, 1]]}]})"})
    BOOST_TEST(!sound_after(with_rule(rule), [](const Pack& pack) { cut(feature_of(pack).labels(), 0); }), rule);
}

BOOST_AUTO_TEST_CASE(inferred_attribute_brings_the_labels_of_its_inputs) {
  constexpr std::string_view steps = R"({"steps": {"type": "number", "source": "inferred",
    "infer": [{"when": {"age": {"gte": 18}}, "value": 1}]}})";
  const auto with_input = [&](std::string_view attribute) {
    return sound_after(
        asking(R"({"steps": 1})"),
        [&](const Pack& pack) {
          write(feature_of(pack).labels(), 0, static_cast<std::uint16_t>(policy::find(pack.attributes(), attribute)));
        },
        steps);
  };
  BOOST_TEST(with_input("age"));
  BOOST_TEST(!with_input("plan"));
}

// The labels are sorted: each of these rules lacks its last one.
BOOST_AUTO_TEST_CASE(fallback_keeper_and_inner_attributes_need_their_labels_too) {
  for (const char* rule :
       {R"({"force": 1, "coverage": 0.5, "fallbackAttribute": "deviceId"})",
        R"({"variations": [0, 1], "hashAttribute": "id", "condition": {"country": 1}})",
        R"({"variations": [0, 1], "hashAttribute": "id", "namespace": ["s", 0, 1], "condition": {"tags": 1}})"})
    BOOST_TEST(!sound_after(with_rule(rule),
                            [](const Pack& pack) {
                              const auto* labels = feature_of(pack).labels();
                              cut(labels, labels->size() - 1);
                            }),
               rule);
}

BOOST_AUTO_TEST_CASE(entry_says_of_its_rule_whether_it_asks_others) {
  for (const char* rule : {R"({"force": 1})", R"({"force": 1, "parentConditions": [{"id": "f", "condition": {}}]})"})
    BOOST_TEST(!sound_after(with_rule(rule),
                            [](const Pack& pack) {
                              pack::Entry& entry = writable(feature_of(pack).entries()->Get(0));
                              entry = pack::Entry(entry.when(), !entry.asks_others(), entry.sticky());
                            }),
               rule);
}

BOOST_AUTO_TEST_CASE(attribute_by_which_variations_are_kept_needs_its_label) {
  const auto with = [](std::uint16_t attribute) {
    return sound_after(with_rule(by_id),
                       [&](const Pack& pack) { put(rule_of(pack), pack::Rule::VT_KEPT_BY, attribute); });
  };
  BOOST_TEST(with(no_attribute));
  BOOST_TEST(!with(1));
  BOOST_TEST(!with(nowhere));
}

BOOST_AUTO_TEST_CASE(attribute_out_of_range_divides_nobody_and_is_refused) {
  for (const auto field : {pack::Split::VT_ATTRIBUTE, pack::Split::VT_FALLBACK}) {
    const auto with = [&](std::uint16_t attribute) {
      return sound_after(with_rule(R"({"variations": [0, 1], "fallbackAttribute": "deviceId"})"),
                         [&](const Pack& pack) { put(*rule_of(pack).split(), field, attribute); });
    };
    BOOST_TEST(with(no_attribute));
    BOOST_TEST(!with(nowhere));
  }
}

BOOST_AUTO_TEST_CASE(lists_and_dates_cannot_be_asked) {
  for (const std::string& rule : {asking(R"({"plan": 1})"), with_rule(R"({"variations": [0, 1], "hashAttribute": "plan",
    "fallbackAttribute": "plan"})")})
    for (const auto& [type, expected] :
         {std::pair(pack::ValueType::boolean, true), std::pair(pack::ValueType::number, true),
          std::pair(pack::ValueType::text, true), std::pair(pack::ValueType::any, true),
          std::pair(pack::ValueType::text_list, false), std::pair(pack::ValueType::date, false)})
      BOOST_TEST(sound_after(rule,
                             [&](const Pack& pack) {
                               const auto plan = policy::find(pack.attributes(), "plan");
                               put(policy::at(pack.attributes(), static_cast<std::size_t>(plan)),
                                   pack::Attribute::VT_TYPE, type);
                             }) == expected,
                 rule << " " << pack::EnumNameValueType(type));
}

BOOST_AUTO_TEST_CASE(value_that_is_no_tree_is_refused) {
  constexpr std::string_view asked = R"({"features": {"parent": {"defaultValue": 1}, "f": {"rules": [
    {"force": 1, "parentConditions": [{"id": "parent", "condition": {"value": 1}}]}]}}})";
  BOOST_TEST(!sound_after(
      asked, [](const Pack& pack) { write(feature_of(pack).values(), 0, size32(policy::size(pack.blobs()))); }));
  const auto with_first_byte = [&](std::uint8_t byte) {
    return sound_after(asked, [&](const Pack& pack) {
      write(policy::at(pack.blobs(), feature_of(pack).values()->Get(0)).bytes(), 0, byte);
    });
  };
  BOOST_TEST(with_first_byte(static_cast<std::uint8_t>(Tag::object)));
  BOOST_TEST(!with_first_byte(static_cast<std::uint8_t>(Tag::object) + 1));
}

BOOST_AUTO_TEST_CASE(experiment_alone_has_one_rule) {
  constexpr std::string_view one = R"({"experiments": [{"key": "e", "variations": [0, 1]}]})";
  BOOST_TEST(!sound_after(one, [](const Pack& pack) { cut(feature_of(pack).rules(), 0); }));
}

BOOST_AUTO_TEST_CASE(each_rule_has_its_entry) {
  const std::string two = with_rule(R"({"force": 1}, {"force": 2})");
  BOOST_TEST(!sound_after(two, [](const Pack& pack) { cut(feature_of(pack).entries(), 1); }));
  BOOST_TEST(!sound_after(two, [](const Pack& pack) { cut(feature_of(pack).rules(), 1); }));
  BOOST_TEST(!sound_after(two, [](const Pack& pack) { leave_out(feature_of(pack), pack::Feature::VT_ENTRIES); }));
}

BOOST_AUTO_TEST_CASE(who_is_divided_needs_a_split) {
  const auto without = [](std::string_view rule) {
    return sound_after(with_rule(rule), [](const Pack& pack) { leave_out(rule_of(pack), pack::Rule::VT_SPLIT); });
  };
  BOOST_TEST(without(R"({"force": 1})"));
  BOOST_TEST(!without(R"({"force": 1, "coverage": 0.5})"));
  BOOST_TEST(!without(R"({"force": 1, "range": [0, 1]})"));
  BOOST_TEST(!without(by_id));
}

BOOST_AUTO_TEST_CASE(unknown_enumerators_are_refused) {
  const auto with = [](std::string_view features, flatbuffers::voffset_t field, int value) {
    return sound_after(features,
                       [&](const Pack& pack) { put(rule_of(pack), field, static_cast<std::uint8_t>(value)); });
  };
  const std::string rolled_out = with_rule(R"({"force": 1, "coverage": 0.5})");
  const std::string stopped = R"({"experiments": [{"key": "e", "variations": [0, 1], "status": "stopped"}]})";
  BOOST_TEST(with(with_rule(by_id), pack::Rule::VT_KIND, static_cast<int>(pack::RuleKind::MAX)));
  BOOST_TEST(!with(with_rule(by_id), pack::Rule::VT_KIND, static_cast<int>(pack::RuleKind::MAX) + 1));
  BOOST_TEST(with(rolled_out, pack::Rule::VT_ROLLOUT, static_cast<int>(pack::Rollout::MAX)));
  BOOST_TEST(!with(rolled_out, pack::Rule::VT_ROLLOUT, static_cast<int>(pack::Rollout::MAX) + 1));
  BOOST_TEST(with(stopped, pack::Rule::VT_STATUS, static_cast<int>(pack::Status::MAX)));
  BOOST_TEST(!with(stopped, pack::Rule::VT_STATUS, static_cast<int>(pack::Status::MAX) + 1));
}

BOOST_AUTO_TEST_CASE(coverage_is_a_number) {
  const std::string rule = with_rule(R"({"force": 1, "coverage": 0.5})");
  BOOST_TEST(!sound_after(rule, [](const Pack& pack) { cut(rule_of(pack).ranges(), 0); }));
  BOOST_TEST(!sound_after(rule, [](const Pack& pack) { write(rule_of(pack).ranges(), 0, not_a_number); }));
}

BOOST_AUTO_TEST_CASE(range_without_an_end_is_refused_wherever_ranges_are) {
  BOOST_TEST(!sound_after(with_rule(by_id), [](const Pack& pack) { write(rule_of(pack).ranges(), 3, not_a_number); }));
  BOOST_TEST(
      !sound_after(with_rule(R"({"force": 1, "filters": [{"seed": "s", "ranges": [[0, 1]]}]})"),
                   [](const Pack& pack) { write(policy::at(rule_of(pack).filters(), 0).ranges(), 1, not_a_number); }));
  BOOST_TEST(!sound_after(with_rule(R"({"variations": [0, 1], "namespace": ["s", 0, 1]})"),
                          [](const Pack& pack) { write(rule_of(pack).namespace_()->ranges(), 0, not_a_number); }));
}

BOOST_AUTO_TEST_CASE(ranges_of_a_bandits_leaf_are_checked_like_others) {
  BOOST_TEST(!sound_after(
      bandit, [](const Pack& pack) { write(policy::at(rule_of(pack).contexts(), 0).ranges(), 0, not_a_number); }));
}

BOOST_AUTO_TEST_CASE(labels_of_a_parent_are_the_features_too) {
  constexpr std::string_view asked = R"({"features": {"f": {"rules": [
      {"force": 1, "parentConditions": [{"id": "parent", "condition": {"value": 1}}]}]},
    "parent": {"rules": [{"force": 1, "condition": {"plan": "pro"}}]}}})";
  BOOST_TEST(!sound_after(asked, [](const Pack& pack) { cut(feature_of(pack).labels(), 0); }));
  const auto with_parent = [&](std::uint16_t feature) {
    return sound_after(asked, [&](const Pack& pack) {
      put(policy::at(rule_of(pack).parents(), 0), pack::Parent::VT_FEATURE, feature);
    });
  };
  BOOST_TEST(with_parent(2));  // there is none: its value is null
  BOOST_TEST(with_parent(no_feature));
}

// An experiment that the destination is told of, and two features that it is not told of.
constexpr std::string_view told = R"({"features": {
  "f": {"exposes": ["web"], "rules": [{"variations": [0, 1]}]}, "g": {"exposes": ["web"], "rules": [
    {"variations": [0, 1, 2]}]}}})";
constexpr std::string_view leaving = R"({"id": {"leaves": {"web": {"as": "decision"}}}})";

BOOST_AUTO_TEST_CASE(slot_under_which_a_feature_is_told_is_one_with_its_purpose_and_labels) {
  const auto with_slot = [](std::uint16_t slot) {
    return sound_after(
        told, [&](const Pack& pack) { put(feature_of(pack), pack::Feature::VT_SLOT, slot); }, leaving);
  };
  BOOST_TEST(with_slot(0));
  BOOST_TEST(!with_slot(1));  // of other variations
  BOOST_TEST(!with_slot(2));
  BOOST_TEST(!with_slot(no_slot));  // its rule says that it is told
  const auto slot = [](const Pack& pack) -> const pack::Slot& { return policy::at(pack.slots(), 0); };
  BOOST_TEST(!sound_after(
      told, [&](const Pack& pack) { put(slot(pack), pack::Slot::VT_PURPOSE, std::uint16_t{served::measured}); },
      leaving));
  BOOST_TEST(!sound_after(
      told, [&](const Pack& pack) { cut(slot(pack).labels(), 0); }, leaving));
}

BOOST_AUTO_TEST_CASE(experience_under_which_a_rule_is_told_has_a_variant_for_each_variation) {
  BOOST_TEST(!sound_after(
      told, [](const Pack& pack) { put(rule_of(pack), pack::Rule::VT_TOLD, std::uint16_t{1}); }, leaving));
  BOOST_TEST(sound_after(
      told, [](const Pack& pack) { put(rule_of(pack), pack::Rule::VT_TOLD, not_told); }, leaving));
  BOOST_TEST(!sound_after(
      told, [](const Pack& pack) { cut(rule_of(pack).variations(), 1); }, leaving));
}

constexpr std::string_view keeping = R"({"keeps": "kept", "features": {"f": {"rules": [{"variations": [0, 1]}]}}})";
constexpr std::string_view keeper = R"({"kept": {}})";

BOOST_AUTO_TEST_CASE(attribute_that_keeps_variations_is_one_of_any_type) {
  const auto with = [](std::uint16_t attribute) {
    return sound_after(
        keeping, [&](const Pack& pack) { put(pack, pack::Pack::VT_KEEPS, attribute); }, keeper);
  };
  BOOST_TEST(with(no_attribute));
  BOOST_TEST(!with(nowhere));
  const auto of_type = [](pack::ValueType type) {
    return sound_after(
        keeping,
        [&](const Pack& pack) { put(policy::at(pack.attributes(), pack.keeps()), pack::Attribute::VT_TYPE, type); },
        keeper);
  };
  BOOST_TEST(of_type(pack::ValueType::any));
  BOOST_TEST(!of_type(pack::ValueType::text));
}

BOOST_AUTO_TEST_CASE(experiment_whose_variations_are_kept_has_the_keepers_label) {
  const auto without_last_label = [](std::string_view more) {
    return sound_after(R"({"keeps": "kept", "features": {"f": {"rules": [{"variations": [0, 1])" + std::string(more) +
                           R"(}, {"force": 1, "condition": {"kept": null}}]}}})",
                       [](const Pack& pack) {
                         // The keeper's label gives way to another.
                         const auto* labels = feature_of(pack).labels();
                         write(labels, labels->size() - 1, std::uint16_t{0});
                         writable(when_of(pack, 1)) = pack::Range(0, 0);
                       },
                       keeper);
  };
  BOOST_TEST(!without_last_label(""));
  BOOST_TEST(without_last_label(R"(, "disableStickyBucketing": true)"));
}

BOOST_AUTO_TEST_SUITE_END()
