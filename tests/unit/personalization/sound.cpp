// Packs that the authoring code has compiled are sound; each change here makes one unsound, as FlatBuffers and
// policy::open() would not notice.
#include "personalization/sound.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>
#include <string>
#include <vector>

#include "features_site.hpp"
#include "personalization/pattern.hpp"
#include "support/sample_pack.hpp"

using namespace assent;
using namespace assent::personalization;
using namespace assent::test;
using pack::Op;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint16_t nowhere = 999;

// Writes over a field that the table has.
template <class Table, class Value>
void put(const Table& table, flatbuffers::voffset_t field, Value value) {
  auto* const at = const_cast<std::uint8_t*>(reinterpret_cast<const flatbuffers::Table&>(table).GetAddressOf(field));
  BOOST_TEST_REQUIRE((at != nullptr));
  flatbuffers::WriteScalar(at, value);
}

// Takes a field away from the table, and from every other that is laid out like it.
template <class Table>
void leave_out(const Table& table, flatbuffers::voffset_t field) {
  auto* const layout = const_cast<std::uint8_t*>(reinterpret_cast<const flatbuffers::Table&>(table).GetVTable());
  flatbuffers::WriteScalar<flatbuffers::voffset_t>(layout + field, 0);
}

template <class T>
void cut(const flatbuffers::Vector<T>* vector, flatbuffers::uoffset_t size) {
  BOOST_TEST_REQUIRE((vector && vector->size() > size));
  flatbuffers::WriteScalar(const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(vector)), size);
}

template <class T>
T& writable(const T* structure) {
  BOOST_TEST_REQUIRE((structure != nullptr));
  return *const_cast<T*>(structure);
}

template <class T>
void write(const flatbuffers::Vector<T>* vector, std::size_t index, T value) {
  BOOST_TEST_REQUIRE((vector && index < vector->size()));
  const_cast<flatbuffers::Vector<T>*>(vector)->Mutate(static_cast<flatbuffers::uoffset_t>(index), value);
}

const pack::Feature& feature_of(const Pack& pack, std::size_t index = 0) { return policy::at(pack.features(), index); }
const pack::Rule& rule_of(const Pack& pack, std::size_t feature = 0) {
  return policy::at(feature_of(pack, feature).rules(), 0);
}

const pack::Range* when_of(const Pack& pack, std::size_t rule = 0) {
  return &feature_of(pack).entries()->Get(static_cast<flatbuffers::uoffset_t>(rule))->when();
}

// Whether a sound pack is sound still after `change`.
template <class Change>
bool sound_after(std::string_view features, Change change, std::string_view attributes = "{}") {
  const PackBytes bytes = compile_features(features, attributes);
  BOOST_TEST_REQUIRE(features_are_sound(bytes.pack()));
  change(bytes.pack());
  return features_are_sound(bytes.pack());
}

std::string with_rule(std::string_view rule) {
  return R"({"features": {"f": {"defaultValue": 0, "rules": [)" + std::string(rule) + "]}}}";
}
std::string asking(std::string_view condition) {
  return with_rule(R"({"force": 1, "condition": )" + std::string(condition) + "}");
}

std::size_t node_with(const Pack& pack, Op op) {
  for (std::size_t index = 0; index < policy::size(pack.nodes()); ++index)
    if (policy::at(pack.nodes(), index).op() == op) return index;
  BOOST_FAIL("no node is " << pack::EnumNameOp(op));
  return 0;
}

// Writes over the first node of a kind.
template <class Change>
bool sound_with_node(std::string_view condition, Op op, Change change) {
  return sound_after(asking(condition), [&](const Pack& pack) {
    auto& node = writable(pack.nodes()->Get(static_cast<flatbuffers::uoffset_t>(node_with(pack, op))));
    node = change(node, pack);
  });
}

bool sound_with_operand(std::string_view condition, Op op, std::uint32_t operand) {
  return sound_with_node(condition, op, [&](const pack::Node& node, const Pack&) {
    return pack::Node(node.op(), node.subject(), node.index(), node.count(), node.span(), operand);
  });
}

std::uint32_t size32(std::size_t size) { return static_cast<std::uint32_t>(size); }

constexpr const char* by_id = R"({"variations": [0, 1]})";

}  // namespace

BOOST_AUTO_TEST_SUITE(sound)

BOOST_AUTO_TEST_CASE(pack_without_features_is_sound) { BOOST_TEST(features_are_sound(sample())); }

