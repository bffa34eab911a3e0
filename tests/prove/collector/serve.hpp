// A collector in a process of its own, with a clock and randomness that the prover sets: the product's Server and
// nothing of its own between.
#pragma once

#include <string>

namespace assent::prove {

/// Serves from the data folder `data` until standard input ends. Prints its port; then takes lines, each a time (ms) or
/// "export", after which it prints the CRM's rows, and answers each with "ok". The log goes to standard error. `leak`,
/// where not empty, names a planted one.
int serve(const std::string& data, const std::string& leak);

/// What both processes must have alike before anything is drawn: the shop's keys and pack.
void settle_shop();

}  // namespace assent::prove
