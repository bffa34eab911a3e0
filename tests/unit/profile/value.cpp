// Values as records hold them, and the items of text lists.
#include "profile/value.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

#include "support/print.hpp"
#include "support/values.hpp"

using namespace assent;
using namespace assent::profile;
using namespace assent::test;

BOOST_AUTO_TEST_SUITE(values)

BOOST_AUTO_TEST_CASE(every_type_is_read_as_it_was_written) {
  const std::string list = items({"alps", "", "kids"});
  for (const ValueView& value :
       {of_boolean(true), of_boolean(false), of_number(-12.5), of_number(1e9), of_text("Zürich"), of_text(""),
        of_items(list), of_items(""), of_date(20780), of_date(-1)}) {
    base::Text record;
    base::ByteWriter out(record);
    write_value(out, value);
    base::ByteReader in(base::as_bytes(record));
    BOOST_TEST((read_value(in) == value));
    BOOST_TEST(in.done());
  }
}

BOOST_AUTO_TEST_CASE(every_record_that_is_cut_short_fails) {
  const std::string list = items({"alps"});
  for (const ValueView& value : {of_boolean(true), of_number(1), of_text("a"), of_items(list), of_date(1)}) {
    base::Text record;
    base::ByteWriter out(record);
    write_value(out, value);
    for (std::size_t size = 0; size < record.size(); ++size) {
      base::ByteReader in(base::as_bytes(record).first(size));
      read_value(in);
      BOOST_TEST(!in.ok());
    }
  }
}

BOOST_AUTO_TEST_CASE(unknown_type_fails) {
  for (const std::string_view record : {"\x05zzzzzzzz", "\xffzzzzzzzz"}) {
    base::ByteReader in(base::as_bytes(record));
    read_value(in);
    BOOST_TEST(!in.ok());
  }
}

BOOST_AUTO_TEST_CASE(number_of_a_text_is_not_kept) {
  for (const auto type : {pack::ValueType::text, pack::ValueType::text_list}) {
    base::Text record;
    base::ByteWriter out(record);
    write_value(out, {type, std::numeric_limits<double>::quiet_NaN(), "a"});
    base::ByteReader in(base::as_bytes(record));
    BOOST_TEST((read_value(in) == ValueView{type, 0, "a"}));
  }
}

BOOST_AUTO_TEST_CASE(any_number_but_zero_is_true) {
  for (const double number : {7.0, -0.5, 1e300}) {
    base::Text record;
    base::ByteWriter out(record);
    write_value(out, {pack::ValueType::boolean, number, {}});
    base::ByteReader in(base::as_bytes(record));
    BOOST_TEST(read_value(in).number == 1);
  }
}

BOOST_AUTO_TEST_CASE(items_are_taken_one_after_another) {
  const std::string list = items({"a", "", "bc"});
  BOOST_TEST(count_items(list) == 3u);
  std::string_view rest = list;
  BOOST_TEST(next_item(rest) == "a");
  BOOST_TEST(next_item(rest).empty());
  BOOST_TEST(next_item(rest) == "bc");
  BOOST_TEST(rest.empty());
}

BOOST_AUTO_TEST_CASE(only_a_whole_item_is_contained) {
  const std::string list = items({"alps", "kids"});
  BOOST_TEST(contains_item(list, "alps"));
  BOOST_TEST(contains_item(list, "kids"));
  for (const char* other : {"", "alp", "alpsk", "lps", "Alps"}) BOOST_TEST(!contains_item(list, other));
  BOOST_TEST(!contains_item("", "alps"));
  BOOST_TEST(!contains_item("", ""));
}

BOOST_AUTO_TEST_CASE(item_that_is_cut_short_ends_the_list) {
  const std::string list = items({"alps", "kids"});
  for (std::size_t size = 0; size < list.size(); ++size) {
    const std::string_view cut = std::string_view(list).substr(0, size);
    BOOST_TEST(count_items(cut) <= 2u);
    BOOST_TEST(!contains_item(cut, "kids"));
  }
}

BOOST_AUTO_TEST_CASE(value_owns_its_text) {
  std::string text = "alps";
  const Value value(of_text(text));
  text = "xxxx";
  BOOST_TEST(value.text.view() == "alps");
  BOOST_TEST((ValueView(value) == of_text("alps")));
}

BOOST_AUTO_TEST_SUITE_END()
