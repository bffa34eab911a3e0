// Faults and their names.
#include "base/result.hpp"

#include <boost/test/unit_test.hpp>

using namespace assent::base;

BOOST_AUTO_TEST_SUITE(result)

BOOST_AUTO_TEST_CASE(every_fault_has_the_name_of_its_enumerator) {
#define NAMED(fault) BOOST_TEST(fault_name(Fault::fault) == std::string_view(#fault))
  NAMED(none);
  NAMED(not_started);
  NAMED(bad_time);
  NAMED(wrong_facts);
  NAMED(fact_too_long);
  NAMED(snapshot_damaged);
  NAMED(unknown_purpose);
  NAMED(always_on);
  NAMED(untrusted_grant);
  NAMED(unknown_attribute);
  NAMED(unknown_signal);
  NAMED(wrong_type);
  NAMED(text_too_long);
  NAMED(text_not_utf8);
  NAMED(not_a_choice);
  NAMED(number_out_of_range);
  NAMED(list_too_long);
  NAMED(not_decided);
#undef NAMED
}

BOOST_AUTO_TEST_CASE(result_is_true_only_without_a_fault) {
  const Result<int> taken{7, Fault::none};
  const Result<int> refused{7, Fault::bad_time};
  BOOST_TEST(static_cast<bool>(taken));
  BOOST_TEST(!static_cast<bool>(refused));
}

BOOST_AUTO_TEST_SUITE_END()
