// What a tree's view finds in a record, and which bytes are no tree at all.
#include "profile/tree.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>
#include <string>
#include <utility>
#include <vector>

using namespace assent;
using namespace assent::profile;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t least_bytes = 17;    // of a record: tag, number and the lengths of two texts
constexpr std::size_t tag_and_number = 9;  // bytes before the first length

std::string made(Tag tag, double number, std::string_view text, std::string_view folded = "") {
  base::Text record;
  base::ByteWriter out(record);
  out.number(tag);
  out.number(number);
  out.block(text);
  out.block(folded);
  return std::string(record);
}

std::string of_number(double number, std::string_view text) { return made(Tag::number, number, text); }
std::string of_text(std::string_view text) { return made(Tag::text, not_a_number, text); }
const std::string of_null = made(Tag::null, 0, "null");
const std::string of_no = made(Tag::no, 0, "false");
const std::string of_yes = made(Tag::yes, 1, "true");

std::string holding(std::string head, std::uint32_t count, std::string_view inside) {
  base::Text after;
  base::ByteWriter out(after);
  out.number(count);
  out.block(inside);
  return head + std::string(after);
}

std::string of_list(const std::vector<std::string>& items, std::string_view text = "") {
  std::string inside;
  for (const std::string& item : items) inside += item;
  return holding(made(Tag::list, not_a_number, text), static_cast<std::uint32_t>(items.size()), inside);
}

std::string of_object(const std::vector<std::pair<std::string, std::string>>& properties) {
  base::Text inside;
  for (const auto& [key, value] : properties) {
    base::ByteWriter(inside).block(key);
    inside.append(value);
  }
  const std::string head = made(Tag::object, not_a_number, "[object Object]", "[object object]");
  return holding(head, static_cast<std::uint32_t>(properties.size()), inside);
}

std::string nested(unsigned lists, std::string record) {
  for (; lists > 0; --lists) record = of_list({record});
  return record;
}

Tree view(std::string_view record) { return Tree(base::as_bytes(record)); }
// Of bytes that nobody has verified.
Tree read(std::string_view record) {
  base::ByteReader in(base::as_bytes(record));
  return Tree(in);
}
bool sound(std::string_view record) { return is_tree(base::as_bytes(record)); }

// The text at the path, or "-" where there is nothing.
std::string at(std::string_view record, std::string_view path) {
  const auto found = view(record).at_path(path);
  return found ? std::string(found->text()) : "-";
}

const std::vector<std::string> one_of_each = {of_null,
                                              of_no,
                                              of_yes,
                                              of_number(12, "12"),
                                              of_text("alps"),
                                              of_list({of_number(1, "1"), of_text("b")}, "1,b"),
                                              of_object({{"a", of_null}, {"b", of_list({})}})};

}  // namespace

BOOST_AUTO_TEST_SUITE(tree)

BOOST_AUTO_TEST_CASE(view_gives_what_was_written) {
  const std::string record = made(Tag::text, 31, "0X1F", "0x1f");
  const Tree tree = view(record);
  BOOST_TEST((tree.tag() == Tag::text));
  BOOST_TEST(tree.number() == 31);
  BOOST_TEST(tree.text() == "0X1F");
  BOOST_TEST(tree.folded() == "0x1f");
  BOOST_TEST(tree.size() == 0u);
  for (std::size_t tag = 0; tag < one_of_each.size(); ++tag) {
    BOOST_TEST((view(one_of_each[tag]).tag() == static_cast<Tag>(tag)));
    BOOST_TEST(sound(one_of_each[tag]));
  }
}

BOOST_AUTO_TEST_CASE(folded_text_that_is_not_stored_is_the_text) {
  BOOST_TEST(view(of_text("alps")).folded() == "alps");
  BOOST_TEST(view(of_yes).folded() == "true");
}

BOOST_AUTO_TEST_CASE(tree_is_taken_off_a_reader_that_goes_on_behind_it) {
  const std::string two = of_list({of_yes}) + of_text("next");
  base::ByteReader in(base::as_bytes(two));
  BOOST_TEST(Tree(in).size() == 1u);
  BOOST_TEST(Tree(in).text() == "next");
  BOOST_TEST(in.done());
}

BOOST_AUTO_TEST_CASE(members_are_taken_one_after_another) {
  const std::string list = of_list({of_text("a"), of_list({of_text("deep")}), of_text("")});
  Members items(view(list));
  BOOST_TEST(items.next()->text() == "a");
  BOOST_TEST(items.next()->size() == 1u);
  BOOST_TEST(!items.done());
  BOOST_TEST(items.next()->text() == "");
  BOOST_TEST(items.key() == "");
  BOOST_TEST(items.done());
  BOOST_TEST(!items.next());

  const std::string object = of_object({{"b", of_text("1")}, {"", of_text("2")}});
  Members properties(view(object));
  BOOST_TEST(properties.next()->text() == "1");
  BOOST_TEST(properties.key() == "b");
  BOOST_TEST(properties.next()->text() == "2");
  BOOST_TEST(properties.key() == "");
  BOOST_TEST(!properties.next());
  for (const std::string& scalar : {of_null, of_yes, of_text("a")}) BOOST_TEST(!Members(view(scalar)).next());
}