BOOST_AUTO_TEST_CASE(pack_has_4096_features_and_no_more) {
  std::string features;
  for (std::size_t index = 0; index < max_features; ++index)
    features += (index ? ", \"f" : "\"f") + std::to_string(index) + R"(": {})";
  const auto with = [&](std::string_view more) {
    return compile_features(R"({"features": {)" + features + "}" + std::string(more) + "}");
  };
  BOOST_TEST(features_are_sound(with("").pack()));
  const PackBytes beyond = with(R"(, "experiments": [{"key": "e", "variations": [0]}])");
  BOOST_TEST(policy::size(beyond.pack().features()) == max_features + 1);
  BOOST_TEST(!features_are_sound(beyond.pack()));
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

constexpr std::string_view bandit = R"({"contextualBandits": {"b": {"contexts": [{"condition": {"plan": 1}, "leafId": 1,
  "weights": [1, 0]}]}}, "features": {"f": {"rules": [{"variations": [0, 1], "contextualBanditRef": "b"}]}}})";

BOOST_AUTO_TEST_CASE(ranges_of_a_bandits_leaf_are_checked_like_others) {
  BOOST_TEST(!sound_after(
      bandit, [](const Pack& pack) { write(policy::at(rule_of(pack).contexts(), 0).ranges(), 0, not_a_number); }));
}

BOOST_AUTO_TEST_CASE(program_outside_of_the_nodes_is_refused_wherever_one_stands) {
  const auto with = [](std::string_view features, auto program, pack::Range range) {
    return sound_after(features, [&](const Pack& pack) { writable(program(pack)) = range; });
  };
  const std::string one_question = asking(R"({"plan": {"$type": "string"}})");  // two nodes
  const auto when = [](const Pack& pack) { return when_of(pack); };
  BOOST_TEST(with(one_question, when, {0, 2}));
  BOOST_TEST(with(one_question, when, {0xFFFFFFFF, 0}));  // nothing is asked
  BOOST_TEST(!with(one_question, when, {0, 1}));
  BOOST_TEST(!with(one_question, when, {0, 3}));
  BOOST_TEST(!with(one_question, when, {2, 1}));
  BOOST_TEST(!with(one_question, when, {3, 1}));
  BOOST_TEST(!with(one_question, when, {1, 0xFFFFFFFF}));
  BOOST_TEST(!with(bandit, [](const Pack& pack) { return policy::at(rule_of(pack).contexts(), 0).when(); }, {2, 1}));
  BOOST_TEST(!with(R"({"features": {"f": {"rules": [{"force": 1,
    "parentConditions": [{"id": "none", "condition": {"value": 1}}]}]}}})",
                   [](const Pack& pack) { return policy::at(rule_of(pack).parents(), 0).when(); }, {2, 1}));
  BOOST_TEST(!with(R"({"experiments": [{"key": "e", "variations": [0, 1],
    "urlPatterns": [{"type": "regex", "include": true, "pattern": "a"}]}]})",
                   [](const Pack& pack) { return rule_of(pack).urls(); }, {0, 1}));
}

BOOST_AUTO_TEST_CASE(operators_of_slots_and_unknown_ones_are_refused) {
  const auto with = [](std::string_view condition, Op was, Op op) {
    return sound_with_node(condition, was, [&](const pack::Node& node, const Pack&) {
      return pack::Node(op, node.subject(), node.index(), node.count(), node.span(), node.operand());
    });
  };
  constexpr std::string_view leaf = R"({"plan": null})";
  constexpr std::string_view around = R"({"plan": {"$type": "null"}})";
  BOOST_TEST(with(leaf, Op::is_null, Op::is_there));
  for (const Op op : {Op::exists, Op::eq, Op::one_of, Op::contains, static_cast<Op>(static_cast<int>(Op::MAX) + 1)}) {
    BOOST_TEST(!with(leaf, Op::is_null, op), static_cast<int>(op));
    BOOST_TEST(!with(around, Op::of, op), static_cast<int>(op));
  }
}

