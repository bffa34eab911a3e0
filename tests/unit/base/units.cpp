// UTF-16 code units of every length of letter, and of bytes that are no letter.
#include "base/units.hpp"

#include <boost/test/unit_test.hpp>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

using namespace assent::base;
using namespace std::string_literals;

namespace {

using Numbers = std::vector<std::uint16_t>;

constexpr std::uint16_t replacement = 0xFFFD;

// The units of a text that lies in memory of exactly its size, so that the address sanitizer sees what lies behind.
Numbers units_of(const std::string& text) {
  const std::unique_ptr<char[]> exact(new char[text.size()]);
  std::memcpy(exact.get(), text.data(), text.size());
  Numbers all;
  for (Units units({exact.get(), text.size()}); !units.done();) all.push_back(units.next());
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(units)

BOOST_AUTO_TEST_CASE(empty_text_has_none) {
  BOOST_TEST(Units("").done());
  BOOST_TEST(Units({}).done());
}

BOOST_AUTO_TEST_CASE(letter_of_ascii_is_one_unit) {
  BOOST_TEST(units_of("Az~") == (Numbers{'A', 'z', '~'}));
  BOOST_TEST(units_of("\0\x7F"s) == (Numbers{0, 0x7F}));
}

BOOST_AUTO_TEST_CASE(letter_of_two_bytes_is_one_unit) {
  BOOST_TEST(units_of("\xC2\x80") == Numbers{0x80});
  BOOST_TEST(units_of("\u00EB") == Numbers{0xEB});
  BOOST_TEST(units_of("\u07FF") == Numbers{0x7FF});
}

BOOST_AUTO_TEST_CASE(letter_of_three_bytes_is_one_unit) {
  BOOST_TEST(units_of("\u0800") == Numbers{0x800});
  BOOST_TEST(units_of("\u65E5\u672C") == (Numbers{0x65E5, 0x672C}));
  BOOST_TEST(units_of("\uFFFF") == Numbers{0xFFFF});
}

BOOST_AUTO_TEST_CASE(letter_of_four_bytes_is_a_pair_of_surrogates) {
  BOOST_TEST(units_of("\U00010000") == (Numbers{0xD800, 0xDC00}));
  BOOST_TEST(units_of("\U0001F600") == (Numbers{0xD83D, 0xDE00}));
  BOOST_TEST(units_of("\U0010FFFF") == (Numbers{0xDBFF, 0xDFFF}));
}

BOOST_AUTO_TEST_CASE(letters_follow_each_other_in_their_order) {
  BOOST_TEST(units_of("a\u00EB\U0001F600\u65E5\U0001F600z") ==
             (Numbers{'a', 0xEB, 0xD83D, 0xDE00, 0x65E5, 0xD83D, 0xDE00, 'z'}));
}

BOOST_AUTO_TEST_CASE(text_is_done_only_behind_the_second_half_of_a_pair) {
  Units units("\U0001F600");
  units.next();
  BOOST_TEST(!units.done());
  units.next();
  BOOST_TEST(units.done());
}

BOOST_AUTO_TEST_CASE(byte_that_begins_no_letter_is_the_replacement) {
  for (const char* byte : {"\x80", "\xBF", "\xF5", "\xFF"}) BOOST_TEST(units_of(byte) == Numbers{replacement});
  BOOST_TEST(units_of("a\x80z") == (Numbers{'a', replacement, 'z'}));
  BOOST_TEST(units_of("\x80\x80") == (Numbers{replacement, replacement}));
}

BOOST_AUTO_TEST_CASE(letter_that_is_cut_short_is_one_replacement) {
  for (const std::string& whole : {"\u00EB"s, "\u65E5"s, "\U0001F600"s})
    for (std::size_t size = 1; size < whole.size(); ++size) {
      BOOST_TEST(units_of(whole.substr(0, size)) == Numbers{replacement});
      BOOST_TEST(units_of(whole.substr(0, size) + "z") == (Numbers{replacement, 'z'}));
      BOOST_TEST(units_of(whole.substr(0, size) + whole).size() == 1 + units_of(whole).size());
    }
}

BOOST_AUTO_TEST_CASE(number_beyond_unicode_is_the_replacement) {
  BOOST_TEST(units_of("\xF4\x90\x80\x80") == Numbers{replacement});
  BOOST_TEST(units_of("\xF4\xBF\xBF\xBF") == Numbers{replacement});
}

BOOST_AUTO_TEST_CASE(any_two_bytes_give_some_units_and_no_more_than_there_are_bytes) {
  for (int first = 0; first < 256; ++first)
    for (int second = 0; second < 256; ++second) {
      const std::string text{static_cast<char>(first), static_cast<char>(second)};
      const std::size_t count = units_of(text).size();
      if (count < 1 || count > 2) BOOST_ERROR("bytes " << first << " " << second << " gave " << count << " units");
    }
}

BOOST_AUTO_TEST_SUITE_END()
