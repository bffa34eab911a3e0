// Cuts a text into words, for rules that look for words in it. Two texts that read the same give the same words,
// whatever their letters' case and their punctuation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assent::authoring {

using Words = std::vector<std::string>;

/// The words of UTF-8 text in small letters: runs of letters and digits. Everything else separates, apostrophes too:
/// "Don’t_go" is "don", "t", "go". Letters beyond those of western Europe are taken as they are.
Words words_of(std::string_view text);

/// True where `phrase` stands in `words`, word for word.
bool has_phrase(const Words& words, const Words& phrase);

}  // namespace assent::authoring