BOOST_AUTO_TEST_CASE(span_and_count_agree_with_the_program) {
  const auto with = [](Op op, std::uint16_t count, std::uint16_t span) {
    return sound_with_node(R"({"plan": {"$in": [1], "$gt": 2}})", op, [&](const pack::Node& node, const Pack&) {
      return pack::Node(node.op(), node.subject(), node.index(), count, span, node.operand());
    });
  };
  // of, all, among, above
  BOOST_TEST(with(Op::of, 1, 4));
  BOOST_TEST(!with(Op::of, 1, 3));
  BOOST_TEST(!with(Op::of, 1, 0));
  BOOST_TEST(!with(Op::of, 0, 4));
  BOOST_TEST(!with(Op::of, 0, 1));
  BOOST_TEST(!with(Op::of, 2, 4));
  BOOST_TEST(!with(Op::of, 0xFFFF, 4));
  BOOST_TEST(with(Op::all, 2, 3));
  BOOST_TEST(!with(Op::all, 1, 3));
  BOOST_TEST(!with(Op::all, 1, 2));
  BOOST_TEST(!with(Op::all, 3, 3));
  BOOST_TEST(!with(Op::among, 0, 0));
  BOOST_TEST(!with(Op::among, 0, 2));
  BOOST_TEST(!with(Op::among, 1, 1));
}

template <class Index>
bool sound_with_subject(std::string_view features, Op op, pack::Subject subject, Index index) {
  return sound_after(features, [&](const Pack& pack) {
    auto& node = writable(pack.nodes()->Get(static_cast<flatbuffers::uoffset_t>(node_with(pack, op))));
    node = pack::Node(node.op(), subject, static_cast<std::uint16_t>(index), node.count(), node.span(), node.operand());
  });
}

BOOST_AUTO_TEST_CASE(subject_is_an_attribute_with_a_label_or_a_fact_of_the_page) {
  const auto with = [](pack::Subject subject, int index) {
    return sound_with_subject(R"({"experiments": [{"key": "e", "variations": [0, 1],
      "urlPatterns": [{"type": "regex", "include": true, "pattern": "a"}]}]})",
                              Op::matches, subject, index);
  };
  constexpr int id = 0;  // the only label, because it divides
  BOOST_TEST(with(pack::Subject::context, 1));
  BOOST_TEST(!with(pack::Subject::context, 2));
  BOOST_TEST(with(pack::Subject::attribute, id));
  BOOST_TEST(!with(pack::Subject::attribute, id + 1));
  BOOST_TEST(!with(pack::Subject::attribute, nowhere));
  BOOST_TEST(!with(pack::Subject::attribute, no_attribute));
  BOOST_TEST(!with(static_cast<pack::Subject>(3), id));
  BOOST_TEST(with(pack::Subject::none, 0));  // a leaf that is asked of nothing
}

BOOST_AUTO_TEST_CASE(only_what_needs_no_index_names_its_subject_and_what_is_asked_of_one_always_does) {
  const std::string asked = asking(R"({"plan": {"$type": "null"}})");
  const std::string truthy = asking(R"({"plan": true})");
  const std::string grouped = asking(R"({"$and": [{"plan": 1}, {"plan": 2}]})");
  const std::string items = asking(R"({"plan": {"$elemMatch": {"$gt": 1}}})");
  const int plan = 2;
  BOOST_TEST(sound_with_subject(asked, Op::of, pack::Subject::attribute, plan));
  BOOST_TEST(!sound_with_subject(asked, Op::of, pack::Subject::none, plan));
  BOOST_TEST(!sound_with_subject(asked, Op::of, pack::Subject::context, 0));
  BOOST_TEST(!sound_with_subject(asked, Op::of, static_cast<pack::Subject>(3), plan));
  BOOST_TEST(!sound_with_subject(asked, Op::has_type, pack::Subject::attribute, plan));
  BOOST_TEST(!sound_with_subject(truthy, Op::is_truthy, pack::Subject::attribute, plan));
  BOOST_TEST(!sound_with_subject(grouped, Op::all, pack::Subject::attribute, plan));
  BOOST_TEST(!sound_with_subject(items, Op::of_some, pack::Subject::attribute, plan));
}

BOOST_AUTO_TEST_CASE(text_out_of_range_is_refused_wherever_one_is_named) {
  struct Case {
    Op op;
    const char* condition;  // with one text
  };
  for (const Case& each :
       {Case{Op::as_text, R"({"plan": "a"})"}, Case{Op::is_text, R"({"plan": {"$eq": "a"}})"},
        Case{Op::as_folded, R"({"plan": {"$alli": ["a"]}})"}, Case{Op::version, R"({"plan": {"$veq": "1"}})"},
        Case{Op::older, R"({"plan": {"$vlt": "1"}})"}, Case{Op::older_or_equal, R"({"plan": {"$vlte": "1"}})"},
        Case{Op::of_property, R"({"plan": {"$elemMatch": {"a": null}}})"}}) {
    BOOST_TEST(sound_with_operand(each.condition, each.op, 0), each.condition);
    BOOST_TEST(!sound_with_operand(each.condition, each.op, 1), each.condition);
    BOOST_TEST(!sound_with_operand(each.condition, each.op, 0xFFFFFFFF), each.condition);
  }
}

