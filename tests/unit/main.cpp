// The entry of every unit test executable.
#define BOOST_TEST_MODULE assent
#include <boost/test/unit_test.hpp>