BOOST_AUTO_TEST_CASE(property_is_found_by_its_whole_key) {
  const std::string object = of_object({{"ab", of_text("1")}, {"a", of_text("2")}, {"", of_text("3")}});
  BOOST_TEST(view(object).size() == 3u);
  BOOST_TEST(view(object).property("a")->text() == "2");
  BOOST_TEST(view(object).property("ab")->text() == "1");
  BOOST_TEST(view(object).property("")->text() == "3");
  for (const char* key : {"b", "abc", "toString", "__proto__"}) BOOST_TEST(!view(object).property(key));
  BOOST_TEST(!view(of_list({of_yes})).property("0"));
  BOOST_TEST(!view(of_text("a")).property(""));
}

BOOST_AUTO_TEST_CASE(path_is_followed_through_objects_and_lists) {
  const std::string record =
      of_object({{"a", of_object({{"b", of_list({of_text("first"), of_object({{"", of_text("deep")}})})}})},
                 {"a.b", of_text("never")},
                 {"none", of_null}});
  BOOST_TEST(at(record, "a.b.0") == "first");
  BOOST_TEST(at(record, "a.b.1.") == "deep");
  BOOST_TEST(at(record, "none") == "null");
  for (const char* path : {"", ".", "a.", ".a", "a..b", "a.c", "a.b.2", "a.b.0.length", "a.b.length", "none.a"})
    BOOST_TEST(at(record, path) == "-", path);
}

BOOST_AUTO_TEST_CASE(index_is_written_as_javascript_writes_it) {
  const std::string list = of_list({of_text("0"), of_text("1")});
  BOOST_TEST(at(list, "0") == "0");
  BOOST_TEST(at(list, "1") == "1");
  for (const char* index : {"00", "01", "-0", "+1", "1 ", "0x1", "1e0", "2", "999999999", "4294967296", "a", ""})
    BOOST_TEST(at(list, index) == "-", index);
}

BOOST_AUTO_TEST_CASE(truth_is_javascripts) {
  const std::string lists[] = {of_list({}), of_object({}), of_yes, of_text("0"), of_text("false"), of_text(" ")};
  for (const std::string& record : lists) BOOST_TEST(view(record).is_truthy());
  for (const double number : {1.0, -1.0, 5e-324, infinity, -infinity})
    BOOST_TEST(view(of_number(number, "")).is_truthy());
  for (const double number : {0.0, -0.0, not_a_number}) BOOST_TEST(!view(of_number(number, "")).is_truthy());
  for (const std::string& record : {of_null, of_no, of_text("")}) BOOST_TEST(!view(record).is_truthy());
}

BOOST_AUTO_TEST_CASE(same_json_is_that_of_equal_values_only) {
  for (std::size_t left = 0; left < one_of_each.size(); ++left)
    for (std::size_t right = 0; right < one_of_each.size(); ++right)
      BOOST_TEST(same_json(view(one_of_each[left]), view(one_of_each[right])) == (left == right));
  const std::string list = of_list({of_yes, of_object({{"a", of_yes}})});
  BOOST_TEST(same_json(view(list), view(list)));
  const std::string others[] = {of_list({of_yes}), of_list({of_yes, of_object({{"b", of_yes}})}),
                                of_list({of_yes, of_object({{"a", of_no}})}),
                                of_list({of_object({{"a", of_yes}}), of_yes})};
  for (const std::string& other : others) BOOST_TEST(!same_json(view(list), view(other)));
  BOOST_TEST(!same_json(view(of_text("1")), view(of_number(1, "1"))));
  BOOST_TEST(!same_json(view(of_text("a")), view(of_text("A"))));
}

BOOST_AUTO_TEST_CASE(same_json_minds_the_order_of_properties) {
  const std::string one = of_object({{"a", of_yes}, {"b", of_yes}}), other = of_object({{"b", of_yes}, {"a", of_yes}});
  BOOST_TEST(!same_json(view(one), view(other)));
}

BOOST_AUTO_TEST_CASE(number_that_is_not_finite_is_null_in_json) {
  const std::string records[] = {of_null, of_number(not_a_number, "NaN"), of_number(infinity, "Infinity"),
                                 of_number(-infinity, "-Infinity")};
  for (const std::string& left : records) {
    for (const std::string& right : records) {
      BOOST_TEST(same_json(view(left), view(right)));
      BOOST_TEST(same_json(view(of_list({left})), view(of_list({right}))));
    }
    BOOST_TEST(!same_json(view(left), view(of_number(0, "0"))));
  }
}