BOOST_AUTO_TEST_CASE(number_out_of_range_is_refused) {
  for (const auto& [op, condition] :
       {std::pair(Op::as_number, R"({"plan": 5})"), std::pair(Op::is_number, R"({"plan": {"$eq": 5}})"),
        std::pair(Op::below, R"({"plan": {"$lt": 5}})"), std::pair(Op::at_most, R"({"plan": {"$lte": 5}})"),
        std::pair(Op::above, R"({"plan": {"$gt": 5}})"), std::pair(Op::at_least, R"({"plan": {"$gte": 5}})")}) {
    BOOST_TEST(sound_with_operand(condition, op, 0), condition);
    BOOST_TEST(!sound_with_operand(condition, op, 1), condition);
    BOOST_TEST(!sound_with_operand(condition, op, 0xFFFFFFFF), condition);
  }
}

BOOST_AUTO_TEST_CASE(texts_of_a_short_list_lie_within_the_pack_and_are_sorted) {
  constexpr std::string_view list = R"({"plan": {"$in": ["a", "b"]}})";
  const auto with = [&](std::uint16_t count, std::uint32_t operand) {
    return sound_with_node(list, Op::one_of_texts, [&](const pack::Node& node, const Pack&) {
      return pack::Node(node.op(), node.subject(), node.index(), count, node.span(), operand);
    });
  };
  BOOST_TEST(with(2, 0));
  BOOST_TEST(with(0, 2));
  BOOST_TEST(!with(3, 0));
  BOOST_TEST(!with(1, 2));
  BOOST_TEST(!with(0xFFFF, 0xFFFFFFFF));
  const auto texts = [&](std::uint16_t first, std::uint16_t second) {
    return sound_after(asking(list), [&](const Pack& pack) {
      write(pack.operands(), 0, first);
      write(pack.operands(), 1, second);
    });
  };
  BOOST_TEST(texts(0, 1));
  BOOST_TEST(!texts(1, 0));
  BOOST_TEST(!texts(0, 0));
}

BOOST_AUTO_TEST_CASE(type_that_no_value_has_is_refused) {
  const auto with = [](std::uint16_t type) {
    return sound_with_node(R"({"plan": {"$type": "null"}})", Op::has_type, [&](const pack::Node& node, const Pack&) {
      return pack::Node(node.op(), node.subject(), type, node.count(), node.span(), node.operand());
    });
  };
  BOOST_TEST(with(static_cast<std::uint16_t>(Tag::object)));
  BOOST_TEST(!with(static_cast<std::uint16_t>(Tag::object) + 1));
}

BOOST_AUTO_TEST_CASE(operand_that_is_no_tree_or_no_pattern_is_refused) {
  struct Case {
    Op op;
    const char* condition;
  };
  for (const Case& each :
       {Case{Op::as_json, R"({"plan": {"a": 1}})"}, Case{Op::less, R"({"plan": {"$lt": "b"}})"},
        Case{Op::less_or_equal, R"({"plan": {"$lte": "b"}})"}, Case{Op::more, R"({"plan": {"$gt": "b"}})"},
        Case{Op::more_or_equal, R"({"plan": {"$gte": "b"}})"}, Case{Op::matches, R"({"plan": {"$regex": "a"}})"}}) {
    BOOST_TEST(sound_with_operand(each.condition, each.op, 0), each.condition);
    BOOST_TEST(!sound_with_operand(each.condition, each.op, 1), each.condition);
    BOOST_TEST(
        !sound_after(asking(each.condition),
                     [](const Pack& pack) { write(policy::at(pack.blobs(), 0).bytes(), 0, std::uint8_t{0xFF}); }),
        each.condition);
    BOOST_TEST(!sound_after(asking(each.condition),
                            [](const Pack& pack) { leave_out(policy::at(pack.blobs(), 0), pack::Blob::VT_BYTES); }),
               each.condition);
  }
}

