// The same of programs of questions.
#include "unsound.hpp"

using namespace assent;
using namespace assent::personalization;
using namespace assent::test;
using pack::Op;

BOOST_AUTO_TEST_SUITE(sound_programs)

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

BOOST_AUTO_TEST_SUITE_END()
