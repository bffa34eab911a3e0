// Words: what is one, what separates, and that case does not matter in the languages that rules know.
#include "authoring/words.hpp"

#include <boost/test/unit_test.hpp>

namespace assent::authoring {

BOOST_AUTO_TEST_SUITE(words)

BOOST_AUTO_TEST_CASE(everything_but_letters_and_digits_separates) {
  BOOST_TEST(words_of("  Don’t_go-there.html?q=1 ") == (Words{"don", "t", "go", "there", "html", "q", "1"}));
  BOOST_TEST(words_of("«Tout\u00a0refuser»\u202f!") == (Words{"tout", "refuser"}));
  BOOST_TEST(words_of("").empty());
  BOOST_TEST(words_of("–…").empty());
}

BOOST_AUTO_TEST_CASE(capitals_of_western_languages_are_folded) {
  BOOST_TEST(words_of("ÀÖØÞ ŒUVRE Straße ÷ × ÑANDÚ") == (Words{"àöøþ", "œuvre", "straße", "÷", "×", "ñandú"}));
}

BOOST_AUTO_TEST_CASE(other_scripts_are_words_as_they_are) {
  BOOST_TEST(words_of("Отклонить все") == (Words{"Отклонить", "все"}));
  BOOST_TEST(words_of("拒否、する") == (Words{"拒否", "する"}));
}

BOOST_AUTO_TEST_CASE(broken_text_ends) {
  BOOST_TEST(words_of("\xff\xc3").empty());
  BOOST_TEST(words_of("\xe2\x80").size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_phrase_is_found_word_for_word) {
  const Words words = words_of("No, I'd rather miss out");
  BOOST_TEST(has_phrase(words, words_of("miss out")));
  BOOST_TEST(has_phrase(words, words_of("NO I'd")));
  BOOST_TEST(!has_phrase(words, words_of("mis")));
  BOOST_TEST(!has_phrase(words, words_of("miss out on")));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
