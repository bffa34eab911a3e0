// Binary records: what is read is what was written, and nothing is read past the end.
#include "base/bytes.hpp"

#include <array>
#include <boost/test/unit_test.hpp>

using namespace assent::base;

BOOST_AUTO_TEST_SUITE(bytes)

BOOST_AUTO_TEST_CASE(numbers_and_texts_are_read_as_they_were_written) {
  Text record;
  ByteWriter out(record);
  out.number(std::uint8_t{7});
  out.number(-1.5);
  out.text("Zürich");
  out.text("");
  out.number(std::uint64_t{0xfedcba9876543210u});
  ByteReader in(as_bytes(record));
  BOOST_TEST(in.number<std::uint8_t>() == 7);
  BOOST_TEST(in.number<double>() == -1.5);
  BOOST_TEST(in.text() == "Zürich");
  BOOST_TEST(!in.done());
  BOOST_TEST(in.text().empty());
  BOOST_TEST(in.number<std::uint64_t>() == 0xfedcba9876543210u);
  BOOST_TEST(in.done());
}

BOOST_AUTO_TEST_CASE(numbers_are_little_endian) {
  Text record;
  ByteWriter(record).number(std::uint32_t{0x04030201});
  BOOST_TEST(record.view() == "\x01\x02\x03\x04");
  ByteWriter(record).text("ab");
  BOOST_TEST(record.view().substr(4) == std::string_view("\x02\0ab", 4));
}

BOOST_AUTO_TEST_CASE(short_read_gives_zero_and_stays_failed) {
  const std::array<std::uint8_t, 3> three{1, 2, 3};
  ByteReader in(three);
  BOOST_TEST(in.number<std::uint32_t>() == 0u);
  BOOST_TEST(!in.ok());
  BOOST_TEST(!in.done());
  BOOST_TEST(in.number<std::uint8_t>() == 0);
  BOOST_TEST(in.text().empty());
  BOOST_TEST(in.take(1).empty());
  BOOST_TEST(!in.ok());
}

BOOST_AUTO_TEST_CASE(text_longer_than_the_record_is_not_read) {
  const std::array<std::uint8_t, 4> record{3, 0, 'a', 'b'};
  ByteReader in(record);
  BOOST_TEST(in.text().empty());
  BOOST_TEST(!in.ok());
}

BOOST_AUTO_TEST_CASE(reader_that_gave_up_reads_nothing_more) {
  const std::array<std::uint8_t, 2> record{1, 2};
  ByteReader in(record);
  in.fail();
  BOOST_TEST(in.number<std::uint8_t>() == 0);
  BOOST_TEST(!in.ok());
  BOOST_TEST(!in.done());
}

BOOST_AUTO_TEST_CASE(taking_everything_is_done_and_one_more_is_not) {
  const std::array<std::uint8_t, 2> record{1, 2};
  ByteReader in(record);
  BOOST_TEST(in.take(2).size() == 2u);
  BOOST_TEST(in.done());
  BOOST_TEST(in.take(0).empty());
  BOOST_TEST(in.done());
  BOOST_TEST(in.take(1).empty());
  BOOST_TEST(!in.done());
}

BOOST_AUTO_TEST_SUITE_END()