BOOST_AUTO_TEST_CASE(tree_is_no_pattern_and_a_pattern_no_tree) {
  constexpr const char* both = R"({"plan": {"$gt": "b"}, "id": {"$regex": "a"}})";
  BOOST_TEST(!sound_with_node(both, Op::more, [](const pack::Node& node, const Pack& pack) {
    const std::uint32_t other = policy::at(pack.nodes(), node_with(pack, Op::matches)).operand();
    return pack::Node(node.op(), node.subject(), node.index(), node.count(), node.span(), other);
  }));
  BOOST_TEST(!sound_with_node(both, Op::matches, [](const pack::Node& node, const Pack& pack) {
    const std::uint32_t other = policy::at(pack.nodes(), node_with(pack, Op::more)).operand();
    return pack::Node(node.op(), node.subject(), node.index(), node.count(), node.span(), other);
  }));
}

BOOST_AUTO_TEST_CASE(set_out_of_range_is_refused) {
  for (const auto& [op, question] :
       {std::pair(Op::equal, R"({"plan": {"$eq": null}})"), std::pair(Op::among, R"({"plan": {"$in": ["a", 1]}})"),
        std::pair(Op::among_folded, R"({"plan": {"$ini": ["a"]}})")}) {
    BOOST_TEST(sound_with_operand(question, op, 0), question);
    BOOST_TEST(!sound_with_operand(question, op, 1), question);
  }
}

// The set of "a", "b", 1, 2 and true, whose members are the only ones.
bool sound_with_set(const pack::Set& set) {
  return sound_after(asking(R"({"plan": {"$in": ["a", "b", 1, 2, true]}})"),
                     [&](const Pack& pack) { writable(pack.sets()->Get(0)) = set; });
}

BOOST_AUTO_TEST_CASE(members_of_a_set_lie_within_the_pack) {
  using Range = pack::Range;
  BOOST_TEST(sound_with_set({Range(0, 2), Range(0, 2), 7}));
  BOOST_TEST(sound_with_set({Range(2, 0), Range(2, 0), 0}));
  BOOST_TEST(!sound_with_set({Range(0, 3), Range(0, 2), 0}));
  BOOST_TEST(!sound_with_set({Range(3, 0), Range(0, 2), 0}));
  BOOST_TEST(!sound_with_set({Range(1, 0xFFFFFFFF), Range(0, 2), 0}));
  BOOST_TEST(!sound_with_set({Range(0, 2), Range(0, 3), 0}));
  BOOST_TEST(!sound_with_set({Range(0, 2), Range(2, 1), 0}));
  BOOST_TEST(!sound_with_set({Range(0, 2), Range(0, 2), 8}));
}

BOOST_AUTO_TEST_CASE(members_of_a_set_are_sorted_and_each_is_there_once) {
  const auto with = [](auto change) { return sound_after(asking(R"({"plan": {"$in": ["a", "b", 1, 2]}})"), change); };
  const auto texts = [&](std::uint16_t first, std::uint16_t second) {
    return with([=](const Pack& pack) {
      write(pack.operands(), 0, first);
      write(pack.operands(), 1, second);
    });
  };
  BOOST_TEST(texts(0, 1));
  BOOST_TEST(!texts(1, 0));
  BOOST_TEST(!texts(1, 1));
  const auto numbers = [&](double first, double second) {
    return with([=](const Pack& pack) {
      write(pack.numbers(), 0, first);
      write(pack.numbers(), 1, second);
    });
  };
  BOOST_TEST(numbers(-1, 2.5));
  BOOST_TEST(!numbers(2, 1));
  BOOST_TEST(!numbers(1, 1));
  BOOST_TEST(!numbers(not_a_number, 1));
  BOOST_TEST(!numbers(1, not_a_number));
}

// A chain of `none` with a leaf at its end, in place of a program of as many nodes.
bool sound_nested(std::size_t nodes) {
  std::string members = R"({"plan": null})";
  for (std::size_t more = 2; more < nodes; ++more) members += R"(, {"plan": null})";
  return sound_after(asking(R"({"$and": [)" + members + "]}"), [&](const Pack& pack) {
    BOOST_TEST_REQUIRE(policy::size(pack.nodes()) == nodes);
    for (std::size_t at = 0; at < nodes; ++at) {
      const bool is_last = at + 1 == nodes;
      writable(pack.nodes()->Get(static_cast<flatbuffers::uoffset_t>(at))) =
          pack::Node(is_last ? Op::is_null : Op::none, pack::Subject::none, 0, is_last ? 0 : 1,
                     static_cast<std::uint16_t>(nodes - at), 0);
    }
  });
}

BOOST_AUTO_TEST_CASE(questions_nest_to_depth_128_and_no_deeper) {
  BOOST_TEST(sound_nested(max_question_depth + 1));  // the first is at depth 0
  BOOST_TEST(!sound_nested(max_question_depth + 2));
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
