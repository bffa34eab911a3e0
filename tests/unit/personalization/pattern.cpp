// The matcher with programs written by hand: each instruction, loops that take nothing, damage, and bytes that are no
// UTF-8.
#include "personalization/pattern.hpp"

#include <boost/test/unit_test.hpp>
#include <initializer_list>
#include <string>
#include <vector>

using namespace assent::personalization;

namespace {

using Op = PatternOp;
using Program = std::vector<std::uint8_t>;

// An instruction, its operand and what follows it in numbers of two bytes.
Program code(Op op, std::initializer_list<unsigned> numbers = {}) {
  Program bytes{static_cast<std::uint8_t>(op)};
  for (const unsigned number : numbers) {
    bytes.push_back(static_cast<std::uint8_t>(number));
    bytes.push_back(static_cast<std::uint8_t>(number >> 8));
  }
  return bytes;
}

Program joined(std::initializer_list<Program> instructions) {
  Program program;
  for (const Program& instruction : instructions) program.insert(program.end(), instruction.begin(), instruction.end());
  return program;
}

// The program that matches a text of one thing and nothing else.
Program whole(const Program& inside) { return joined({code(Op::start), inside, code(Op::end), code(Op::match)}); }

bool finds(const Program& program, std::string_view text) {
  BOOST_TEST_REQUIRE(is_program(program));
  return matches(program, text);
}

// (a*)*b: both loops can go round without taking anything.
const Program empty_loop = joined({code(Op::split, {15}), code(Op::split, {12}), code(Op::unit, {'a'}),
                                   code(Op::split, {6}), code(Op::jump, {0}), code(Op::unit, {'b'}), code(Op::match)});

}  // namespace

BOOST_AUTO_TEST_SUITE(pattern)

BOOST_AUTO_TEST_CASE(match_alone_matches_every_text) {
  BOOST_TEST(finds(code(Op::match), ""));
  BOOST_TEST(finds(code(Op::match), "anything"));
}

BOOST_AUTO_TEST_CASE(unit_is_found_anywhere) {
  const Program program = joined({code(Op::unit, {'b'}), code(Op::match)});
  for (const char* text : {"b", "ab", "bc", "aabaa"}) BOOST_TEST(finds(program, text), text);
  for (const char* text : {"", "a", "B"}) BOOST_TEST(!finds(program, text), text);
}

BOOST_AUTO_TEST_CASE(any_takes_one_unit_that_ends_no_line) {
  const Program program = whole(code(Op::any));
  for (const char* text : {"a", "\t", "\u00e9", "\u2027", "\u202a"}) BOOST_TEST(finds(program, text), text);
  for (const char* text : {"", "\n", "\r", "\u2028", "\u2029", "ab"}) BOOST_TEST(!finds(program, text), text);
}

BOOST_AUTO_TEST_CASE(class_takes_its_ranges_and_their_ends) {
  const std::initializer_list<unsigned> ranges = {2, 'b', 'd', 0x400, 0x44F};
  for (const char* text : {"b", "c", "d", "\u0400", "\u044f"}) {
    BOOST_TEST(finds(whole(code(Op::one_of, ranges)), text), text);
    BOOST_TEST(!finds(whole(code(Op::none_of, ranges)), text), text);
  }
  for (const char* text : {"a", "e", "\u03ff", "\u0450", "\n"}) {
    BOOST_TEST(!finds(whole(code(Op::one_of, ranges)), text), text);
    BOOST_TEST(finds(whole(code(Op::none_of, ranges)), text), text);
  }
}

BOOST_AUTO_TEST_CASE(class_without_ranges_takes_nothing_and_its_opposite_everything_but_the_end) {
  BOOST_TEST(!finds(whole(code(Op::one_of, {0})), "a"));
  BOOST_TEST(finds(whole(code(Op::none_of, {0})), "\n"));
  BOOST_TEST(!finds(whole(code(Op::none_of, {0})), ""));
}

BOOST_AUTO_TEST_CASE(boundary_lies_between_a_word_letter_and_none) {
  const Program begins = joined({code(Op::boundary), code(Op::unit, {'a'}), code(Op::match)});
  for (const char* text : {"a", "-a", "\u00e9a", " ab"}) BOOST_TEST(finds(begins, text), text);
  for (const char* text : {"ba", "0a", "_a", "Za"}) BOOST_TEST(!finds(begins, text), text);
  const Program inside = joined({code(Op::unit, {'a'}), code(Op::no_boundary), code(Op::match)});
  for (const char* text : {"ab", "a9", "a_", "aZ"}) BOOST_TEST(finds(inside, text), text);
  for (const char* text : {"a", "a-", "a\u00e9", "a@", "a[", "a`", "a{", "a/", "a:"})
    BOOST_TEST(!finds(inside, text), text);
}

