// Lists that grow at their end.
#include "base/list.hpp"

#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using assent::base::List;

namespace {

template <class T>
std::vector<T> all(const List<T>& list) {
  std::vector<T> found;
  for (const T& each : list) found.push_back(each);
  return found;
}

List<std::string> letters() {
  List<std::string> list;
  list.add("a");
  list.add("bb", std::size_t{1});
  list.add(std::string("c"));
  return list;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lists)

BOOST_AUTO_TEST_CASE(elements_stand_in_the_order_in_which_they_were_added) {
  const List<int> none;
  BOOST_TEST(none.empty());
  BOOST_TEST(all(none).empty());
  List<int> list;
  for (int number = 0; number < 100; ++number) list.add(number);
  BOOST_TEST(list.size() == 100u);
  BOOST_TEST(list[0] == 0);
  BOOST_TEST(list[99] == 99);
  BOOST_TEST(list.back() == 99);
  int expected = 0;
  for (int& each : list) BOOST_TEST(each == expected++);
}

BOOST_AUTO_TEST_CASE(a_cleared_list_starts_anew) {
  auto counted = std::make_shared<int>();
  List<std::shared_ptr<int>> list;
  list.add(counted);
  list.add(counted);
  BOOST_TEST(counted.use_count() == 3);
  list.clear();
  BOOST_TEST(counted.use_count() == 1);
  BOOST_TEST(list.empty());
  list.add(counted);
  BOOST_TEST(list.size() == 1u);
  BOOST_TEST((list[0] == counted));
}

BOOST_AUTO_TEST_CASE(a_copy_has_elements_of_its_own) {
  const auto first = letters();
  auto copy = first;
  copy[0] = "z";
  copy.add("d");
  BOOST_TEST(first.size() == 3u);
  BOOST_TEST(first[0] == "a");
  BOOST_TEST(copy.size() == 4u);
}

BOOST_AUTO_TEST_CASE(a_moved_list_keeps_its_elements_where_they_were) {
  auto first = letters();
  const std::string* const where = &first[1];
  List<std::string> second(std::move(first));
  BOOST_TEST((&second[1] == where));
  List<std::string> third;
  third.add("old");
  third = std::move(second);
  BOOST_TEST((&third[1] == where));
  BOOST_TEST(third.back() == "c");
}

BOOST_AUTO_TEST_CASE(elements_that_can_only_be_moved_are_held) {
  List<std::unique_ptr<int>> list;
  list.add(std::make_unique<int>(7));
  BOOST_TEST(*list.back() == 7);
}

BOOST_AUTO_TEST_SUITE_END()
