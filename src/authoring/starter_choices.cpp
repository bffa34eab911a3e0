// The choices, one function each for what is proposed and what is taken. The proposals are the careful ones: the
// strictest law, few purposes.
#include "authoring/starter_choices.hpp"

#include <algorithm>

#include "authoring/element.hpp"
#include "authoring/model.hpp"
#include "authoring/starter_files.hpp"
#include "authoring/units.hpp"
#include "base/format.hpp"

namespace assent::authoring {

namespace {

constexpr std::string_view always = "necessary";
constexpr std::string_view yes = "yes", no = "no";
constexpr std::string_view folders_beside[] = {"regimes", "schema"};

using Words = std::vector<std::string>;

bool has(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string_view::npos ? "" : text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

// The parts of "a, b", each once.
Words split(std::string_view said) {
  Words words;
  for (std::size_t begin = 0; begin <= said.size();) {
    const std::size_t end = std::min(said.find(',', begin), said.size());
    const std::string word(trimmed(said.substr(begin, end - begin)));
    if (!word.empty() && !has(words, word)) words.push_back(word);
    begin = end + 1;
  }
  return words;
}

// Every purpose of the catalogue, in its order.
const Words& catalogue() {
  static const Words ids = [] {
    Words found;
    const Json all = Json::parse(starter_file("starter/purposes.json"));
    for (const auto& [id, purpose] : all.items())
      if (!id.starts_with('$')) found.push_back(id);
    return found;
  }();
  return ids;
}

void take_sentence(std::string_view said, const char* flag, std::string& kept, Problems& problems) {
  const Place place{flag, ""};
  const std::string_view text = trimmed(said);
  if (!base::is_utf8(text)) return problems.error(place, "the text is not UTF-8", "write it in UTF-8");
  if (text.starts_with('@')) return problems.error(place, "a text begins with \"@\"", "begin it with a letter");
  const Json json = std::string(text);
  if (auto sound = Element(json, place, problems).text(max_sentence_bytes)) kept = std::move(*sound);
}

// The words of a list of which each is known; none where one is not, or where there is none.
Words take_known(std::string_view said, const Words& known, const char* flag, const char* kind, Problems& problems) {
  const Words words = split(said);
  const std::string remedy = "name some of: " + joined(known);
  if (words.empty()) problems.error({flag, ""}, "the list is empty", remedy);
  for (const std::string& word : words)
    if (!has(known, word)) {
      problems.error({flag, ""}, std::string("there is no ") + kind + " " + in_quotes(word), remedy);
      return {};
    }
  return words;
}

void take_regimes(std::string_view said, const Presets& presets, StarterChoices& choices, Problems& problems) {
  Words known;
  for (const auto& [id, preset] : presets) known.push_back(id);
  Words words = take_known(said, known, "--regimes", "regime", problems);
  if (words.size() > max_regimes)
    return problems.error({"--regimes", ""}, "more than " + std::to_string(max_regimes) + " regimes", "name fewer");
  if (words.empty()) return;
  const auto model = [&](const std::string& id) { return presets.at(id).model; };
  std::stable_sort(words.begin(), words.end(), [&](const auto& a, const auto& b) { return model(a) < model(b); });
  choices.regimes = std::move(words);
}

void take_purposes(std::string_view said, const Presets&, StarterChoices& choices, Problems& problems) {
  const Words words = take_known(said, catalogue(), "--purposes", "purpose", problems);
  if (words.empty()) return;
  choices.purposes.clear();
  for (const std::string& id : catalogue())
    if (id == always || has(words, id)) choices.purposes.push_back(id);
}

void take_languages(std::string_view said, const Presets&, StarterChoices& choices, Problems& problems) {
  const Place place{"--languages", ""};
  const std::string remedy = "write for example \"en\", \"de\" or \"pt-BR\"";
  Words words = split(said);
  if (words.empty()) return problems.error(place, "the list is empty", remedy);
  if (words.size() > max_languages)
    return problems.error(place, "more than " + std::to_string(max_languages) + " languages", "name fewer");
  for (const std::string& word : words)
    if (!is_language(word)) return problems.error(place, in_quotes(word) + " is not a language tag", remedy);
  choices.languages = std::move(words);
}

void take_notice(std::string_view said, const Presets&, StarterChoices& choices, Problems& problems) {
  std::string address;
  take_sentence(said, "--privacy-notice", address, problems);
  if (is_web_address(address))
    choices.privacy_notice = std::move(address);
  else if (!address.empty())
    problems.error({"--privacy-notice", ""}, "this is no address that a visitor can open",
                   "write \"https://…\", or \"/…\" on the site itself");
}

void take_age_gate(std::string_view said, const Presets&, StarterChoices& choices, Problems& problems) {
  if (said != yes && said != no)
    problems.error({"--age-gate", ""}, "this is neither yes nor no", "write one of the two");
  else
    choices.age_gate = said == yes;
}

bool has_age_rule(const StarterChoices& choices, const Presets& presets) {
  return std::any_of(choices.regimes.begin(), choices.regimes.end(),
                     [&](const std::string& id) { return presets.at(id).age_from > 0; });
}

// "corner-shop" → "Corner Shop"
std::string title_of(const std::string& id) {
  std::string title = id;
  bool begins = true;
  for (char& letter : title) {
    if (begins && letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    begins = letter == '-';
    if (begins) letter = ' ';
  }
  return title;
}

bool matters_always(const StarterChoices&, const Presets&) { return true; }

constexpr Choice choices_in_order[] = {
    {"--title", "TEXT", "the site's title", "Title of the site",
     "Visitors read it in the notice: the name by which they know you.",
     [](const StarterChoices& so_far) { return title_of(so_far.id); },
     [](std::string_view said, const Presets&, StarterChoices& choices, Problems& problems) {
       take_sentence(said, "--title", choices.title, problems);
     },
     matters_always},
    {"--controller", "NAME", "who answers for the processing", "Who answers for the data",
     "The legal person that visitors can hold to account; it goes into every consent record.",
     [](const StarterChoices& so_far) { return so_far.title; },
     [](std::string_view said, const Presets&, StarterChoices& choices, Problems& problems) {
       take_sentence(said, "--controller", choices.controller, problems);
     },
     matters_always},
    {"--contact", "TEXT", "where visitors reach them", "Where visitors reach them",
     "Somebody has to read it: rights that nobody answers are none.",
     [](const StarterChoices& so_far) { return "privacy@" + so_far.id + ".example"; },
     [](std::string_view said, const Presets&, StarterChoices& choices, Problems& problems) {
       take_sentence(said, "--contact", choices.contact, problems);
     },
     matters_always},
    {"--privacy-notice", "URL", "the address of the privacy notice", "Address of the privacy notice",
     "Who wants to know more finds it there; it has to say what this policy says.",
     [](const StarterChoices&) { return std::string("/privacy.html"); }, take_notice, matters_always},
    {"--regimes", "LIST", "presets of jurisdictions, for example eu-gdpr,us-ca", "Regimes, \"?\" lists them",
     "Whose laws hold where your visitors live; the strictest also holds wherever nobody knows.",
     [](const StarterChoices&) { return std::string("eu-gdpr"); }, take_regimes, matters_always},
    {"--purposes", "LIST", "what data is used for, for example personalization,measurement",
     "Purposes, \"?\" lists them", "Each is one more thing to ask of a visitor, so name only what somebody will use.",
     [](const StarterChoices&) { return std::string("personalization,measurement"); }, take_purposes, matters_always},
    {"--languages", "LIST", "language tags, for example en,de", "Languages",
     "Consent counts only where it was understood; en and de are written, others wait for your translation.",
     [](const StarterChoices&) { return std::string("en"); }, take_languages, matters_always},
    {"--age-gate", "", "let the banner ask visitors' age first", "Ask visitors' age first, yes or no",
     "Where a law protects younger people, their own yes does not count; only the answer is kept, no date.",
     [](const StarterChoices&) { return std::string(no); }, take_age_gate, has_age_rule}};

}  // namespace

std::span<const Choice> starter_choices() { return choices_in_order; }

void take_id(std::string_view said, StarterChoices& choices, Problems& problems) {
  const Place place{"NAME", ""};
  if (!is_id(said))
    problems.error(place, in_quotes(said) + " is not an id",
                   "use a-z, 0-9 and \"-\", " + std::to_string(max_id_bytes) +
                       " letters at the most, beginning with a letter or digit");
  else if (std::find(std::begin(folders_beside), std::end(folders_beside), said) != std::end(folders_beside))
    problems.error(place, in_quotes(said) + " is a folder of its own beside the sites'", "choose another name");
  else
    choices.id = said;
}

std::vector<std::string> asking_age(const StarterChoices& choices, const Presets& presets) {
  Words asking;
  for (const std::string& id : choices.regimes)
    if (choices.age_gate && presets.at(id).age_from > 0) asking.push_back(id);
  return asking;
}

std::string joined(const std::vector<std::string>& words) {
  return listed(std::vector<std::string_view>(words.begin(), words.end()));
}

}  // namespace assent::authoring