BOOST_AUTO_TEST_CASE(split_follows_both_ways) {
  const Program program =
      whole(joined({code(Op::split, {10}), code(Op::unit, {'a'}), code(Op::jump, {13}), code(Op::unit, {'b'})}));
  BOOST_TEST(finds(program, "a"));
  BOOST_TEST(finds(program, "b"));
  BOOST_TEST(!finds(program, "ab"));
}

BOOST_AUTO_TEST_CASE(loops_that_take_nothing_end) {
  for (const char* text : {"b", "aab", "ccb"}) BOOST_TEST(finds(empty_loop, text), text);
  for (const char* text : {"", "a", "aaa"}) BOOST_TEST(!finds(empty_loop, text), text);
  BOOST_TEST(!finds(joined({code(Op::jump, {0}), code(Op::match)}), "a"));
}

BOOST_AUTO_TEST_CASE(text_of_many_bytes_takes_time_only_once) {
  BOOST_TEST(!finds(empty_loop, std::string(100'000, 'a')));
  BOOST_TEST(finds(empty_loop, std::string(100'000, 'a') + "b"));
}

BOOST_AUTO_TEST_CASE(astral_character_is_two_units) {
  BOOST_TEST(finds(whole(joined({code(Op::unit, {0xD83D}), code(Op::unit, {0xDE00})})), "\U0001f600"));
  BOOST_TEST(finds(whole(joined({code(Op::unit, {0xD800}), code(Op::unit, {0xDC00})})), "\U00010000"));
  BOOST_TEST(finds(whole(joined({code(Op::unit, {0xDBFF}), code(Op::unit, {0xDFFF})})), "\U0010ffff"));
  BOOST_TEST(!finds(whole(code(Op::any)), "\U0001f600"));
  BOOST_TEST(finds(whole(code(Op::unit, {0xFFFF})), "\uffff"));
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf8_are_never_read_past_the_end) {
  const Program program = joined({code(Op::unit, {'!'}), code(Op::match)});
  for (int lead = 0; lead < 0x100; ++lead)
    for (const char* rest : {"", "\x80", "\xff", "\x80\x80", "\xc3\xc3\xc3", "\xff\xff\xff"}) {
      const std::string text = static_cast<char>(lead) + std::string(rest);
      // Memory of its own, so that a sanitizer sees a byte too many.
      const std::vector<char> exactly(text.begin(), text.end());
      BOOST_TEST(finds(program, {exactly.data(), exactly.size()}) == (lead == '!'));
      TextUnits units({exactly.data(), exactly.size()});
      for (int unit = units.next(); unit != TextUnits::done; unit = units.next())
        BOOST_TEST((unit >= 0 && unit <= 0xFFFF), unit);
    }
}

BOOST_AUTO_TEST_CASE(damaged_programs_are_refused) {
  const Program none;
  const Program no_match = code(Op::any);
  const Program match_inside = joined({code(Op::match), code(Op::any)});
  const Program unknown = joined({{static_cast<std::uint8_t>(static_cast<int>(Op::split) + 1), 0, 0}, code(Op::match)});
  const Program operand_cut_off = joined({code(Op::match), {static_cast<std::uint8_t>(Op::unit), 0}});
  const Program range_cut_off = joined({code(Op::one_of, {2, 'a', 'b', 'c'}), code(Op::match)});
  const Program into_operand = joined({code(Op::jump, {1}), code(Op::match)});
  const Program to_its_end = joined({code(Op::split, {4}), code(Op::match)});
  const Program far_beyond = joined({code(Op::split, {0xFFFF}), code(Op::match)});
  for (const Program& program :
       {none, no_match, match_inside, unknown, operand_cut_off, range_cut_off, into_operand, to_its_end, far_beyond})
    BOOST_TEST(!is_program(program));
  BOOST_TEST(is_program(joined({code(Op::split, {3}), code(Op::match)})));
}

BOOST_AUTO_TEST_CASE(every_cut_of_a_program_is_refused_but_one_behind_a_match) {
  for (std::size_t size = 0; size < empty_loop.size(); ++size)
    BOOST_TEST(!is_program(std::span(empty_loop).first(size)), size);
}

BOOST_AUTO_TEST_CASE(what_is_a_program_after_any_damage_can_be_run) {
  for (std::size_t at = 0; at < empty_loop.size(); ++at)
    for (int byte = 0; byte < 0x100; ++byte) {
      Program damaged = empty_loop;
      damaged[at] = static_cast<std::uint8_t>(byte);
      if (is_program(damaged)) matches(damaged, "aab\u00e9");
    }
}

BOOST_AUTO_TEST_CASE(program_is_as_long_as_its_limit_and_no_longer) {
  Program program(max_pattern_bytes - 1, static_cast<std::uint8_t>(Op::start));
  program.push_back(static_cast<std::uint8_t>(Op::match));
  BOOST_TEST(finds(program, "a"));
  program.insert(program.begin(), static_cast<std::uint8_t>(Op::start));
  BOOST_TEST(!is_program(program));
}

BOOST_AUTO_TEST_SUITE_END()
