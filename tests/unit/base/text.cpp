// Growable texts.
#include "base/text.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <utility>

using assent::base::Text;

BOOST_AUTO_TEST_SUITE(text)

BOOST_AUTO_TEST_CASE(new_text_is_empty) {
  const Text none;
  BOOST_TEST(none.empty());
  BOOST_TEST(none.size() == 0u);
  BOOST_TEST(none.view() == "");
}

BOOST_AUTO_TEST_CASE(text_grows_letter_by_letter) {
  Text text;
  std::string expected;
  for (int count = 0; count < 1000; ++count) {
    text.append(static_cast<char>('a' + count % 26));
    expected.push_back(static_cast<char>('a' + count % 26));
  }
  BOOST_TEST(text.view() == expected);
}

BOOST_AUTO_TEST_CASE(zero_bytes_are_letters_like_others) {
  Text text(std::string_view("a\0b", 3));
  text.append('\0');
  BOOST_TEST(text.size() == 4u);
  BOOST_TEST(text.view() == std::string_view("a\0b\0", 4));
}

BOOST_AUTO_TEST_CASE(text_takes_a_part_of_itself) {
  Text text("abcdef");
  text = text.view().substr(2, 3);
  BOOST_TEST(text.view() == "cde");
  text.append(text.view());
  BOOST_TEST(text.view() == "cdecde");
  for (int count = 0; count < 8; ++count) text.append(text.view());
  BOOST_TEST(text.size() == 6u << 8);
  BOOST_TEST(text.view().substr(text.size() - 6) == "cdecde");
}

BOOST_AUTO_TEST_CASE(copies_are_equal_and_independent) {
  const Text first("abc");
  Text second = first;
  BOOST_TEST((second == first));
  second.append('d');
  BOOST_TEST(!(second == first));
  BOOST_TEST(first.view() == "abc");
  second = first;
  BOOST_TEST((second == first));
}

BOOST_AUTO_TEST_CASE(moved_text_keeps_its_bytes) {
  Text from("abc");
  Text to = std::move(from);
  BOOST_TEST(to.view() == "abc");
  Text other("xyz");
  other = std::move(to);
  BOOST_TEST(other.view() == "abc");
}

BOOST_AUTO_TEST_CASE(text_is_cut_and_cleared) {
  Text text("abcdef");
  text.cut(3);
  BOOST_TEST(text.view() == "abc");
  text.cut(9);
  BOOST_TEST(text.view() == "abc");
  text.clear();
  BOOST_TEST(text.empty());
  text.append("new");
  BOOST_TEST(text.view() == "new");
}

BOOST_AUTO_TEST_SUITE_END()
