// A consent record that write_record did not write: its body could hold anything.
#include "consent/record.hpp"

using namespace assent;

consent::Record forge() { return consent::Record("00", true); }
