// Words for problems. Texts from a policy are hostile until shown otherwise, so what is printed is cut and cleaned.
#include "authoring/problem.hpp"

#include <utility>

#include "authoring/strict_json.hpp"
#include "base/format.hpp"

namespace assent::authoring {

namespace {

constexpr std::size_t quoted_code_points = 60;

}  // namespace

Place Place::at(std::string_view name) const { return {file, pointer + "/" + pointer_step(name)}; }

Place Place::at(std::size_t index) const { return {file, pointer + "/" + std::to_string(index)}; }

void Problems::error(const Place& place, std::string what, std::string remedy) {
  ++errors_;
  add({Problem::Severity::error, place.file, place.pointer, std::move(what), std::move(remedy)});
}

void Problems::warning(const Place& place, std::string what, std::string remedy) {
  add({Problem::Severity::warning, place.file, place.pointer, std::move(what), std::move(remedy)});
}

void Problems::add(Problem problem) {
  if (full()) return;
  all_.push_back(std::move(problem));
  if (full())
    all_.push_back({Problem::Severity::error, all_.back().file, "", "there are more problems than are listed",
                    "mend these first and check again"});
}

std::string to_line(const Problem& problem) {
  const char* severity = problem.severity == Problem::Severity::error ? "error" : "warning";
  std::string line =
      problem.file + "#" + problem.pointer + ": " + severity + ": " + problem.what + " — " + problem.remedy;
  for (char& letter : line)
    if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f) letter = '?';
  return line;
}

std::string in_quotes(std::string_view text) {
  if (!base::is_utf8(text)) return "\"?\"";
  const std::size_t shown = base::prefix_bytes(text, quoted_code_points);
  return '"' + std::string(text.substr(0, shown)) + (shown < text.size() ? "…\"" : "\"");
}

}  // namespace assent::authoring
