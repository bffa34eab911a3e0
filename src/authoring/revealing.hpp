// What a text gives away to a stranger who reads it: a person's data, a number that stands for a customer, a plan. It
// goes by a text's form alone, so it may be wrong, and nothing but warnings may rest on it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assent::authoring {

/// "an e-mail address", "a phone number", "an IBAN" or "the number of a payment card"; nothing for any other text.
std::optional<std::string_view> personal_data(std::string_view text);

/// True for what looks like the id of one customer: a UUID, 8 hexadecimal digits or more, 5 digits or more, a code of
/// letters and 3 digits or more. The year in "summer-2026" does not count.
bool looks_like_id(std::string_view text);

/// The word in a name that says that something is not launched ("embargo"), or the date in it that lies ahead of
/// `today`
/// ("2027", "2027-03", "q1-2027"); nothing where there is none. `today`: days since 1970-01-01.
std::optional<std::string> sign_of_plan(std::string_view name, std::int32_t today);

}  // namespace assent::authoring
