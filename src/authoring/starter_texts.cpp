// Texts and content by language. What nobody has translated is said so in the file itself, so that a release waits.
#include <algorithm>

#include "authoring/starter_files.hpp"
#include "authoring/starter_parts.hpp"
#include "authoring/ui_texts.hpp"

namespace assent::authoring {

namespace {

constexpr std::string_view english = "en";

std::string texts_path(const std::string& language) { return "starter/texts/" + language + ".json"; }

// The language whose sentences stand in for `language`: itself, "de" for "de-AT", or English.
std::string written_for(const std::string& language) {
  const std::string primary = language.substr(0, language.find('-'));
  for (const std::string& each : {language, primary})
    if (is_translated(each)) return each;
  return std::string(english);
}

}  // namespace

bool is_translated(const std::string& language) {
  const auto files = starter_files();
  return std::any_of(files.begin(), files.end(),
                     [path = texts_path(language)](const StarterFile& file) { return file.path == path; });
}

Json starter_texts(const std::string& language, const std::set<std::string>& keys) {
  const std::string written = written_for(language);
  const bool unreviewed = written != language;
  const Json all = Json::parse(starter_file(texts_path(written)));
  Json texts;
  for (const auto& [key, text] : all.items()) {
    const bool is_text = !key.starts_with('$');
    if (is_text && !key.starts_with(ui_prefix) && !keys.contains(key)) continue;
    texts[key] = text;
    if (key == "$comment" && unreviewed) {
      texts[key] =
          "Nobody has translated this yet: the sentences are those of \"" + written +
          "\", and each is listed under \"$unreviewed\", so that assent check --release names it. Translate a "
          "sentence, let somebody who grew up with the language read it, and take its key out of the list. The "
          "files of content/" +
          language + " wait for the same. On a button name the choice and nothing else: no blame, no threat.";
      texts["$unreviewed"] = Json::array();
    }
    if (is_text && unreviewed) texts["$unreviewed"].push_back(key);
  }
  return texts;
}

std::string starter_content(const std::string& language, const std::string& slot) {
  return std::string(starter_file("starter/content/" + written_for(language) + "/" + slot + ".html"));
}

}  // namespace assent::authoring