BOOST_AUTO_TEST_CASE(strictly_equal_are_scalars_of_one_kind) {
  for (std::size_t left = 0; left < one_of_each.size(); ++left)
    for (std::size_t right = 0; right < one_of_each.size(); ++right)
      BOOST_TEST(strictly_equal(view(one_of_each[left]), view(one_of_each[right])) == (left == right && left < 5));
  BOOST_TEST(strictly_equal(view(of_number(0, "0")), view(of_number(-0.0, "0"))));
  BOOST_TEST(!strictly_equal(view(of_number(1, "1")), view(of_number(2, "2"))));
  BOOST_TEST(!strictly_equal(view(of_number(not_a_number, "NaN")), view(of_number(not_a_number, "NaN"))));
  BOOST_TEST(!strictly_equal(view(of_text("a")), view(of_text("A"))));
}

BOOST_AUTO_TEST_CASE(tree_of_65536_bytes_is_one_and_of_65537_is_none) {
  const std::string longest(max_tree_bytes - least_bytes, 'x');
  BOOST_TEST(of_text(longest).size() == max_tree_bytes);
  BOOST_TEST(sound(of_text(longest)));
  BOOST_TEST(!sound(of_text(longest + "x")));
}

BOOST_AUTO_TEST_CASE(tree_of_32_levels_is_one_and_of_33_is_none) {
  BOOST_TEST(sound(nested(max_tree_depth - 1, of_yes)));
  BOOST_TEST(!sound(nested(max_tree_depth, of_yes)));
  BOOST_TEST(sound(nested(max_tree_depth - 1, of_list({}))));
  BOOST_TEST(!sound(nested(max_tree_depth, of_list({}))));
  BOOST_TEST(!sound(nested(1000, of_yes)));
}

BOOST_AUTO_TEST_CASE(record_that_is_cut_short_or_goes_on_is_no_tree) {
  for (const std::string& record : one_of_each) {
    for (std::size_t size = 0; size < record.size(); ++size) BOOST_TEST(!sound(record.substr(0, size)));
    BOOST_TEST(!sound(record + '\0'));
    BOOST_TEST(!sound(record + record));
  }
}

BOOST_AUTO_TEST_CASE(count_that_does_not_fit_the_bytes_is_no_tree) {
  const std::string head = made(Tag::list, 0, "");
  BOOST_TEST(sound(holding(head, 2, of_yes + of_no)));
  for (const std::uint32_t count : {0u, 1u, 3u, 0xFFFFFFFFu}) BOOST_TEST(!sound(holding(head, count, of_yes + of_no)));
  BOOST_TEST(!sound(of_list({holding(head, 1, of_yes + of_no)})));
}

BOOST_AUTO_TEST_CASE(unknown_tag_is_no_tree) {
  for (const int tag : {7, 255}) {
    const std::string record = made(static_cast<Tag>(tag), 0, "");
    BOOST_TEST(!sound(record));
    BOOST_TEST(!sound(of_list({record})));
    BOOST_TEST((read(record).tag() == Tag::null));
  }
}

BOOST_AUTO_TEST_CASE(text_folded_text_or_key_that_is_not_utf8_is_no_tree) {
  BOOST_TEST(!sound(of_text("\xff")));
  BOOST_TEST(!sound(of_text("\xED\xA0\x80")));  // half of a pair
  BOOST_TEST(!sound(made(Tag::text, 0, "A", "\xff")));
  BOOST_TEST(!sound(of_object({{"\xff", of_yes}})));
  BOOST_TEST(!sound(of_list({of_text("\xff")})));
}

// Reads everything there is, as deep as it goes.
std::size_t walk(const Tree& tree) {
  std::size_t read = tree.text().size() + tree.folded().size();
  Members members(tree);
  while (const auto member = members.next()) read += members.key().size() + walk(*member);
  return read;
}

BOOST_AUTO_TEST_CASE(what_is_read_of_damaged_bytes_keeps_to_them) {
  const std::string whole = of_list(one_of_each, "text");
  for (std::size_t place = 0; place < whole.size(); ++place) {
    for (const int byte : {0, 1, 5, 6, 127, 255}) {
      // Of exactly its size, so that the address sanitizer sees what lies behind.
      std::vector<std::uint8_t> damaged(whole.begin(), whole.end());
      damaged[place] = static_cast<std::uint8_t>(byte);
      base::ByteReader in(damaged);
      const Tree tree(in);
      BOOST_TEST(walk(tree) <= 2 * damaged.size());
      BOOST_TEST(same_json(tree, tree));
      tree.at_path("0.a.b.1");
    }
  }
}

BOOST_AUTO_TEST_CASE(cut_length_of_a_text_is_an_empty_text) {
  const std::string record = of_text("alps").substr(0, tag_and_number + 3);
  BOOST_TEST(read(record).text() == "");
  BOOST_TEST((read(record).tag() == Tag::null));
}

BOOST_AUTO_TEST_SUITE_END()
