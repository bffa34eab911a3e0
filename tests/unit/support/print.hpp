// How failed checks print the core's enumerations.
#pragma once

#include <ostream>

#include "base/result.hpp"
#include "consent/record.hpp"
#include "egress/gate.hpp"
#include "personalization/condition.hpp"
#include "preferences/view.hpp"

namespace assent::base {
inline std::ostream& boost_test_print_type(std::ostream& out, Fault fault) { return out << fault_name(fault); }
}  // namespace assent::base

namespace assent::consent {
inline std::ostream& boost_test_print_type(std::ostream& out, Act act) { return out << act_name(act); }
inline std::ostream& boost_test_print_type(std::ostream& out, Answer answer) { return out << answer_name(answer); }
inline std::ostream& boost_test_print_type(std::ostream& out, Layer layer) { return out << layer_name(layer); }
inline std::ostream& boost_test_print_type(std::ostream& out, Reason reason) { return out << reason_name(reason); }
inline std::ostream& boost_test_print_type(std::ostream& out, Standing standing) {
  return out << standing_name(standing);
}
inline std::ostream& boost_test_print_type(std::ostream& out, const Choice& choice) {
  return out << answer_name(choice.answer) << (choice.separate ? " separately" : "");
}
}  // namespace assent::consent

namespace assent::pack {
inline std::ostream& boost_test_print_type(std::ostream& out, Basis basis) { return out << consent::basis_name(basis); }
inline std::ostream& boost_test_print_type(std::ostream& out, ValueType type) { return out << EnumNameValueType(type); }
}  // namespace assent::pack

namespace assent::egress {
inline std::ostream& boost_test_print_type(std::ostream& out, Rule rule) { return out << rule_name(rule); }
}  // namespace assent::egress

namespace assent::personalization {
inline std::ostream& boost_test_print_type(std::ostream& out, Code code) { return out << code_name(code); }
}  // namespace assent::personalization

namespace assent::preferences {
inline std::ostream& boost_test_print_type(std::ostream& out, Banner banner) { return out << static_cast<int>(banner); }
}  // namespace assent::preferences
